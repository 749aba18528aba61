import type { Fault, FaultClass } from "../../domain/delivery";
import type { SendOutcome } from "../../ports";

/**
 * What the errors of one AWS service mean; a code is `Exception` or, more closely,
 * `Exception:REASON`.
 */
export type FaultTable = Readonly<Record<string, FaultClass>>;

/** Errors of the network in which the request surely never left. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/**
 * What a failed send amounts to. Sends have no idempotency token, so an error after the request
 * left is only a refusal where the service says so: 4xx. A 5xx, a timeout or a broken connection is
 * ambiguous.
 */
export function awsSendFailure(error: unknown, table: FaultTable): SendOutcome {
  const { name, reason, status, systemCode } = describe(error);
  if (systemCode && neverSent.has(systemCode))
    return refused("provider", systemCode, "the service could not be reached");
  // The caller never got as far as a request.
  if (name === "CredentialsProviderError")
    return refused("provider", name, "the function has no credentials");
  if (status === undefined || status >= 500)
    return { kind: "ambiguous", reason: systemCode ?? name };
  const code = reason ? `${name}:${reason}` : name;
  return refused(table[code] ?? table[name] ?? "provider", code, `the service answered ${status}`);
}

function refused(faultClass: FaultClass, code: string, explanation: string): SendOutcome {
  const fault: Fault = { class: faultClass, code, explanation };
  return { kind: "refused", fault };
}

function describe(error: unknown) {
  const { name, code, Reason, $metadata } = (error ?? {}) as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly Reason?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return {
    name: typeof name === "string" ? name : "unknown",
    reason: typeof Reason === "string" ? Reason : undefined,
    status: $metadata?.httpStatusCode,
    systemCode: typeof code === "string" ? code : undefined,
  };
}

/**
 * Exceptions of SendWhatsAppMessage (AWS End User Messaging Social API reference). Others count
 * against the provider.
 */
export const whatsAppFaults: FaultTable = {
  ThrottledRequestException: "throttled",
  ValidationException: "content",
  InvalidParametersException: "content",
};

/**
 * Exceptions and reasons of SendTextMessage (AWS End User Messaging SMS and Voice v2 API
 * reference). Others count against the provider.
 */
export const smsFaults: FaultTable = {
  ThrottlingException: "throttled",
  "ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT": "opt-out",
  "ConflictException:DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION": "recipient",
  "ConflictException:DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE": "recipient",
  ValidationException: "content",
  "ValidationException:DESTINATION_COUNTRY_BLOCKED": "recipient",
  "ValidationException:INVALID_IDENTITY_FOR_DESTINATION_COUNTRY": "recipient",
};
