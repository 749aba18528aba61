import type { SeededRandom } from "../../kernel/random";
import type { Backlog } from "./backlog";
import type { QueuedMessage } from "./message";

/** A standard queue gives no order: any waiting message may be next. */
export class StandardBacklog implements Backlog {
  readonly #waiting: QueuedMessage[] = [];

  constructor(
    private readonly random: SeededRandom,
    private readonly shuffle: boolean,
  ) {}

  get receivable(): boolean {
    return this.#waiting.length > 0;
  }

  add(message: QueuedMessage): void {
    this.#waiting.push(message);
  }

  take(most: number): QueuedMessage[] {
    if (!this.shuffle) return this.#waiting.splice(0, most);
    const taken: QueuedMessage[] = [];
    while (taken.length < most && this.#waiting.length > 0) {
      const index = this.random.below(this.#waiting.length);
      const last = this.#waiting.pop() as QueuedMessage;
      if (index === this.#waiting.length) taken.push(last);
      else {
        taken.push(this.#waiting[index] as QueuedMessage);
        this.#waiting[index] = last;
      }
    }
    return taken;
  }

  finished(): void {}

  returned(message: QueuedMessage): void {
    this.add(message);
  }

  remove(message: QueuedMessage): void {
    const index = this.#waiting.indexOf(message);
    if (index >= 0) this.#waiting.splice(index, 1);
  }
}
