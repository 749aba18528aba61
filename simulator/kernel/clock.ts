import { Heap } from "heap-js";
import { Listeners } from "./listeners";

/** Writes where the worker threads read it: `worker/clock.cjs` of aws/lambda knows the layout. */
class SharedTime {
  /** 8 bytes of version, then three floats: simulated and real milliseconds, and the speed. */
  readonly buffer = new SharedArrayBuffer(32);
  readonly #version = new Int32Array(this.buffer, 0, 1);
  readonly #values = new Float64Array(this.buffer, 8, 3);

  /** An odd version tells a reader that the three values do not belong together yet. */
  write(simulated: number, real: number, speed: number): void {
    Atomics.add(this.#version, 0, 1);
    this.#values.set([simulated, real, speed]);
    Atomics.add(this.#version, 0, 1);
  }
}

interface Timer {
  /** Milliseconds since the epoch, simulated. */
  readonly due: number;
  /** Of timers that fall due together, the one set first comes first. */
  readonly order: number;
  readonly fire: () => void;
  calledOff: boolean;
}

/**
 * The world's clock: it runs like the real one, or faster, and can be jumped. Timers fire when
 * their time comes, by passing or by a jump, and see the time for which they were set. Functions
 * read the same time (aws/lambda sets their `Date` by it).
 */
export class SimulatedClock {
  readonly #shared = new SharedTime();
  readonly #timers = new Heap<Timer>(
    (one, other) => one.due - other.due || one.order - other.order,
  );
  readonly #listeners: Listeners<SimulatedClock>;
  #order = 0;
  /** How many of the timers are called off, and only wait to be thrown away. */
  #calledOff = 0;
  #simulatedBase: number;
  #realBase: number;
  #speed = 1;
  #stopped = false;
  #alarm: NodeJS.Timeout | undefined;
  /** When `#alarm` rings, simulated. */
  #alarmAt = Number.POSITIVE_INFINITY;

  /**
   * @param failed gets what a timer throws: it keeps neither the other timers from firing nor the
   * process from living
   * @param realNow milliseconds since the epoch
   */
  constructor(
    private readonly failed: (error: unknown) => void = rethrow,
    private readonly realNow: () => number = Date.now,
  ) {
    this.#listeners = new Listeners(failed);
    this.#simulatedBase = realNow();
    this.#realBase = this.#simulatedBase;
    this.#rebase(this.#simulatedBase);
  }

  /** For the worker threads; see `SharedTime`. */
  get sharedTime(): SharedArrayBuffer {
    return this.#shared.buffer;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Math.floor(this.#simulatedBase + (this.realNow() - this.#realBase) * this.#speed);
  }

  get speed(): number {
    return this.#speed;
  }

  /** @param speed how many simulated seconds pass in a real one; greater than 0. */
  setSpeed(speed: number): void {
    if (!(speed > 0)) throw new Error(`The clock's speed is greater than 0, not ${speed}.`);
    const now = this.now();
    this.#speed = speed;
    this.#rebase(now);
    this.#arm();
    this.#listeners.tell(this);
  }

  /** Jumps forward at once, and fires what falls due meanwhile, in its order. */
  advance(milliseconds: number): void {
    const target = this.now() + milliseconds;
    for (let next = this.#take(target); next; next = this.#take(target)) this.#ring(next);
    this.set(target);
  }

  /**
   * Lets time pass without waiting for it: goes from one timer to the next, and on only when what
   * it set off has come to rest.
   * @param quiet resolves when nothing is under way any more.
   */
  async pass(milliseconds: number, quiet: () => Promise<void>): Promise<void> {
    const target = this.now() + milliseconds;
    await quiet();
    for (let next = this.#take(target); next; next = this.#take(target)) {
      this.#ring(next);
      await quiet();
    }
    this.set(Math.max(target, this.now()));
  }

  /** Sets the clock, also back; timers in between fire, those ahead wait. */
  set(epochMilliseconds: number): void {
    this.#rebase(epochMilliseconds);
    this.#fireDue();
    this.#listeners.tell(this);
  }

  /**
   * Calls the listener when the clock was set or jumped, or got another speed.
   * @returns a function that stops it.
   */
  onChange(listener: (clock: SimulatedClock) => void): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Calls `fire` once `milliseconds` of simulated time have passed.
   * @returns a function that calls it off.
   */
  after(milliseconds: number, fire: () => void): () => void {
    const due = this.now() + milliseconds;
    const timer: Timer = { due, order: this.#order++, fire, calledOff: false };
    this.#timers.push(timer);
    if (due < this.#alarmAt && !this.#stopped) this.#armAt(due);
    return () => this.#callOff(timer);
  }

  /** Calls off every timer, now and later, so that the process can end. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#alarm);
    this.#alarmAt = Number.POSITIVE_INFINITY;
    this.#timers.clear();
    this.#calledOff = 0;
  }

  #rebase(simulated: number): void {
    this.#simulatedBase = simulated;
    this.#realBase = this.realNow();
    this.#shared.write(this.#simulatedBase, this.#realBase, this.#speed);
  }

  /** A heap gives up what is not at its top only as a whole: done when half of it is waste. */
  #callOff(timer: Timer): void {
    if (timer.calledOff) return;
    timer.calledOff = true;
    this.#calledOff += 1;
    if (this.#calledOff < 1000 || this.#calledOff < this.#timers.size() / 2) return;
    this.#timers.init(this.#timers.toArray().filter(({ calledOff }) => !calledOff));
    this.#calledOff = 0;
  }

  /** Takes out the timer that falls due first, if that is not after `limit`. */
  #take(limit: number): Timer | undefined {
    const next = this.#first();
    if (!next || next.due > limit) return undefined;
    // Calling it off from now on changes nothing.
    next.calledOff = true;
    return this.#timers.pop();
  }

  #first(): Timer | undefined {
    while (this.#timers.peek()?.calledOff) {
      this.#timers.pop();
      this.#calledOff -= 1;
    }
    return this.#timers.peek();
  }

  /** Goes to the time of the timer, never back, and fires it. */
  #ring(timer: Timer): void {
    if (timer.due > this.now()) this.#rebase(timer.due);
    this.#fire(timer);
  }

  #fireDue(): void {
    for (let next = this.#take(this.now()); next; next = this.#take(this.now())) this.#fire(next);
    this.#arm();
  }

  #fire({ fire }: Timer): void {
    try {
      fire();
    } catch (error) {
      this.failed(error);
    }
  }

  #arm(): void {
    if (this.#stopped) return;
    const next = this.#first();
    clearTimeout(this.#alarm);
    this.#alarmAt = Number.POSITIVE_INFINITY;
    if (next) this.#armAt(next.due);
  }

  /** One real timer, for the first that falls due. */
  #armAt(due: number): void {
    clearTimeout(this.#alarm);
    this.#alarmAt = due;
    // setTimeout holds 32 bits; a longer wait is armed again when it rings early.
    const wait = Math.min(Math.max((due - this.now()) / this.#speed, 0), 2 ** 31 - 1);
    this.#alarm = setTimeout(() => this.#fireDue(), Math.ceil(wait));
  }
}

/** What a clock uses that has no world around it. */
function rethrow(error: unknown): never {
  throw error;
}
