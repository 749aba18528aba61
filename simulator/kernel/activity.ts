import { settled, type Turns } from "./turns";

/**
 * Counts work under way anywhere in the simulated cloud, so that a test or the demo can wait for
 * quiet instead of for a time: what has not happened once the cloud is quiet will not happen.
 */
export class Activity {
  #running = 0;
  /** How much of it only waits for the clock. */
  #onClock = 0;
  /** Of `#running` and `#onClock`. */
  #changes = 0;
  #waiting: { readonly resolve: () => void; readonly withClock: boolean }[] = [];

  /** @param turns of the threads' runs, where they take turns: then it is known what they wait for. */
  constructor(private readonly turns?: Pick<Turns, "isAtRest" | "atRest">) {}

  /** Call the returned function once when the work is over. */
  begin(): () => void {
    this.#running += 1;
    this.#changes += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#running -= 1;
      this.#changes += 1;
      if (this.#running === this.#onClock) setImmediate(() => this.#settle());
    };
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    const end = this.begin();
    try {
      return await work();
    } finally {
      end();
    }
  }

  /**
   * Starts work that nobody waits for. It counts until it is over.
   * @param failed gets what the work throws, such as `FaultLog.failure`: an exception must never
   * become an unhandled rejection, which would end the process.
   */
  start(work: () => unknown, failed: (error: unknown) => void): void {
    void this.during(async () => {
      try {
        await work();
      } catch (error) {
        failed(error);
      }
    });
  }

  /** The same in the next turn of the event loop; it counts from now on. */
  startSoon(work: () => unknown, failed: (error: unknown) => void): void {
    const nextTurn = new Promise((resolve) => setImmediate(resolve));
    this.start(() => nextTurn.then(work), failed);
  }

  /** Work under way waits for the simulated time: it is at rest until the clock moves. */
  async onClock<T>(waits: Promise<T>): Promise<T> {
    this.#onClock += 1;
    this.#changes += 1;
    setImmediate(() => this.#settle());
    try {
      return await waits;
    } finally {
      this.#onClock -= 1;
      this.#changes += 1;
    }
  }

  /** Resolves when nothing has been under way for one turn of the event loop. */
  quiet(): Promise<void> {
    return this.#until({ withClock: true });
  }

  /** The same for whoever moves the clock: what only waits for it is at rest. */
  async atRest(): Promise<void> {
    if (!this.turns) return this.#until({ withClock: false });
    for (let before = -1; before !== this.#changes || !this.turns.isAtRest; ) {
      await this.turns.atRest();
      before = this.#changes;
      // All else than those runs is done in this thread, or waits for the clock or for a run.
      await settled();
    }
  }

  #until({ withClock }: { readonly withClock: boolean }): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ resolve, withClock });
      setImmediate(() => this.#settle());
    });
  }

  #settle(): void {
    if (this.#running > this.#onClock) return;
    const isOver = ({ withClock }: { readonly withClock: boolean }) =>
      !withClock || this.#running === 0;
    const over = this.#waiting.filter(isOver);
    this.#waiting = this.#waiting.filter((one) => !isOver(one));
    for (const { resolve } of over) resolve();
  }
}
