import * as v from "valibot";

/**
 * A payload from outside that cannot be understood. Its text names what and where, never what the
 * payload holds.
 */
export class UnreadablePayloadError extends Error {
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

/** Epoch seconds in digits, as Meta writes times → milliseconds. */
export const epochSecondsText = v.pipe(
  v.string(),
  v.regex(/^\d+$/),
  v.transform((text) => Number(text) * 1000),
);

/**
 * A phone number in any of the providers' spellings (`+1 206-555-0100`, `12065550100`) → E.164
 * with its plus sign.
 */
export function e164(text: string): string {
  return `+${text.replace(/\D/g, "")}`;
}

const notification = v.looseObject({ Type: v.literal("Notification"), Message: v.string() });

/**
 * The published message inside an SQS body, whether the subscription wraps it in a notification or
 * delivers it raw.
 */
export function publishedMessage(sqsBody: string, what: string): unknown {
  const outer = parseJson(sqsBody, what);
  if (!v.is(v.looseObject({ Type: v.string() }), outer)) return outer;
  return parseJson(readAs(notification, outer, `${what}, as SNS wraps it,`).Message, what);
}
