/**
 * Counts work under way anywhere in the simulated cloud, so that a test or the demo can wait for
 * quiet instead of for a time: what has not happened once the cloud is quiet will not happen.
 */
export class Activity {
  #running = 0;
  #waiting: (() => void)[] = [];

  /** Call the returned function once when the work is over. */
  begin(): () => void {
    this.#running += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#running -= 1;
      if (this.#running === 0) setImmediate(() => this.#settle());
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

  /** Resolves when nothing has been under way for one turn of the event loop. */
  quiet(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      setImmediate(() => this.#settle());
    });
  }

  #settle(): void {
    if (this.#running > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
