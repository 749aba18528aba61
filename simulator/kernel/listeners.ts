/**
 * Those who want to hear of something. One that throws is reported and keeps nobody else from
 * hearing: who tells has no part in what the listeners do.
 */
export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  /** @param failed gets what a listener throws, such as `FaultLog.failure`. */
  constructor(private readonly failed: (error: unknown) => void) {}

  /** @returns a function that stops it. */
  add(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: Event): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.failed(error);
      }
    }
  }
}
