import { AsyncLocalStorage } from "node:async_hooks";

/** One place that a message came by on its way through the world. */
export interface Hop {
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly at: number;
  readonly place: "phone" | "provider" | "topic" | "queue" | "function" | "request" | "mail";
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

const kept = { traces: 1000, hops: 500 } as const;

/**
 * Follows what people and the business do through the world. Whatever happens because of it, in any
 * service and however much later, is written to its trace: the trace goes with the work, and lies
 * with a message while that waits in a queue.
 */
export class Traces {
  readonly #context = new AsyncLocalStorage<readonly Trace[]>();
  /** In the order of their beginning. */
  readonly #traces = new Set<Trace>();
  readonly #byId = new Map<string, Trace>();

  constructor(private readonly now: () => number) {}

  /** Somebody does something: a new trace begins with it. */
  begin<T>(work: () => T): T {
    const trace: Trace = { hops: [], ids: new Set() };
    this.#traces.add(trace);
    if (this.#traces.size > kept.traces) this.#forgetOldest();
    return this.#context.run([trace], work);
  }

  /** The traces that the present work belongs to; of several, those that the text speaks of. */
  present(text?: string): readonly Trace[] {
    const traces = this.#context.getStore() ?? [];
    if (text === undefined || traces.length < 2) return traces;
    const meant = traces.filter(({ ids }) => [...ids].some((id) => text.includes(id)));
    return meant.length > 0 ? meant : traces;
  }

  /** Goes on with work that waited, such as a queue's messages. */
  resume<T>(traces: readonly Trace[], work: () => T): T {
    return this.#context.run([...new Set(traces)], work);
  }

  /** Notes where the present work is. */
  hop(hop: Omit<Hop, "at">): void {
    for (const { hops } of this.present(hop.body))
      if (hops.length < kept.hops) hops.push({ at: this.now(), ...hop });
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
