import * as v from "valibot";
import type { WireRequest } from "./aws-service";

/**
 * The request's body as JSON; undefined when it is none, which validation then refuses in its own
 * words.
 */
export function jsonBody(request: WireRequest): unknown {
  try {
    return JSON.parse(request.body.toString("utf8"));
  } catch {
    // What is wrong with it is for validation to say.
    return undefined;
  }
}

/**
 * The member of the request's body, undefined when there is none; for questions that come before
 * validation.
 */
export function bodyMember(request: WireRequest, member: string): string | undefined {
  const parsed = v.safeParse(v.looseObject({ [member]: v.string() }), jsonBody(request));
  return parsed.success ? (parsed.output[member] as string) : undefined;
}
