import { createHash } from "node:crypto";
import * as v from "valibot";
import type { SimulatedClock } from "../../kernel/clock";
import { arn } from "../account/account";
import type { Change, ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import { functionType } from "../lambda/declarations";
import type { FunctionLogEvent } from "../lambda/invocation";

export const logGroupType = "aws:cloudwatch/logGroup:LogGroup";

const groupSchema = v.object({
  name: v.string(),
  arn: v.string(),
  /** 0 is for ever. */
  retentionInDays: v.optional(v.number(), 0),
  tags: v.optional(v.record(v.string(), v.string()), {}),
});
const functionSchema = v.object({
  loggingConfig: v.optional(
    v.object({ logGroup: v.optional(v.string(), ""), logFormat: v.optional(v.string(), "Text") }),
    {},
  ),
});

export interface LogEvent {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly stream: string;
  readonly text: string;
}

/** A simulated group forgets its oldest lines; the real one keeps them for its retention. */
const mostEvents = 5000;
const dayMs = 24 * 3_600_000;

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly retentionInDays: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** In the order in which they came. */
  readonly events: readonly LogEvent[];
}

/** An event as it lies in memory: there are many, and few are ever asked for. */
type KeptEvent = Omit<LogEvent, "id"> & { readonly number: number };

interface Kept {
  createdAt: number;
  events: KeptEvent[];
}

/**
 * The log groups of the account: those the program declares, and those that Lambda makes itself.
 */
export class LogGroups {
  readonly #kept = new Map<string, Kept>();
  /** By function: how it logs. Forgotten with each change of the account. */
  readonly #logging = new Map<string, { readonly group: string; readonly json: boolean }>();
  /** The stream of each function for the day on which it logged last. */
  readonly #streams = new Map<string, { readonly day: number; readonly name: string }>();
  #eventNumber = 0;

  constructor(
    private readonly controlPlane: ControlPlane,
    private readonly clock: SimulatedClock,
  ) {
    controlPlane.onChange((change) => this.#follow(change));
  }

  write({ at, functionName, text }: FunctionLogEvent): void {
    const { events } = this.#keep(this.#loggingOf(functionName).group);
    this.#eventNumber += 1;
    events.push({ number: this.#eventNumber, at, stream: this.#streamOf(functionName, at), text });
    // In bulk: taking off the first of a long array costs as much as taking off a thousand.
    if (events.length > mostEvents * 1.2) events.splice(0, events.length - mostEvents);
  }

  /** Whether the function's log format is JSON. */
  isJson(functionName: string): boolean {
    return this.#loggingOf(functionName).json;
  }

  all(): readonly LogGroup[] {
    const declaredNames = this.controlPlane.all(logGroupType).map((record) => read(record).name);
    const names = new Set([...declaredNames, ...this.#kept.keys()]);
    return [...names].sort().flatMap((name) => this.find(name) ?? []);
  }

  /** By name or ARN. */
  find(nameOrArn: string): LogGroup | undefined {
    const name = nameOrArn
      .replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:/, "")
      .replace(/:\*$/, "");
    const record = this.controlPlane.find(logGroupType, "name", name);
    const kept = this.#kept.get(name);
    if (!record && !kept) return undefined;
    const { createdAt, events } = this.#keep(name);
    const group = record
      ? read(record)
      : { name, arn: arn("logs", `log-group:${name}`), retentionInDays: 0, tags: {} };
    return { ...group, createdAt, events: events.slice(-mostEvents).map(eventOf) };
  }

  /** To be called now and then: drops what is older than a group's retention. */
  age(now: number): void {
    for (const record of this.controlPlane.all(logGroupType)) {
      const { name, retentionInDays } = read(record);
      const kept = this.#kept.get(name);
      if (!kept || retentionInDays === 0) continue;
      kept.events = kept.events.filter(({ at }) => at >= now - retentionInDays * dayMs);
    }
  }

  #follow(change: Change): void {
    this.#logging.clear();
    const record = change.kind === "deleted" ? change.before : change.after;
    if (record.type !== logGroupType) return;
    const { name } = read(record);
    if (change.kind === "deleted") this.#kept.delete(name);
    else this.#keep(name);
  }

  #keep(name: string): Kept {
    const before = this.#kept.get(name);
    if (before) return before;
    const kept = { createdAt: this.clock.now(), events: [] };
    this.#kept.set(name, kept);
    return kept;
  }

  #streamOf(functionName: string, at: number): string {
    const day = Math.floor(at / dayMs);
    const known = this.#streams.get(functionName);
    if (known?.day === day) return known.name;
    const name = streamName(functionName, at);
    this.#streams.set(functionName, { day, name });
    return name;
  }

  #loggingOf(functionName: string): { readonly group: string; readonly json: boolean } {
    const before = this.#logging.get(functionName);
    if (before) return before;
    const record = this.controlPlane.find(functionType, "name", functionName);
    const { logGroup = "", logFormat } = record
      ? declared(functionSchema, record).loggingConfig
      : {};
    const logging = {
      group: logGroup || `/aws/lambda/${functionName}`,
      json: logFormat === "JSON",
    };
    this.#logging.set(functionName, logging);
    return logging;
  }
}

function eventOf({ number, ...event }: KeptEvent): LogEvent {
  return { id: String(number).padStart(56, "0"), ...event };
}

function read(record: ResourceRecord): v.InferOutput<typeof groupSchema> {
  return declared(groupSchema, record);
}

/**
 * Lambda has a stream for each environment; here all environments of a function share one a day,
 * because a line does not say which one wrote it.
 */
function streamName(functionName: string, at: number): string {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[$LATEST]${createHash("sha256").update(functionName).digest("hex").slice(0, 32)}`;
}
