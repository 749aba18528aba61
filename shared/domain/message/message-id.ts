import { createHash } from "node:crypto";

/** Our id of a message that the business sends. */
export type OutboundMessageId = string & { readonly __brand: "OutboundMessageId" };

/**
 * Our id of one attempt to send a message, `<message id>.<number>`: it goes to the provider and
 * comes back with every delivery event, so that an event is known to belong to this very attempt.
 */
export type AttemptId = string & { readonly __brand: "AttemptId" };

/**
 * The id of the answer to a message: the same on a retry, which so finds what was done before.
 * @param part from 1; a long answer is several messages.
 */
export function answerId(
  provider: string,
  providerMessageId: string,
  part: number,
): OutboundMessageId {
  return idOf(`answer:${provider}:${providerMessageId}:${part}`);
}

/** The id of a message that the business starts. */
export function initiatedId(idempotencyKey: string): OutboundMessageId {
  return idOf(`initiate:${idempotencyKey}`);
}

/** @param number from 1. */
export function attemptId(messageId: OutboundMessageId, number: number): AttemptId {
  return `${messageId}.${number}` as AttemptId;
}

/** The parameter that carries an attempt's id in the URL that Twilio calls back. */
export const attemptParameter = "attempt";

/** @returns undefined where the text is no attempt's id. */
export function readAttemptId(
  text: string,
): { readonly messageId: OutboundMessageId; readonly number: number } | undefined {
  const found = /^(m-[0-9a-f]{32})\.([1-9]\d{0,3})$/.exec(text);
  if (!found) return undefined;
  return { messageId: found[1] as OutboundMessageId, number: Number(found[2]) };
}

/** Hashed, because a wamid holds the person's phone number and this id travels in URLs and logs. */
function idOf(origin: string): OutboundMessageId {
  return `m-${sha256(origin).slice(0, 32)}` as OutboundMessageId;
}

/**
 * A provider's id as it may stand in a log. A wamid holds the person's phone number, so its digest
 * stands there; other ids name nobody.
 */
export function loggableId(providerMessageId: string): string {
  if (!providerMessageId.startsWith("wamid.")) return providerMessageId;
  return `wamid#${sha256(providerMessageId).slice(0, 16)}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
