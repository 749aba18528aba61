import { Stream } from "node:stream";
import type { SimulatedClock } from "../../kernel/clock";
import type { SeededRandom } from "../../kernel/random";
import { EntryList, type KeyRange } from "./entry-list";
import type { TableDescription } from "./table-declaration";

export type Item = Readonly<Record<string, AttributeValue>>;
/** DynamoDB JSON, such as `{ "S": "x" }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/**
 * How long a write may stay unseen by eventually consistent reads: "usually one second or less".
 */
const staleForMs = 1000;

type Done<T = void> = (error: null, value?: T) => void;

export interface StoreDeps {
  readonly clock: SimulatedClock;
  readonly random: SeededRandom;
  /** See `Unkindness.staleReads`. */
  readonly staleReads: number;
}

/**
 * Where dynalite's actions keep items and index entries: in memory and at once, so that an action
 * on one item happens in one go and a group of them can be undone. dynalite's own store (LevelDB)
 * is asynchronous, which leaves no way to put a transaction around several actions. Beside each
 * entry stands for a moment what it was before: that is what an eventually consistent read may
 * still see.
 */
export class ItemStore {
  readonly #tables = new Map<string, TableDescription>();
  readonly #lists = new Map<string, EntryList>();
  /** How to undo what has been written since `atomically` began. */
  #undo: (() => void)[] | undefined;
  readonly #writeListeners: ((table: string, key: string) => void)[] = [];

  constructor(private readonly deps: StoreDeps) {}

  /** What writes see, and reads that ask for it. */
  readonly consistent = new DynaliteStore(this, () => false, false);

  /** @param stale whether reads of the table may be stale; those of a global index always may. */
  view(stale: (table: string) => boolean): DynaliteStore {
    return new DynaliteStore(this, stale, true);
  }

  table(name: string): TableDescription | undefined {
    return this.#tables.get(name);
  }

  tableNames(): string[] {
    return [...this.#tables.keys()].sort();
  }

  addTable(table: TableDescription): void {
    this.#tables.set(table.TableName, table);
  }

  /** The table with its items and indexes. */
  dropTable(name: string): void {
    this.#tables.delete(name);
    for (const list of [...this.#lists.keys()])
      if (list === name || list.startsWith(`${name}/`)) this.#lists.delete(list);
  }

  /** @returns the table's item under dynalite's key. */
  item(table: string, key: string): Item | undefined {
    return this.#list(table).get(key) as Item | undefined;
  }

  items(table: string): Item[] {
    return [...this.#list(table).range({}, false)] as Item[];
  }

  /** Tells of each item that was put, by dynalite's key. */
  onPut(listener: (table: string, key: string) => void): void {
    this.#writeListeners.push(listener);
  }

  /** All that `work` writes, or nothing of it when it throws. Nobody reads in between. */
  atomically<T>(work: () => T): T {
    if (this.#undo) return work();
    const undo: (() => void)[] = [];
    this.#undo = undo;
    try {
      return work();
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  read(list: string, key: string, stale: boolean): object | undefined {
    return this.#list(list).get(key, stale);
  }

  range(list: string, range: KeyRange, stale: boolean): Iterable<object> {
    return this.#list(list).range(range, stale);
  }

  write(list: string, key: string, value: object | undefined): void {
    const undo = this.#list(list).write(key, value);
    this.#undo?.push(undo);
    if (value && this.#tables.has(list))
      for (const listener of this.#writeListeners) listener(list, key);
  }

  /** A table's items are listed under its name, an index under `<table>/<index>`. */
  #list(name: string): EntryList {
    const found = this.#lists.get(name);
    if (found) return found;
    const { clock, random, staleReads } = this.deps;
    const list = new EntryList({
      now: () => clock.now(),
      keepMs: staleReads > 0 ? staleForMs : 0,
      stale: (versions) => (random.chance(staleReads) ? random.below(versions) : undefined),
    });
    this.#lists.set(name, list);
    return list;
  }
}

/** The store as dynalite's actions call it; they were written for LevelDB. */
export class DynaliteStore {
  readonly options = { maxItemSize: 409_600 };

  constructor(
    private readonly items: ItemStore,
    private readonly stale: (table: string) => boolean,
    private readonly staleIndexes: boolean,
  ) {}

  getTable(name: string, done: (error: Error | null, table?: object) => void): void {
    const table = this.items.table(name);
    if (table) done(null, table);
    else done(tableNotFound());
  }

  getItemDb(table: string): object {
    return this.#database(table, this.stale(table));
  }

  getIndexDb(kind: string, table: string, index: string): object {
    const stale = kind.toLowerCase() === "global" ? this.staleIndexes : this.stale(table);
    return this.#database(`${table}/${index}`, stale);
  }

  #database(list: string, stale: boolean): object {
    const { items } = this;
    return {
      get: (key: string, done: Done<object>) => done(null, items.read(list, key, stale)),
      put: (key: string, value: object, done: Done) =>
        done(null, void items.write(list, key, value)),
      del: (key: string, done: Done) => done(null, void items.write(list, key, undefined)),
      // An action on one item runs in one go: nobody can come in between.
      lock: (_key: string, work: (release: <T>(done: T) => T) => void) => work((done) => done),
      createValueStream: (range: KeyRange) => valueStream(() => items.range(list, range, stale)),
    };
  }
}

/** The error in the form that dynalite throws. */
function tableNotFound(): Error {
  const message = "Requested resource not found";
  const __type = "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException";
  return Object.assign(new Error(message), { statusCode: 400, body: { __type, message } });
}

/** Emits all values in one go, as they are at that moment, until the reader has enough. */
function valueStream(values: () => Iterable<object>): Stream {
  let wanted = true;
  const stream = Object.assign(new Stream(), {
    destroy: () => {
      wanted = false;
    },
  });
  queueMicrotask(() => {
    try {
      for (const value of values()) {
        stream.emit("data", value);
        if (!wanted) return;
      }
      stream.emit("end");
    } catch (error) {
      stream.emit("error", error);
    }
  });
  return stream;
}
