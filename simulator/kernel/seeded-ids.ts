import type { SeededRandom } from "./random";

/**
 * Ids as the providers make them, from a seed, so that a run with the same seed shows the same ids.
 */
export class SeededIds {
  constructor(private readonly random: SeededRandom) {}

  hex(digits: number): string {
    return this.#drawn(digits, 16);
  }

  digits(count: number): string {
    return this.#drawn(count, 10);
  }

  /** In the form of a random (version 4) UUID. */
  uuid(): string {
    const variant = "89ab"[this.random.below(4)];
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`;
  }

  /** Put together in one go: text that grows by a digit keeps all its parts in memory. */
  #drawn(count: number, radix: number): string {
    const digits: string[] = [];
    for (let drawn = 0; drawn < count; drawn += 1)
      digits.push(this.random.below(radix).toString(radix));
    return digits.join("");
  }
}
