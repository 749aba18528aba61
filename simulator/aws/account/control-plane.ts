/**
 * What exists in the simulated account: one record a resource, as the evaluated Pulumi program
 * declared it. The services (queues, functions, …) keep no second copy of a declaration: they look
 * here when they need to know, and are told when something changes.
 */
export interface ResourceRecord {
  /** Pulumi's type token, such as `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** The name in the program: the first argument of `new aws.sqs.Queue(...)`. */
  readonly logicalName: string;
  /** The provider's id, as Pulumi keeps it. */
  readonly id: string;
  /** What the program asked for. */
  readonly inputs: Properties;
  /**
   * What the cloud made of it: the inputs with defaults, and the computed outputs (`arn`, `url`,
   * …).
   */
  readonly outputs: Properties;
}

export type Properties = Readonly<Record<string, unknown>>;

export type Change =
  | { readonly kind: "created"; readonly after: ResourceRecord }
  | { readonly kind: "updated"; readonly before: ResourceRecord; readonly after: ResourceRecord }
  | { readonly kind: "deleted"; readonly before: ResourceRecord };

type Listener = (change: Change) => void | Promise<void>;

export class ControlPlane {
  readonly #records = new Map<string, ResourceRecord>();
  /** Drawn up when it is asked for, and forgotten with each change: every request looks things up. */
  readonly #byType = new Map<string, readonly ResourceRecord[]>();
  readonly #byOutput = new Map<string, ReadonlyMap<unknown, ResourceRecord>>();
  readonly #recordListeners: (() => void)[] = [];
  readonly #listeners: Listener[] = [];

  /** All records of a type, in the order of their creation. */
  all(type: string): readonly ResourceRecord[] {
    const known = this.#byType.get(type);
    if (known) return known;
    const records = [...this.#records.values()].filter((record) => record.type === type);
    this.#byType.set(type, records);
    return records;
  }

  everything(): ResourceRecord[] {
    return [...this.#records.values()];
  }

  get(type: string, id: string): ResourceRecord | undefined {
    return this.#records.get(key(type, id));
  }

  /**
   * The record of a type whose output `property` is `value`: `find("aws:sqs/queue:Queue", "arn",
   * arn)`.
   */
  find(type: string, property: string, value: unknown): ResourceRecord | undefined {
    const name = `${type} ${property}`;
    let records = this.#byOutput.get(name);
    if (!records) {
      // Of several, the first to be created.
      const newestFirst = this.all(type).toReversed();
      records = new Map(newestFirst.map((record) => [record.outputs[property], record]));
      this.#byOutput.set(name, records);
    }
    return records.get(value);
  }

  /**
   * Creates or replaces the record, then waits until every listener has acted on it. A listener's
   * error is the caller's, and the record that it refused is not kept.
   */
  async put(record: ResourceRecord): Promise<void> {
    const before = this.#records.get(key(record.type, record.id));
    this.#set(key(record.type, record.id), record);
    try {
      await this.#tell(
        before ? { kind: "updated", before, after: record } : { kind: "created", after: record },
      );
    } catch (error) {
      this.#set(key(record.type, record.id), before);
      throw error;
    }
  }

  /** Removes the record; a listener that refuses it keeps it, and its error is the caller's. */
  async remove(type: string, id: string): Promise<void> {
    const place = key(type, id);
    const before = this.#records.get(place);
    if (!before) return;
    const order = [...this.#records.keys()];
    this.#set(place, undefined);
    try {
      await this.#tell({ kind: "deleted", before });
    } catch (error) {
      this.#putBack(place, before, order.slice(order.indexOf(place) + 1));
      throw error;
    }
  }

  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /**
   * For what somebody derives from the records: told at once whenever they are others, also when a
   * refused one is taken back.
   */
  onRecords(listener: () => void): void {
    this.#recordListeners.push(listener);
  }

  /** Before those that were created after it. */
  #putBack(place: string, record: ResourceRecord, later: readonly string[]): void {
    this.#records.set(place, record);
    for (const other of later) {
      const known = this.#records.get(other);
      this.#records.delete(other);
      if (known) this.#records.set(other, known);
    }
    this.#set(place, record);
  }

  #set(place: string, record: ResourceRecord | undefined): void {
    this.#byType.clear();
    this.#byOutput.clear();
    if (record) this.#records.set(place, record);
    else this.#records.delete(place);
    for (const listener of this.#recordListeners) listener();
  }

  async #tell(change: Change): Promise<void> {
    for (const listener of this.#listeners) await listener(change);
  }
}

function key(type: string, id: string): string {
  return `${type}::${id}`;
}
