import type { PhoneNumber } from "../phones/phone-number";

/**
 * 24 hours, restarted by each message of the person to that business number (Meta, Cloud API, send
 * messages).
 */
export const windowMilliseconds = 24 * 60 * 60 * 1000;

/** WhatsApp's own record of which business number may send free text to whom, and until when. */
export class CustomerServiceWindows {
  readonly #lastInbound = new Map<string, number>();

  /** @param at milliseconds since the epoch. */
  personWrote(businessNumber: PhoneNumber, person: PhoneNumber, at: number): void {
    const key = keyOf(businessNumber, person);
    this.#lastInbound.set(key, Math.max(at, this.#lastInbound.get(key) ?? at));
  }

  isOpen(businessNumber: PhoneNumber, person: PhoneNumber, now: number): boolean {
    const last = this.#lastInbound.get(keyOf(businessNumber, person));
    return last !== undefined && now - last < windowMilliseconds;
  }
}

function keyOf(businessNumber: PhoneNumber, person: PhoneNumber): string {
  return `${businessNumber} ${person}`;
}

/** One message in six seconds to the same person, and so many at once that later ones pay for. */
const pairRate = { burst: 45, refillMilliseconds: 6000 };

/** How often a business number may write to one person (Meta, Cloud API, pair rate limits). */
export class PairRates {
  readonly #pairs = new Map<string, { left: number; at: number }>();

  /** Counts a message, unless it is over the rate. @returns whether it may go. */
  take(businessNumber: PhoneNumber, person: PhoneNumber, now: number): boolean {
    const key = keyOf(businessNumber, person);
    const { left, at } = this.#pairs.get(key) ?? { left: pairRate.burst, at: now };
    const refilled = Math.min(
      pairRate.burst,
      left + Math.max(0, now - at) / pairRate.refillMilliseconds,
    );
    const goes = refilled >= 1;
    this.#pairs.set(key, { left: goes ? refilled - 1 : refilled, at: now });
    return goes;
  }
}
