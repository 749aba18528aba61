import { Listeners } from "./listeners";

/** What happened, in its order: a reader asks for what came after the cursor it has. */
export class Journal<Entry> {
  #entries: Entry[] = [];
  /** How many entries were thrown away at the front. */
  #dropped = 0;
  readonly #listeners: Listeners<Entry>;

  /**
   * @param most how many entries are kept at least; the oldest go first.
   * @param failed gets what a listener throws, such as `FaultLog.failure`.
   */
  constructor(
    private readonly most: number,
    failed: (error: unknown) => void,
  ) {
    this.#listeners = new Listeners(failed);
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    // In one stroke from time to time: taking each away at the front would copy the rest each time.
    if (this.#entries.length >= this.most * 2) {
      this.#dropped += this.#entries.length - this.most;
      this.#entries = this.#entries.slice(-this.most);
    }
    this.#listeners.tell(entry);
  }

  /** The cursor of what comes next. */
  get cursor(): number {
    return this.#dropped + this.#entries.length;
  }

  /**
   * What came at the cursor and after it, as far as it is kept.
   * @param until the cursor of the first entry that is left out
   */
  since(cursor: number, until = this.cursor): readonly Entry[] {
    const [from, to] = [cursor, until].map((each) => Math.max(0, each - this.#dropped));
    return this.#entries.slice(from, to);
  }

  /** @returns a function that stops listening. */
  onEntry(listener: (entry: Entry) => void): () => void {
    return this.#listeners.add(listener);
  }
}
