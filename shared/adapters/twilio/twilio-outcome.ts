import * as v from "valibot";
import type { FaultClass } from "../../domain/delivery";
import type { SendOutcome } from "../../ports";

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

/**
 * Twilio documentation, error and warning dictionary; which class a code belongs to is our reading
 * (63013 by third parties: unverified).
 */
const codes: Readonly<Record<FaultClass, readonly number[]>> = {
  // Sign-in, the account, the sender, Twilio's or WhatsApp's own faults; 63059: the number has
  // moved to another WABA.
  provider: [
    20003, 20404, 20500, 21603, 21606, 21703, 21704, 21910, 63001, 63002, 63007, 63008, 63009,
    63010, 63012, 63013, 63020, 63038, 63059,
  ],
  throttled: [20429, 21611, 30001, 63018, 63041, 63049],
  "opt-out": [21610, 63014],
  recipient: [14101, 21211, 21401, 21408, 21614, 30003, 30005, 30006, 63003, 63015, 63024, 63032],
  content: [
    20410, 21617, 21619, 21620, 21654, 21658, 63005, 63006, 63019, 63021, 63027, 63028, 63029,
    63030, 63031, 63034, 63040, 63042,
  ],
  window: [63016],
};

const classByCode = new Map(
  Object.entries(codes).flatMap(([name, numbers]) =>
    numbers.map((code) => [String(code), name as FaultClass] as const),
  ),
);

/**
 * An unknown code counts against the provider: a health comparison must not overlook a new kind of
 * failure.
 */
export function twilioFaultClass(code: string): FaultClass {
  return classByCode.get(code) ?? "provider";
}
