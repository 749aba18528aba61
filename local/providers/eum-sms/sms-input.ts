import * as v from "valibot";
import type { WireRequest } from "../../cloud/gateway/aws-service";
import { SmsError } from "./sms-error";

/** @throws SmsError ValidationException that names the field. */
export function smsInput<Schema extends v.GenericSchema>(schema: Schema, request: WireRequest): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, bodyOf(request));
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const field = v.getDotPath(issue) ?? "the body";
  throw new SmsError("ValidationException", `${field}: ${issue.message}`, {
    Reason: issue.received === "undefined" ? "MISSING_PARAMETER" : "INVALID_PARAMETER",
    Fields: [{ Name: field, Message: issue.message }],
  });
}

/** The member of the request's body, undefined when there is none; for questions that come before validation. */
export function smsMember(request: WireRequest, member: string): string | undefined {
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
