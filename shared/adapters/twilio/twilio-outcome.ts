import * as v from "valibot";
import type { SendOutcome } from "../../ports";
import { twilioFaultClass } from "./twilio-error-code";

const message = v.looseObject({ sid: v.pipe(v.string(), v.minLength(1)) });

/**
 * Both forms of Twilio's error body have it: the old one beside `message`, the RFC 9457 one beside
 * `title`.
 */
const errorBody = v.looseObject({ code: v.union([v.number(), v.string()]) });

/**
 * What Twilio's answer to the creation of a message amounts to. A 5xx may have created it: Twilio
 * knows no idempotency key.
 */
export function outcomeOfAnswer(status: number, body: string): SendOutcome {
  const json = jsonOf(body);
  if (status >= 200 && status < 300) {
    if (v.is(message, json)) return { kind: "accepted", providerMessageId: json.sid };
    return { kind: "ambiguous", reason: `answer ${status} without a message id` };
  }
  if (status >= 500) return { kind: "ambiguous", reason: `answer ${status}` };
  const code = v.is(errorBody, json) ? String(json.code) : `HTTP ${status}`;
  const faultClass = status === 429 ? "throttled" : twilioFaultClass(code);
  return {
    kind: "refused",
    fault: { class: faultClass, code, explanation: `Twilio answered ${status}` },
  };
}

/** Errors of the network in which the request surely never left. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What a `fetch` that rejected amounts to; the system's code is in its cause. */
export function outcomeOfFailedFetch(error: unknown): SendOutcome {
  const { name, cause } = (error ?? {}) as { readonly name?: unknown; readonly cause?: unknown };
  const code = systemCode(cause) ?? systemCode(error);
  if (code && neverSent.has(code)) {
    return {
      kind: "refused",
      fault: { class: "provider", code, explanation: "Twilio could not be reached" },
    };
  }
  return { kind: "ambiguous", reason: code ?? String(name) };
}

function systemCode(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === "string" ? code : undefined;
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Such as a gateway's error page: the status alone must do.
    return undefined;
  }
}
