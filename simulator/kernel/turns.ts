import { SeededRandom } from "./random";

/** Runs at most that are begun and not over: enough for any two to get in each other's way. */
const mostInside = 3;
/** The chance that a run which asks for something has to let another one go first. */
const yields = 0.3;
/** In so many turns of the event loop everything that follows from the last step has begun. */
const turnsToSettle = 25;

/** A run among others that take turns. */
export interface Turn {
  /**
   * Serves what the run asks of the world, when its turn comes.
   * @returns when everything in this thread that follows from it has begun, too: what the run hears
   * it hears of a world that stands still. Undefined where the run is over meanwhile.
   */
  serve<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** What is served waits for the clock, as by a service that is slow. */
  away<T>(waits: Promise<T>): Promise<T>;
  /** The run is over, once its turn comes. */
  leave(): Promise<void>;
  /**
   * Its thread has nothing to do until it hears of the world, or (`goesOn`) has heard of it. With
   * nothing being served the run only waits for the clock, and another one goes on.
   */
  threadRests(): void;
  goesOn(): void;
  /** Chances that depend on the run and on how often it drew under this name, and on nothing else. */
  random(name: string): SeededRandom;
  /** For the run's own randomness. */
  readonly seed: number;
}

/**
 * Lets runs in several threads take turns: one of them goes on at a time, and the seed says which.
 * What they ask of the world interleaves as it would on many machines, and the same seed
 * interleaves it in the same way.
 */
export class Turns {
  readonly #random: SeededRandom;
  readonly #inside = new Set<Run>();
  readonly #entering: ((run: Run) => void)[] = [];
  #holder: Run | undefined;
  #isChoosing = false;
  #entered = 0;
  #resting: (() => void)[] = [];

  constructor(private readonly seed: number) {
    this.#random = new SeededRandom(seed);
  }

  enter(): Promise<Turn> {
    return new Promise((resolve) => {
      this.#entering.push(resolve);
      this.#choose();
    });
  }

  /**
   * For runs alone: the next thing that the run asks for may be served.
   * @returns false where the run is over.
   */
  pass(run: Run): Promise<boolean> {
    if (!this.#inside.has(run)) return Promise.resolve(false);
    return new Promise((resolve) => {
      run.waiting.push(resolve);
      this.#serveNext(run);
    });
  }

  /** For runs alone: it was served. */
  served(run: Run): void {
    run.isServed = false;
    this.#serveNext(run);
  }

  /** For runs alone. */
  leave(run: Run): void {
    this.#inside.delete(run);
    for (const tell of run.waiting.splice(0)) tell(false);
    if (this.#holder === run) this.#holder = undefined;
    this.#choose();
  }

  /** Whether nobody goes on before the clock does. */
  get isAtRest(): boolean {
    return !this.#holder && !this.#isChoosing && [...this.#inside].every((run) => run.isAtRest);
  }

  /** Resolves when nobody goes on before the clock does. */
  atRest(): Promise<void> {
    return this.isAtRest
      ? Promise.resolve()
      : new Promise((resolve) => void this.#resting.push(resolve));
  }

  /** For runs alone: one came to rest, or goes on after it. */
  rests(run: Run, isAtRest: boolean): void {
    if (!this.#inside.has(run)) return;
    if (!isAtRest) this.#holder ??= run;
    else if (this.#holder === run) this.#holder = undefined;
    this.#choose();
  }

  /** Things that are asked side by side are served one after the other. */
  #serveNext(run: Run): void {
    if (this.#holder === run) {
      if (run.isServed || !run.isWaiting) return;
      if (!this.#othersWait(run) || !this.#random.chance(yields)) {
        run.isServed = true;
        run.waiting.shift()?.(true);
        return;
      }
      this.#holder = undefined;
    }
    this.#choose();
  }

  #othersWait(run: Run): boolean {
    return this.#mayEnter() || [...this.#inside].some((one) => one !== run && one.isWaiting);
  }

  #mayEnter(): boolean {
    return this.#entering.length > 0 && this.#inside.size < mostInside;
  }

  #choose(): void {
    if (this.#holder || this.#isChoosing) return;
    this.#isChoosing = true;
    void settled().then(() => {
      this.#isChoosing = false;
      if (!this.#holder) this.#goOn();
      if (this.isAtRest) for (const tell of this.#resting.splice(0)) tell();
    });
  }

  #goOn(): void {
    const waiting = [...this.#inside].filter((run) => run.isWaiting);
    const candidates = [...waiting, ...(this.#mayEnter() ? ["enter" as const] : [])];
    const chosen = candidates[this.#random.below(candidates.length)];
    if (chosen === undefined) return;
    if (chosen !== "enter") {
      this.#holder = chosen;
      chosen.isServed = true;
      chosen.waiting.shift()?.(true);
      return;
    }
    this.#entered += 1;
    const run = new Run(this, seedOf(this.seed, String(this.#entered)));
    this.#inside.add(run);
    this.#holder = run;
    this.#entering.shift()?.(run);
  }
}

class Run implements Turn {
  readonly waiting: ((goesOn: boolean) => void)[] = [];
  readonly #drawn = new Map<string, number>();
  /** So many of the things that it asked for are being served. */
  #served = 0;
  #threadRests = false;
  isAtRest = false;
  isServed = false;

  constructor(
    private readonly turns: Turns,
    readonly seed: number,
  ) {}

  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  async serve<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#begin();
    try {
      if (!(await this.turns.pass(this))) return undefined;
      const result = await work();
      await settled();
      return result;
    } finally {
      this.turns.served(this);
      this.#end();
    }
  }

  async away<T>(waits: Promise<T>): Promise<T> {
    this.#end();
    this.turns.served(this);
    try {
      return await waits;
    } finally {
      this.#begin();
      await this.turns.pass(this);
    }
  }

  async leave(): Promise<void> {
    this.#begin();
    await this.turns.pass(this);
    this.turns.leave(this);
  }

  threadRests(): void {
    this.#threadRests = true;
    this.#look();
  }

  goesOn(): void {
    this.#threadRests = false;
    this.#look();
  }

  #begin(): void {
    this.#served += 1;
    this.#look();
  }

  /** What it was answered is still on its way to its thread. */
  #end(): void {
    this.#served -= 1;
    setImmediate(() => this.#look());
  }

  #look(): void {
    const isAtRest = this.#threadRests && this.#served === 0;
    if (isAtRest === this.isAtRest) return;
    this.isAtRest = isAtRest;
    this.turns.rests(this, isAtRest);
  }

  random(name: string): SeededRandom {
    const count = (this.#drawn.get(name) ?? 0) + 1;
    this.#drawn.set(name, count);
    return new SeededRandom(seedOf(this.seed, `${name} ${count}`));
  }
}

/** Resolves when everything that follows in this thread from what was done has begun. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < turnsToSettle; turn += 1)
    await new Promise((resolve) => setImmediate(resolve));
}

/** FNV-1a over the name, from the seed on. */
function seedOf(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
