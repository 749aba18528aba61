import { type CodeTable, refusalOf } from "../../domain/delivery/code-table";
import type { SendOutcome } from "../../domain/delivery/outcome";
import { NoAnswerError, NotTakenError } from "../send-once";

/**
 * What a failed send amounts to. Sends have no idempotency token, so an error is a refusal only
 * where the service says so in a whole answer: 3xx or 4xx. What ended before the service had the
 * request is not taken; a 5xx, a lost answer or one that cannot be read is ambiguous.
 */
export function awsSendFailure(error: unknown, table: CodeTable): SendOutcome {
  if (error instanceof NotTakenError) return { kind: "not-taken", reason: error.message };
  if (error instanceof NoAnswerError) return { kind: "ambiguous", reason: error.message };
  const { name, reason, status } = describe(error);
  // The caller never got as far as a request.
  if (name === "CredentialsProviderError") return { kind: "not-taken", reason: name };
  if (status === undefined || status < 300 || status >= 500)
    return { kind: "ambiguous", reason: name };
  return { kind: "refused", refusal: refusalOf(table, reason ? `${name}:${reason}` : name) };
}

function describe(error: unknown) {
  const { name, Reason, $metadata } = (error ?? {}) as {
    readonly name?: unknown;
    readonly Reason?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return {
    name: typeof name === "string" ? name : "unknown",
    reason: typeof Reason === "string" ? Reason : undefined,
    status: $metadata?.httpStatusCode,
  };
}
