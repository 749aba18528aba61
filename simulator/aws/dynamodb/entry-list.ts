/** One item, or an index's entry of one. */
interface Entry {
  readonly key: string;
  /** JSON; undefined where there is no item. */
  text: string | undefined;
  /** What it was before, oldest first. */
  older: readonly Older[];
}

interface Older {
  readonly text: string | undefined;
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly until: number;
}

/** A range of keys, in LevelDB's words. */
export interface KeyRange {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
  /** Below 0 there is none. */
  readonly limit?: number;
}

export interface Staleness {
  readonly now: () => number;
  /** How long an older version can be read. 0 keeps none. */
  readonly keepMs: number;
  /** Draws which of so many older versions a read sees; undefined for the current one. */
  readonly stale: (versions: number) => number | undefined;
}

/**
 * Entries in the order of their keys. Keys begin with three hex digits of a hash, so the list is
 * cut into as many short ones. Values are kept as JSON: small, and nobody can change them from
 * outside.
 */
export class EntryList {
  readonly #entries = new Map<string, Entry>();
  readonly #parts = new Map<string, Entry[]>();
  /** Entries that were written lately and hold older versions, by time. */
  #recent: { readonly entry: Entry; readonly until: number }[] = [];
  /** How many of them were given up already. */
  #forgotten = 0;

  constructor(private readonly staleness: Staleness) {}

  get(key: string, stale = false): object | undefined {
    const entry = this.#entries.get(key);
    return entry && this.#seen(entry, stale);
  }

  /** @returns how to undo it, as long as nothing else was written to the entry. */
  write(key: string, value: object | undefined): () => void {
    const entry: Entry = this.#entries.get(key) ?? { key, text: undefined, older: [] };
    const { text, older } = entry;
    entry.text = value && JSON.stringify(value);
    this.#keepOlder(entry, text);
    this.#place(entry);
    return () => {
      entry.text = text;
      entry.older = older;
      this.#place(entry);
    };
  }

  *range(range: KeyRange, stale: boolean): Generator<object> {
    let left =
      range.limit === undefined || range.limit < 0 ? Number.POSITIVE_INFINITY : range.limit;
    for (const entry of this.#within(range)) {
      const value = this.#seen(entry, stale);
      if (!value) continue;
      if (left <= 0) return;
      left -= 1;
      yield value;
    }
  }

  #seen(entry: Entry, stale: boolean): object | undefined {
    const text = stale && entry.older.length > 0 ? this.#drawn(entry) : entry.text;
    return text === undefined ? undefined : (JSON.parse(text) as object);
  }

  #drawn(entry: Entry): string | undefined {
    const limit = this.staleness.now() - this.staleness.keepMs;
    const readable = entry.older.filter(({ until }) => until > limit);
    const drawn = readable.length > 0 ? this.staleness.stale(readable.length) : undefined;
    return drawn === undefined ? entry.text : readable[drawn]?.text;
  }

  #keepOlder(entry: Entry, text: string | undefined): void {
    if (this.staleness.keepMs === 0) return;
    const until = this.staleness.now();
    entry.older = [...entry.older, { text, until }];
    this.#recent.push({ entry, until });
    this.#forget(until - this.staleness.keepMs);
  }

  /** Gives up versions that nobody can read any more, and with them deleted entries. */
  #forget(limit: number): void {
    for (; this.#forgotten < this.#recent.length; this.#forgotten += 1) {
      const next = this.#recent[this.#forgotten];
      if (!next || next.until > limit) break;
      next.entry.older = next.entry.older.filter((older) => older.until > limit);
      this.#place(next.entry);
    }
    // Cut off in larger pieces, so that it costs little a write.
    if (this.#forgotten <= 100 && this.#forgotten < this.#recent.length) return;
    this.#recent = this.#recent.slice(this.#forgotten);
    this.#forgotten = 0;
  }

  /** Puts the entry where it belongs: in its order, or nowhere when nothing is left of it. */
  #place(entry: Entry): void {
    const { key, text, older } = entry;
    const isListed = this.#entries.get(key) === entry;
    const isWanted = text !== undefined || older.length > 0;
    if (isListed === isWanted) return;
    const part = this.#parts.get(partOf(key)) ?? [];
    this.#parts.set(partOf(key), part);
    if (isWanted) {
      this.#entries.set(key, entry);
      part.splice(firstFrom(part, key), 0, entry);
    } else {
      this.#entries.delete(key);
      part.splice(firstFrom(part, key), 1);
    }
  }

  *#within(range: KeyRange): Generator<Entry> {
    const low = range.gt ?? range.gte ?? "";
    const high = range.lt ?? range.lte;
    const names = [...this.#namesBetween(partOf(low), high && partOf(high))];
    for (const name of range.reverse ? names.reverse() : names) {
      const part = this.#parts.get(name) ?? [];
      const first = firstFrom(part, low);
      const last = high === undefined ? part.length : firstFrom(part, `${high}\u0000`);
      const entries = part
        .slice(first, last)
        .filter(({ key }) => key !== range.gt && key !== range.lt);
      yield* range.reverse ? entries.reverse() : entries;
    }
  }

  #namesBetween(low: string, high: string | undefined): string[] {
    // Most ranges are within one partition key.
    if (low === high) return [low];
    return [...this.#parts.keys()]
      .filter((name) => name >= low && (high === undefined || name <= high))
      .sort();
  }
}

function partOf(key: string): string {
  return key.slice(0, 3);
}

/** The place of the first entry whose key is not before `key`. */
function firstFrom(entries: readonly Entry[], key: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] as Entry).key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
