import * as v from "valibot";
import type { World } from "../world";

/**
 * An input: a flat object, so that each member is a part of the path, of the query or of the body.
 */
export type InputSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;

/** One thing that can be done with the world, or be asked of it. */
export interface Route<
  Input extends InputSchema = InputSchema,
  Answer extends v.GenericSchema = v.GenericSchema,
> {
  /** One line that says what it does, for the description. */
  readonly summary: string;
  readonly input: Input;
  readonly answer: Answer;
  /** @throws ControlError, or an error whose message is a sentence for the person. */
  readonly run: (
    world: World,
    input: v.InferOutput<Input>,
  ) => Untouchable<v.InferInput<Answer>> | Promise<Untouchable<v.InferInput<Answer>>>;
}

/** What the world shows is its own; a route only reads it. */
export type Untouchable<T> = T extends string | number
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Untouchable<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Untouchable<T[Key]> }
      : T;

/** Keeps an entry's own types in the table, for the client. */
export function route<Input extends InputSchema, Answer extends v.GenericSchema>(
  entry: Route<Input, Answer>,
): Route<Input, Answer> {
  return entry;
}

export interface Address {
  readonly method: string;
  /** As in the table, with `{name}` for each member in it. */
  readonly path: string;
  readonly inPath: readonly string[];
  /** Where the other members stand. */
  readonly rest: "query" | "body";
}

export function addressOf(key: string): Address {
  const [method = "GET", path = "/"] = key.split(" ");
  const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name as string);
  return { method, path, inPath, rest: method === "GET" || method === "DELETE" ? "query" : "body" };
}

/** What was asked for cannot be done; the message is for the person. */
export class ControlError extends Error {
  override readonly name = "ControlError";

  constructor(
    readonly status: 400 | 404 | 409 | 413 | 422,
    message: string,
  ) {
    super(message);
  }
}

/** The one that was asked for. @throws ControlError 404 that names it. */
export function found<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new ControlError(404, `There is no ${what}.`);
}

export const nothing = v.strictObject({});

/** A whole number, in a body as a number and in a query as its digits. */
export const wholeNumber = v.union([
  v.pipe(v.number(), v.integer(), v.minValue(0)),
  v.pipe(v.string(), v.regex(/^\d+$/, "it is not a whole number"), v.transform(Number)),
]);

/** Where a reader goes on, 0 is the beginning; and where it stops, if that is not at the end. */
export const span = { since: v.optional(wholeNumber, 0), until: v.optional(wholeNumber) };

/** Entries after a cursor, and the cursor of those that come next. */
export function entries<Entry extends v.GenericSchema>(entry: Entry) {
  return v.object({ entries: v.array(entry), next: v.number() });
}

/** The cursor after what was read: the end, or what the reader asked for. */
export function nextOf({ until }: { readonly until?: number | undefined }, end: number): number {
  return Math.min(until ?? end, end);
}
