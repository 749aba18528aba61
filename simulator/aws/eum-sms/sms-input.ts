import * as v from "valibot";
import type { WireRequest } from "../../gateway/aws-service";
import { jsonBody } from "../../gateway/json-body";
import { SmsError } from "./sms-error";

/** @throws SmsError ValidationException that names the field. */
export function smsInput<Schema extends v.GenericSchema>(
  schema: Schema,
  request: WireRequest,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, jsonBody(request));
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const field = v.getDotPath(issue) ?? "the body";
  throw new SmsError("ValidationException", `${field}: ${issue.message}`, {
    Reason: issue.received === "undefined" ? "MISSING_PARAMETER" : "INVALID_PARAMETER",
    Fields: [{ Name: field, Message: issue.message }],
  });
}
