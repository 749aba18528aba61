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
