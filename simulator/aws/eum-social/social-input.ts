import * as v from "valibot";
import type { WireRequest } from "../../gateway/aws-service";
import { jsonBody } from "../../gateway/json-body";
import { SocialError } from "./social-error";

/** @throws SocialError ValidationException when the body is not what the operation takes. */
export function socialInput<Schema extends v.GenericSchema>(
  schema: Schema,
  request: WireRequest,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, jsonBody(request));
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new SocialError(
    "ValidationException",
    `Value at '${v.getDotPath(issue) ?? "/"}' failed to satisfy constraint: ${issue.message}`,
  );
}
