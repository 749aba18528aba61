import * as v from "valibot";
import type { WireRequest } from "../../cloud/gateway/aws-service";
import { SocialError } from "./social-error";

/** @throws SocialError ValidationException when the body is not what the operation takes. */
export function socialInput<Schema extends v.GenericSchema>(
  schema: Schema,
  request: WireRequest,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, bodyOf(request));
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new SocialError(
    "ValidationException",
    `Value at '${v.getDotPath(issue) ?? "/"}' failed to satisfy constraint: ${issue.message}`,
  );
}

/** The member of a JSON body, undefined when there is no such body; for questions that come before validation. */
export function bodyMember(request: WireRequest, member: string): string | undefined {
  const parsed = v.safeParse(v.looseObject({ [member]: v.string() }), bodyOf(request));
  return parsed.success ? (parsed.output[member] as string) : undefined;
}

function bodyOf(request: WireRequest): unknown {
  try {
    return JSON.parse(request.body.toString("utf8"));
  } catch {
    // Validation refuses it, in its own words.
    return undefined;
  }
}
