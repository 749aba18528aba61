import type { PhoneNumber } from "../../phones/phone-number";
import type { SmsOutcome } from "./delivery-events";
import type { ValidationReason } from "./errors";
import { recipientCountry, simulatorDestination } from "./simulator-destinations";
import type { NumberType, SmsPhoneNumber } from "./sms-resources";

export interface ReachRefusal {
  readonly code: ValidationReason;
  /** For the person: what is allowed. */
  readonly words: string;
}

/**
 * US toll-free numbers reach the US and its territories (AWS End User Messaging SMS user guide,
 * toll-free number registration); beyond them only with international sending, which the provider's
 * resource cannot enable. For 10DLC numbers and short codes the same is unverified.
 */
const domesticOnly: ReadonlySet<NumberType> = new Set(["TOLL_FREE", "TEN_DLC", "SHORT_CODE"]);
const usAndTerritories = new Set(["US", "PR", "VI", "GU", "AS", "MP"]);

/** Whom a number can reach, and what becomes of the messages to a phone. */
export class Reach {
  readonly #fates = new Map<PhoneNumber, Exclude<SmsOutcome, "TEXT_QUEUED">>();
  /** Toll-free numbers that a person has stopped at the carrier: `from to`. */
  readonly #blocked = new Set<string>();

  /**
   * @param isDeclaredDestination whether a simulator number may send to it, beside AWS's own
   *   simulator destinations
   */
  constructor(private readonly isDeclaredDestination: (number: PhoneNumber) => boolean) {}

  /**
   * Why AWS refuses a message from this number to that one; undefined when it takes it. That it
   * refuses is documented, by which exception is not.
   */
  refusal(from: SmsPhoneNumber, to: PhoneNumber): ReachRefusal | undefined {
    const country = recipientCountry(to);
    if (from.numberType === "SIMULATOR") {
      if (country !== from.isoCountryCode)
        return {
          code: "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
          words:
            `The simulator number ${from.phoneNumber} sends only to simulator destinations ` +
            `in ${from.isoCountryCode}, not to ${country ?? "an unknown country"}.`,
        };
      if (!simulatorDestination(to) && !this.isDeclaredDestination(to))
        return {
          code: "INVALID_PARAMETER",
          words:
            `The simulator number ${from.phoneNumber} sends only to simulator destinations, ` +
            "and the destination is none.",
        };
      return undefined;
    }
    if (!domesticOnly.has(from.numberType) || from.isoCountryCode !== "US") return undefined;
    if (country !== undefined && usAndTerritories.has(country)) return undefined;
    return {
      code: "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
      words:
        `The number ${from.phoneNumber} (${from.numberType}) sends to the US, ` +
        `not to ${country ?? "an unknown country"}.`,
    };
  }

  /** What ends every message to a phone from now on, such as `TEXT_SPAM`; undefined: it arrives. */
  decide(to: PhoneNumber, fate: Exclude<SmsOutcome, "TEXT_QUEUED"> | undefined): void {
    if (fate) this.#fates.set(to, fate);
    else this.#fates.delete(to);
  }

  /** A person's word to the carrier of a toll-free number. */
  block(from: PhoneNumber, to: PhoneNumber, blocked: boolean): void {
    if (blocked) this.#blocked.add(`${from} ${to}`);
    else this.#blocked.delete(`${from} ${to}`);
  }

  fateOf(from: PhoneNumber, to: PhoneNumber): SmsOutcome | undefined {
    return this.#blocked.has(`${from} ${to}`) ? "TEXT_BLOCKED" : this.#fates.get(to);
  }
}
