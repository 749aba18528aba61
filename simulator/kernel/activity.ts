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
