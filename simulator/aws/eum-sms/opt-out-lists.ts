import type { PhoneNumber } from "../../phones/phone-number";

export interface OptedOutNumber {
  readonly number: PhoneNumber;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** By a keyword of the person, not by the business. */
  readonly byEndUser: boolean;
}

/** Who is opted out, by the name of the opt-out list. */
export class OptOutLists {
  readonly #lists = new Map<string, Map<PhoneNumber, OptedOutNumber>>();

  optOut(list: string, entry: OptedOutNumber): OptedOutNumber {
    const numbers = this.#lists.get(list) ?? new Map<PhoneNumber, OptedOutNumber>();
    this.#lists.set(list, numbers.set(entry.number, entry));
    return entry;
  }

  /** @returns the entry that was there. */
  optIn(list: string, number: PhoneNumber): OptedOutNumber | undefined {
    const entry = this.#lists.get(list)?.get(number);
    this.#lists.get(list)?.delete(number);
    return entry;
  }

  has(list: string, number: PhoneNumber): boolean {
    return this.#lists.get(list)?.has(number) ?? false;
  }

  entries(list: string): OptedOutNumber[] {
    return [...(this.#lists.get(list)?.values() ?? [])];
  }

  /** The list itself was deleted. */
  drop(list: string): void {
    this.#lists.delete(list);
  }
}
