import { createHash } from "node:crypto";
import type { Chances } from "./script";

/** Chances from a seed; each purpose has its own, so that one does not shift another. */
export class Draws implements Chances {
  #count = 0;

  constructor(
    private readonly seed: number,
    private readonly purpose: string,
  ) {}

  next(): number {
    this.#count += 1;
    const text = `${this.seed} ${this.purpose} ${this.#count}`;
    return createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;
  }
}
