import type { HandOver } from "../kernel/event-post";
import type { Person } from "./person";
import type { Channel, Provider } from "./phone-message";
import type { PhoneNumber } from "./phone-number";
import type { MessageOrigin, PersonContent } from "./whatsapp-content";

export interface PersonMessage {
  readonly from: Person;
  readonly to: PhoneNumber;
  /** By SMS, text alone. */
  readonly content: PersonContent;
  readonly origin?: MessageOrigin;
  /** Milliseconds since the epoch, simulated clock. */
  readonly at: number;
}

export interface TakenMessage {
  /** The provider's id of the message: a wamid, a MessageSid, an SMS message id. */
  readonly id: string;
  /**
   * Whether the business's webhook or topic accepted it; `lost` means that the provider could not
   * hand it over and gave up.
   */
  readonly outcome: Promise<HandOver>;
}

export type MarketingChoice = "stop" | "resume";

/** A person wants no more marketing from a business, or wants it again. */
export interface MarketingPreference {
  readonly from: Person;
  readonly to: PhoneNumber;
  readonly value: MarketingChoice;
  /** Milliseconds since the epoch, simulated clock. */
  readonly at: number;
}

/**
 * A messaging provider, as the phones see it: who owns which business numbers, and takes what is
 * written to them.
 */
export interface Carrier {
  readonly channel: Channel;
  readonly provider: Provider;
  numbers(): readonly PhoneNumber[];
  take(message: PersonMessage): TakenMessage;
  /** Where the provider tells the business of it. */
  prefer?(preference: MarketingPreference): void;
}

/** A number that people can write to. */
export interface BusinessNumber {
  readonly channel: Channel;
  readonly provider: Provider;
  readonly number: PhoneNumber;
}

/** Which provider has a business number. */
export class CarrierDirectory {
  readonly #carriers: Carrier[] = [];

  join(carrier: Carrier): void {
    this.#carriers.push(carrier);
  }

  numbers(): BusinessNumber[] {
    return this.#carriers.flatMap((carrier) =>
      carrier
        .numbers()
        .map((number) => ({ channel: carrier.channel, provider: carrier.provider, number })),
    );
  }

  /** @throws when nobody has the number, naming the numbers that somebody has. */
  carrierOf(channel: Channel, number: PhoneNumber): Carrier {
    const carriers = this.#carriers.filter((carrier) => carrier.channel === channel);
    const found = carriers.find((carrier) => carrier.numbers().includes(number));
    if (found) return found;
    const known = carriers.flatMap((carrier) =>
      carrier.numbers().map((taken) => `${taken} (${carrier.provider})`),
    );
    const reachable = known.length > 0 ? known.join(", ") : "none";
    throw new Error(
      `No business has the ${nameOf[channel]} number ${number}. Numbers that can be written to: ${reachable}.`,
    );
  }
}

const nameOf: Readonly<Record<Channel, string>> = { whatsapp: "WhatsApp", sms: "SMS" };
