import type { PhoneNumber } from "../phones/phone-number";
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
