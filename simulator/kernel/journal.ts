/** What happened, in its order: a reader asks for what came after the cursor it has. */
export class Journal<Entry> {
  #entries: Entry[] = [];
  /** How many entries were thrown away at the front. */
  #dropped = 0;
  readonly #listeners = new Set<(entry: Entry) => void>();

  /** @param most how many entries are kept at least; the oldest go first. */
  constructor(private readonly most: number) {}

  add(entry: Entry): void {
    this.#entries.push(entry);
    // In one stroke from time to time: taking each away at the front would copy the rest each time.
    if (this.#entries.length >= this.most * 2) {
      this.#dropped += this.#entries.length - this.most;
      this.#entries = this.#entries.slice(-this.most);
    }
    for (const listener of this.#listeners) listener(entry);
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
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
