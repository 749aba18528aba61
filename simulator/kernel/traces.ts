import { AsyncLocalStorage } from "node:async_hooks";

/** One place that a message came by on its way through the world. */
export interface Hop {
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly at: number;
  readonly place: "phone" | "topic" | "queue" | "function" | "request";
  /** Such as the queue's name, or `social-messaging`. */
  readonly name: string;
  /** What happened there, such as `SendWhatsAppMessage`, `received` or `delivered`. */
  readonly what: string;
  /** Every id that the place knows the message by, such as `messageId` or `requestId`. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came of one thing that somebody did: its hops, and the ids by which it is found. */
export interface Trace {
  readonly hops: Hop[];
  readonly ids: Set<string>;
}

const kept = { traces: 500, hops: 300, bodyCharacters: 4000 } as const;

/** Where the traces of a message lie while it waits; a symbol, so that no wire form shows them. */
export const traced = Symbol("traces");

/** Something that waits, such as a message in a queue. */
export interface Traced {
  readonly [traced]?: readonly Trace[];
}

/**
 * Follows what people and the business do through the world. Whatever happens because of it, in any
 * service and however much later, is written to its trace: the trace goes with the work, and lies
 * with a message while that waits in a queue.
 */
export class Traces {
  readonly #context = new AsyncLocalStorage<readonly Trace[]>();
  /** All of them, in the order in which they began. */
  readonly #traces = new Set<Trace>();
  readonly #byId = new Map<string, Trace>();
  #ids = 0;

  constructor(private readonly now: () => number) {}

  /** An id for what has none of its own, such as an event that somebody publishes. */
  nextId(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  /** Somebody does something: a new trace begins with it. */
  begin<T>(work: () => T): T {
    const trace: Trace = { hops: [], ids: new Set() };
    this.#traces.add(trace);
    if (this.#traces.size > kept.traces) this.#forgetOldest();
    return this.#context.run([trace], work);
  }

  /** For what waits: the traces go on with it when it is resumed. */
  waiting(text?: string): Traced {
    const traces = this.present(text);
    return traces.length > 0 ? { [traced]: traces } : {};
  }

  /** The traces that the present work belongs to; of several, those that the text speaks of. */
  present(text?: string): readonly Trace[] {
    const traces = this.#context.getStore() ?? [];
    if (text === undefined || traces.length < 2) return traces;
    const meant = traces.filter(({ ids }) => [...ids].some((id) => text.includes(id)));
    return meant.length > 0 ? meant : traces;
  }

  /** The first id of each trace that the present work belongs to. */
  presentIds(): string[] {
    return this.present().flatMap(({ ids }) => [...ids].slice(0, 1));
  }

  /** Goes on with work that waited, such as a queue's messages. */
  resume<T>(waited: readonly Traced[], work: () => T): T {
    const traces = new Set(waited.flatMap((each) => each[traced] ?? []));
    return this.#context.run([...traces], work);
  }

  /** Notes where the present work is. */
  hop(hop: Omit<Hop, "at">): void {
    const traces = this.present(hop.body);
    if (traces.length === 0) return;
    const body = hop.body?.slice(0, kept.bodyCharacters);
    const noted = { at: this.now(), ...hop, ...(body === undefined ? {} : { body }) };
    for (const { hops } of traces) if (hops.length < kept.hops) hops.push(noted);
  }

  /** The present work is known by this id from now on. */
  name(id: string): void {
    for (const trace of this.present()) {
      if (this.#byId.has(id)) return;
      trace.ids.add(id);
      this.#byId.set(id, trace);
    }
  }

  /** The hops of what is known by the id, in their order; undefined when nothing is. */
  of(id: string): readonly Hop[] | undefined {
    return this.#byId.get(id)?.hops;
  }

  #forgetOldest(): void {
    const [oldest] = this.#traces;
    if (!oldest) return;
    this.#traces.delete(oldest);
    for (const id of oldest.ids) this.#byId.delete(id);
  }
}
