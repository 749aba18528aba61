import * as v from "valibot";
import { Journal } from "./journal";
import { nearest } from "./nearest";
import type { SeededRandom } from "./random";

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** As requests name it: an AWS service by its signature's scope, another host by its name. */
const service = v.pipe(v.string(), v.nonEmpty());

/** Ends a connection before anything is known of the request but where it goes. */
const connectionFailure = v.variant("kind", [
  /**
   * Nobody listens: ECONNREFUSED. Connections that are open drop, and no request was taken. Over
   * loopback, where all services share one port, it is ECONNRESET before anything of the body is
   * read; a client that sends `Expect: 100-continue` can tell it from a request that was taken.
   */
  v.strictObject({ kind: v.literal("refuse") }),
]);

const requestFailure = v.variant("kind", [
  /** The connection drops when the request begins: ECONNRESET, and nothing was carried out. */
  v.strictObject({ kind: v.literal("reset-before-reading") }),
  /** The request is read whole, then the connection drops: ECONNRESET, nothing carried out. */
  v.strictObject({ kind: v.literal("reset-after-reading") }),
  /** The request is read and nothing comes back until the client gives up; not carried out. */
  v.strictObject({ kind: v.literal("hang") }),
  /**
   * Carried out and answered, so many milliseconds late. Real ones, whatever the clock's speed: the
   * functions' own timers, and with them their time limits, are real too. Of runs that take turns
   * both are the clock's.
   */
  v.strictObject({
    kind: v.literal("slow"),
    milliseconds: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  /** Answered with this error instead of being carried out. */
  v.strictObject({
    kind: v.literal("error"),
    /** Of HTTP. */
    status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    /**
     * Such as `ServiceUnavailableException`, for Twilio a number such as `20503`. Left out, it is
     * what the service says when it is itself at fault.
     */
    code: v.optional(v.string()),
    message: v.optional(v.string()),
  }),
  /** The service's own answer to somebody who asks too often. */
  v.strictObject({ kind: v.literal("throttle") }),
  /** Carried out, but the connection drops instead of the answer: ECONNRESET. */
  v.strictObject({ kind: v.literal("answer-lost") }),
  /**
   * The function that asks dies, before its request is carried out or after it: its environment
   * ends as if the runtime had been killed. Another client sees its connection dropped.
   */
  v.strictObject({ kind: v.literal("caller-dies"), when: v.picklist(["before", "after"]) }),
]);

const connectionRule = v.strictObject({
  service,
  share: v.optional(share, 1),
  failure: connectionFailure,
});

const requestRule = v.strictObject({
  service,
  /**
   * All of them, if it is left out. An AWS operation by its name, a request to another host as
   * `POST /2010-04-01/…/Messages.json`; `*` stands for any text.
   */
  operation: v.optional(v.string()),
  share: v.optional(share, 1),
  failure: requestFailure,
});

/** What goes wrong, where, and with which chance. */
export const failureRule = v.union([connectionRule, requestRule]);

export type FailureRule = v.InferInput<typeof failureRule>;
export type ConnectionFailure = v.InferOutput<typeof connectionFailure>;
export type RequestFailure = v.InferOutput<typeof requestFailure>;
const keptStrikes = 10_000;

/** Something that went wrong because of a rule. */
export interface Strike {
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly kind: FailureRule["failure"]["kind"];
  /** Of HTTP, where the failure is an error. */
  readonly status?: number;
  /** The function that asked. */
  readonly by?: string;
  /** The first id of each trace that it belongs to. */
  readonly traces: readonly string[];
}

export type SetRule = v.InferOutput<typeof failureRule> & { readonly id: string };

/** How the requests to a service are named, as far as it is known before the body is read. */
export type RequestNames =
  | { readonly by: "operation"; readonly operations: readonly string[] }
  /** Such as `POST /2010-04-01/Accounts/AC…/Messages.json`. */
  | { readonly by: "method-and-path" }
  /** The operation stands in the body: a failure is of the whole service. */
  | { readonly by: "nothing" };

/**
 * What is to go wrong between clients and services. Of the rules that speak of a request, the first
 * whose chance comes up decides; chances are drawn from the seed.
 */
export class Failures {
  readonly #rules = new Map<string, SetRule>();
  readonly #listeners = new Set<() => void>();
  #added = 0;
  /** What did go wrong, in its order. */
  readonly struck = new Journal<Strike>(keptStrikes, (error) => {
    throw error;
  });

  /** @param services all whose requests can fail, for a name that is none of them. */
  constructor(
    private readonly random: SeededRandom,
    private readonly services: () => ReadonlyMap<string, RequestNames>,
  ) {}

  /**
   * @returns the rule's id, by which it can be removed.
   * @throws naming what is wrong with the rule, or the service or operation that is none.
   */
  add(rule: FailureRule): string {
    const read = readRule(rule);
    const known = this.services();
    const names = known.get(read.service);
    if (!names) {
      const meant = nearest(read.service, known.keys());
      throw new Error(
        `No service or host "${read.service}" can fail${meant ? ` (is it "${meant}"?)` : ""}: ` +
          `there are ${[...known.keys()].join(", ")}.`,
      );
    }
    if ("operation" in read && read.operation !== undefined)
      refuseStranger(read.service, read.operation, names);
    this.#added += 1;
    const id = `failure-${this.#added}`;
    this.#rules.set(id, { ...read, id });
    this.#tell();
    return id;
  }

  list(): readonly SetRule[] {
    return [...this.#rules.values()];
  }

  /** @returns whether there was such a rule. */
  remove(id: string): boolean {
    const removed = this.#rules.delete(id);
    this.#tell();
    return removed;
  }

  /** Removes all rules, or those of one service. */
  clear(service?: string): void {
    for (const rule of this.list())
      if (service === undefined || rule.service === service) this.#rules.delete(rule.id);
    this.#tell();
  }

  /** Called after each change of the rules. @returns a function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether connections to the service are refused now, always or now and then. */
  refuses(service: string): boolean {
    return this.list().some((rule) => rule.service === service && rule.failure.kind === "refuse");
  }

  /** What becomes of a new connection. */
  ofConnection(service: string): ConnectionFailure | undefined {
    for (const { failure, share, service: named } of this.#rules.values())
      if (failure.kind === "refuse" && named === service && this.random.chance(share))
        return failure;
    return undefined;
  }

  /**
   * What becomes of a request on a connection that was made.
   * @param random draws the chances, where the caller has randomness of its own
   */
  ofRequest(
    service: string,
    operation: string,
    random: SeededRandom = this.random,
  ): RequestFailure | undefined {
    for (const rule of this.#rules.values()) {
      if (rule.failure.kind === "refuse" || rule.service !== service) continue;
      const wanted = "operation" in rule ? (rule.operation ?? "*") : "*";
      if (matches(wanted, operation) && random.chance(rule.share)) return rule.failure;
    }
    return undefined;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function readRule(rule: FailureRule): v.InferOutput<typeof failureRule> {
  const schema = rule.failure?.kind === "refuse" ? connectionRule : requestRule;
  const result = v.safeParse(schema, rule);
  if (result.success) return result.output;
  const problems = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? "(whole)"}: ${issue.message}`,
  );
  throw new Error(`The failure cannot be set: ${problems.join("; ")}.`);
}

/** @throws where no request to the service is named so. */
function refuseStranger(service: string, operation: string, names: RequestNames): void {
  switch (names.by) {
    case "nothing":
      throw new Error(
        `A failure of ${service} is one of the whole service: its requests name their operation ` +
          `in the body, so "${operation}" cannot be told from others.`,
      );
    case "method-and-path":
      if (/^([A-Z]+|\*)( |$)/.test(operation)) return;
      throw new Error(
        `"${operation}" is no request to ${service}: it is named by its method and path, ` +
          'such as "POST /*".',
      );
    case "operation": {
      if (names.operations.some((name) => matches(operation, name))) return;
      const meant = nearest(operation, names.operations);
      throw new Error(
        `${service} has no operation "${operation}"${meant ? ` (is it "${meant}"?)` : ""}: ` +
          `there are ${names.operations.join(", ")}.`,
      );
    }
  }
}

/** Whether the text is the pattern, in which `*` stands for any characters. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
