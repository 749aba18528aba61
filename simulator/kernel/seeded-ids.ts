import type { SeededRandom } from "./random";

/**
 * Ids as the providers make them, from a seed, so that a run with the same seed shows the same ids.
 */
export class SeededIds {
  constructor(private readonly random: SeededRandom) {}

  hex(digits: number): string {
    let text = "";
    while (text.length < digits) text += this.random.below(16).toString(16);
    return text;
  }

  digits(count: number): string {
    let text = "";
    while (text.length < count) text += String(this.random.below(10));
    return text;
  }

  /** In the form of a random (version 4) UUID. */
  uuid(): string {
    const variant = "89ab"[this.random.below(4)];
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`;
  }
}
