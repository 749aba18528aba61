import * as v from "valibot";
import { refusalOf } from "../../domain/delivery/code-table";
import type { Refusal, SendOutcome } from "../../domain/delivery/outcome";
import { twilioCodes } from "../../domain/delivery/twilio-codes";
import { NotTakenError } from "../send-once";

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
  return { kind: "refused", refusal: refusalIn(status, json) };
}

/** What a request that got no answer amounts to. */
export function outcomeWithoutAnswer(error: unknown): SendOutcome {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof NotTakenError) return { kind: "not-taken", reason: message };
  return { kind: "ambiguous", reason: message || name };
}

function refusalIn(status: number, json: unknown): Refusal {
  const code = v.is(errorBody, json) ? String(json.code) : `HTTP ${status}`;
  const refusal = refusalOf(twilioCodes, code);
  // Too many requests are that, whichever code says so.
  if (status === 429 && refusal.disposition !== "wait")
    return { ...refusalOf(twilioCodes, "HTTP 429"), code, known: refusal.known };
  return refusal;
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Such as a gateway's error page: the status alone must do.
    return undefined;
  }
}
