import type { Person } from "../phones/person";
import type { PhoneNetwork } from "../phones/phone-network";
import { isPhoneNumber, type PhoneNumber } from "../phones/phone-number";
import type { Template } from "../whatsapp/template";
/** A WhatsApp sender of a Twilio account, as it is set up in Twilio's console. */
export interface TwilioSender {
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: PhoneNumber;
  /** Where messages of persons are posted, connection overrides in the fragment included. */
  readonly inboundWebhookUrl: string;
  /** The account's approved Content templates, by ContentSid (`HX…`). */
  readonly contents: Readonly<Record<string, Template>>;
}

/** The senders of all accounts, by number. */
export class TwilioSenders {
  readonly #senders = new Map<PhoneNumber, TwilioSender>();

  configure(sender: TwilioSender): void {
    this.#senders.set(sender.number, sender);
  }

  remove(number: PhoneNumber): void {
    this.#senders.delete(number);
  }

  get(number: PhoneNumber): TwilioSender | undefined {
    return this.#senders.get(number);
  }

  /** Of an account. */
  of(accountSid: string): TwilioSender[] {
    return [...this.#senders.values()].filter((sender) => sender.accountSid === accountSid);
  }

  numbers(): PhoneNumber[] {
    return [...this.#senders.keys()];
  }
}

const prefix = "whatsapp:";

/** `whatsapp:+12025550142`, or `whatsapp:US.1349…` for a person who hides the number. */
export function addressOf(person: Person): string {
  return `${prefix}${person.hidesNumber ? person.bsuid : person.number}`;
}

export function addressOfNumber(number: PhoneNumber): string {
  return `${prefix}${number}`;
}

export type ChannelAddress =
  | { readonly kind: "number"; readonly number: PhoneNumber }
  | { readonly kind: "bsuid"; readonly bsuid: string }
  | { readonly kind: "other-channel" }
  | { readonly kind: "invalid" };

export function readAddress(text: string): ChannelAddress {
  if (!text.startsWith(prefix)) return { kind: "other-channel" };
  const address = text.slice(prefix.length);
  if (isPhoneNumber(address)) return { kind: "number", number: address };
  return /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(address)
    ? { kind: "bsuid", bsuid: address }
    : { kind: "invalid" };
}

/** The number behind an address; undefined when nobody has it. */
export function numberBehind(
  address: ChannelAddress,
  network: PhoneNetwork,
): PhoneNumber | undefined {
  if (address.kind === "number") return address.number;
  return address.kind === "bsuid" ? network.personBehind(address.bsuid)?.number : undefined;
}
