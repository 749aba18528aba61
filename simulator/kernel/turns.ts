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
   * Before each thing that the run asks of the world.
   * @returns false where the run is over meanwhile.
   */
  pass(): Promise<boolean>;
  leave(): void;
  /** Chances that depend on the run and on how often it drew under this name, and on nothing else. */
  random(name: string): SeededRandom;
  /** Whether no other run is halfway: then it may take its (real) time. */
  isAlone(): boolean;
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

  constructor(private readonly seed: number) {
    this.#random = new SeededRandom(seed);
  }

  enter(): Promise<Turn> {
    return new Promise((resolve) => {
      this.#entering.push(resolve);
      this.#choose();
    });
  }

  /** For runs alone. */
  async pass(run: Run): Promise<boolean> {
    if (!this.#inside.has(run)) return false;
    if (this.#holder === run) {
      await settled();
      if (this.#holder === run && !(this.#othersWait(run) && this.#random.chance(yields)))
        return this.#inside.has(run);
      if (this.#holder === run) this.#holder = undefined;
      if (!this.#inside.has(run)) return false;
    }
    return new Promise((resolve) => {
      run.waiting.push(resolve);
      this.#choose();
    });
  }

  /** For runs alone. */
  leave(run: Run): void {
    this.#inside.delete(run);
    for (const tell of run.waiting.splice(0)) tell(false);
    if (this.#holder === run) this.#holder = undefined;
    this.#choose();
  }

  isAlone(run: Run): boolean {
    return this.#inside.size === 1 && this.#inside.has(run);
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
    });
  }

  #goOn(): void {
    const waiting = [...this.#inside].filter((run) => run.isWaiting);
    const candidates = [...waiting, ...(this.#mayEnter() ? ["enter" as const] : [])];
    const chosen = candidates[this.#random.below(candidates.length)];
    if (chosen === undefined) return;
    if (chosen !== "enter") {
      this.#holder = chosen;
      const [first, ...others] = chosen.waiting.splice(0);
      first?.(true);
      // Asked side by side with it, and so as if they were asked now.
      for (const tell of others) void this.pass(chosen).then(tell);
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

  constructor(
    private readonly turns: Turns,
    readonly seed: number,
  ) {}

  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  pass(): Promise<boolean> {
    return this.turns.pass(this);
  }

  leave(): void {
    this.turns.leave(this);
  }

  isAlone(): boolean {
    return this.turns.isAlone(this);
  }

  random(name: string): SeededRandom {
    const count = (this.#drawn.get(name) ?? 0) + 1;
    this.#drawn.set(name, count);
    return new SeededRandom(seedOf(this.seed, `${name} ${count}`));
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < turnsToSettle; turn += 1)
    await new Promise((resolve) => setImmediate(resolve));
}

/** FNV-1a over the name, from the seed on. */
function seedOf(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
