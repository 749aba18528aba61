import { timingSafeEqual } from "node:crypto";
import type { WireRequest } from "../gateway/aws-service";
import type { Person } from "../phones/person";
import type { PhoneNetwork } from "../phones/phone-network";
import { isPhoneNumber, type PhoneNumber } from "../phones/phone-number";
import type { TwilioContent } from "./content-template";
import type { ContentAccount } from "./contents";
import { TwilioError } from "./errors";
import { rfc2822 } from "./messages";
import type { Routes } from "./rest-host";

/** A WhatsApp sender of a Twilio account, as it is set up in Twilio's console. */
export interface TwilioSender {
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: PhoneNumber;
  /** Where messages of persons are posted, connection overrides in the fragment included. */
  readonly inboundWebhookUrl: string;
  /** The account's approved Content templates, by ContentSid (`HX…`). */
  readonly contents: Readonly<Record<string, TwilioContent>>;
}

/** The senders of all accounts, by number. */
export class TwilioSenders {
  readonly #senders = new Map<PhoneNumber, TwilioSender>();
  /** When an account had its first sender, in milliseconds since the epoch. */
  readonly #accounts = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  configure(sender: TwilioSender): void {
    this.#senders.set(sender.number, sender);
    if (!this.#accounts.has(sender.accountSid)) this.#accounts.set(sender.accountSid, this.now());
  }

  remove(number: PhoneNumber): void {
    this.#senders.delete(number);
  }

  get(number: PhoneNumber): TwilioSender | undefined {
    return this.#senders.get(number);
  }

  numbers(): PhoneNumber[] {
    return [...this.#senders.keys()];
  }

  /** What the Content API shows of an account. */
  contentsOf(accountSid: string): ContentAccount {
    const contents = this.#of(accountSid).map((sender) => sender.contents);
    return {
      contents: Object.assign({}, ...contents),
      since: this.#accounts.get(accountSid) ?? this.now(),
    };
  }

  /**
   * The account of a request: HTTP Basic with its sid and auth token. API keys are not simulated.
   * @throws TwilioError 20003
   */
  authenticate({ headers }: WireRequest): string {
    const basic = /^Basic (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
    const given = Buffer.from(basic, "base64");
    const found = [...this.#senders.values()].find(({ accountSid, authToken }) => {
      const asked = Buffer.from(`${accountSid}:${authToken}`);
      return asked.length === given.length && timingSafeEqual(asked, given);
    });
    if (!found) throw new TwilioError(20003, "Authenticate", 401);
    return found.accountSid;
  }

  /** The account itself (Twilio documentation, Account resource). */
  routes(): Routes {
    return {
      "GET /2010-04-01/Accounts/{AccountSid}.json": ({ accountSid, path }) => {
        const [sender] = this.#of(accountSid);
        const created = rfc2822(this.#accounts.get(accountSid) ?? this.now());
        return {
          status: 200,
          body: {
            sid: accountSid,
            owner_account_sid: accountSid,
            auth_token: sender?.authToken ?? "",
            friendly_name: "Simulated account",
            status: "active",
            type: "Full",
            date_created: created,
            date_updated: created,
            subresource_uris: { messages: path.replace(".json", "/Messages.json") },
            uri: path,
          },
        };
      },
    };
  }

  #of(accountSid: string): TwilioSender[] {
    return [...this.#senders.values()].filter((sender) => sender.accountSid === accountSid);
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
