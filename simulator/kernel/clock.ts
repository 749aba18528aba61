/**
 * The simulated cloud's clock: real time plus an offset that can be jumped. Timers set here fire
 * when their time comes, by passing or by a jump. Functions read the same time (simulator/aws/lambda
 * sets their `Date` by the shared offset).
 */
export class SimulatedClock {
  /** The offset in milliseconds, shared with the worker threads. */
  readonly sharedOffset = new SharedArrayBuffer(8);
  readonly #offset = new BigInt64Array(this.sharedOffset);
  readonly #timers = new Map<
    number,
    { readonly due: number; readonly fire: () => void; handle: NodeJS.Timeout }
  >();
  #nextTimer = 1;

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + Number(Atomics.load(this.#offset, 0));
  }

  /** Jumps forward and fires, in their order, the timers that fall due. */
  advance(milliseconds: number): void {
    this.set(this.now() + milliseconds);
  }

  set(epochMilliseconds: number): void {
    Atomics.store(this.#offset, 0, BigInt(Math.round(epochMilliseconds - Date.now())));
    const due = [...this.#timers.entries()].sort(([, one], [, other]) => one.due - other.due);
    for (const [id, timer] of due) {
      clearTimeout(timer.handle);
      if (timer.due <= this.now()) this.#fire(id);
      else timer.handle = this.#arm(id, timer.due);
    }
  }

  /**
   * Calls `fire` once `milliseconds` of simulated time have passed.
   * @returns a function that calls it off.
   */
  after(milliseconds: number, fire: () => void): () => void {
    const id = this.#nextTimer++;
    const due = this.now() + milliseconds;
    this.#timers.set(id, { due, fire, handle: this.#arm(id, due) });
    return () => {
      const timer = this.#timers.get(id);
      if (timer) clearTimeout(timer.handle);
      this.#timers.delete(id);
    };
  }

  /** Calls off every timer, so that the process can end. */
  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer.handle);
    this.#timers.clear();
  }

  #arm(id: number, due: number): NodeJS.Timeout {
    // setTimeout holds 32 bits; a longer wait is armed again when it fires early.
    const wait = Math.min(Math.max(due - this.now(), 0), 2 ** 31 - 1);
    return setTimeout(() => {
      const timer = this.#timers.get(id);
      if (!timer) return;
      if (timer.due <= this.now()) this.#fire(id);
      else timer.handle = this.#arm(id, timer.due);
    }, wait);
  }

  #fire(id: number): void {
    const timer = this.#timers.get(id);
    this.#timers.delete(id);
    timer?.fire();
  }
}
