import * as v from "valibot";
import { StatedError } from "../domain/stated-error";

/**
 * A payload from outside that cannot be understood. Its text names what and where, never what the
 * payload holds.
 */
export class UnreadablePayloadError extends StatedError {
  override readonly name = "UnreadablePayloadError";
}

/**
 * @throws UnreadablePayloadError when the text is not JSON. (The parser's own error would quote the
 * text.)
 */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadablePayloadError(`${what} is not JSON (${text.length} characters).`);
  }
}

/**
 * Checks what we use of a payload and lets pass what we do not.
 * @throws UnreadablePayloadError with the paths that are wrong.
 */
export function readAs<const Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const places = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? "it"} should be ${expectedBy(issue)}`,
  );
  throw new UnreadablePayloadError(`${what} cannot be read: ${places.join("; ")}.`);
}

function expectedBy({ expected }: v.BaseIssue<unknown>): string {
  return expected === null || expected === "unknown" ? "of another form" : expected;
}

/*
 * What providers send us is read leniently: each member by itself, and one that is missing, null or
 * of another form counts as not told. What may not be missing is for the reader to say.
 */

/** A text that is not empty; a number counts as its digits. */
export const maybeText = v.fallback(
  v.optional(
    v.pipe(
      v.union([v.string(), v.number()]),
      v.transform((told) => String(told) || undefined),
    ),
  ),
  undefined,
);

export const maybeNumber = v.fallback(
  v.optional(v.pipe(maybeText, v.transform(Number), v.finite())),
  undefined,
);

export const maybeFlag = v.fallback(
  v.optional(
    v.union([
      v.boolean(),
      v.pipe(
        v.picklist(["true", "false"]),
        v.transform((told) => told === "true"),
      ),
    ]),
  ),
  undefined,
);

/**
 * Epoch seconds in digits, as Meta writes times, → milliseconds. So many of them that they must be
 * milliseconds already are taken as such.
 */
export const maybeSeconds = v.fallback(
  v.optional(
    v.pipe(
      maybeNumber,
      v.number(),
      v.minValue(1),
      v.transform((told) => (told < 1e11 ? told * 1000 : told)),
    ),
  ),
  undefined,
);

/** A time in ISO 8601 → milliseconds. */
export const maybeIsoTime = v.fallback(
  v.optional(v.pipe(v.string(), v.transform(Date.parse), v.finite())),
  undefined,
);

/** An object, of which these members are used. */
export function maybePart<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.fallback(v.optional(v.object(entries)), undefined);
}

/** A list; a single object where a list should be counts as a list of it. */
export const maybeList = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((listed): readonly unknown[] => {
      if (Array.isArray(listed)) return listed;
      return typeof listed === "object" && listed !== null ? [listed] : [];
    }),
  ),
  [],
);

/** Leaves out what was not told, so that a member is there with a value or not at all. */
export function told<Members extends object>(
  members: Members,
): { [Key in keyof Members]?: Exclude<Members[Key], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Members]?: Exclude<Members[Key], undefined>;
  };
}

/**
 * A phone number in any of the providers' spellings (`+1 206-555-0100`, `12065550100`) → E.164
 * with its plus sign.
 */
export function e164(text: string): string {
  return `+${text.replace(/\D/g, "")}`;
}

/** An event as it lies in a queue or came by a webhook. */
export interface Arrival {
  readonly body: string;
  /** When the queue took it (SQS: `SentTimestamp`); milliseconds since the epoch. */
  readonly queuedAt?: number;
  /** Our clock, milliseconds since the epoch. */
  readonly now: number;
}

export interface PublishedMessage {
  readonly message: unknown;
  /**
   * When the event reached us: by the stamp that was put on it once, so that it is the same through
   * every redrive, and not later than now.
   */
  readonly reachedAt: number;
}

const notification = v.object({ Message: v.string(), Timestamp: maybeIsoTime });
const stamped = v.object({ message_timestamp: maybeIsoTime });

/**
 * The published message inside an SQS body, whether the subscription wraps it in a notification or
 * delivers it raw.
 * @throws UnreadablePayloadError when it is not JSON.
 */
export function publishedMessage(arrival: Arrival, what: string): PublishedMessage {
  const outer = parseJson(arrival.body, what);
  const wrapped = v.is(v.looseObject({ Type: v.literal("Notification") }), outer)
    ? readAs(notification, outer, `${what}, as SNS wraps it,`)
    : undefined;
  const message = wrapped ? parseJson(wrapped.Message, what) : outer;
  const own = v.safeParse(stamped, message);
  const stamp =
    wrapped?.Timestamp ??
    (own.success ? own.output.message_timestamp : undefined) ??
    arrival.queuedAt ??
    arrival.now;
  return { message, reachedAt: Math.min(stamp, arrival.now) };
}
