import type { Context } from "hono";
import * as v from "valibot";
import { longestMessage } from "./longest-message";

const senderKey = v.picklist(["A", "B", "sms"], "There is no such chat: it is A, B or sms.");

export const writtenMessageSchema = v.strictObject({
  sender: senderKey,
  text: v.pipe(
    v.string("The text is missing."),
    v.check(
      (text) => text.trim() !== "",
      "Write something first: an empty message cannot be sent.",
    ),
    v.maxLength(longestMessage, "This is too long: a message has at most 4,096 characters."),
  ),
});

export const configChangeSchema = v.strictObject({
  path: v.pipe(
    v.string("The config path is missing."),
    v.regex(/^[a-z][\w.[\]"-]{0,199}$/i, "This is not a config path such as rollout.awsWeight."),
  ),
  value: v.pipe(v.string("The value is missing."), v.maxLength(1000, "This value is too long.")),
});

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

export function parseSender(text: string): Parsed<v.InferOutput<typeof senderKey>> {
  return parse(senderKey, text);
}

/** Reads the body as JSON by the schema; what does not fit becomes a sentence. */
export async function readBody<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
): Promise<Parsed<v.InferOutput<Schema>>> {
  if (!context.req.header("Content-Type")?.startsWith("application/json")) {
    return { ok: false, error: "The body must be JSON (Content-Type: application/json)." };
  }
  const body = await context.req.text();
  try {
    return parse(schema, JSON.parse(body));
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, error: "The body is not JSON." };
    throw error;
  }
}

function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): Parsed<v.InferOutput<Schema>> {
  const result = v.safeParse(schema, input);
  if (result.success) return { ok: true, value: result.output };
  return { ok: false, error: result.issues.map(({ message }) => message).join(" ") };
}
