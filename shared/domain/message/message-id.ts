import { createHash } from "node:crypto";

/**
 * Our id of a message that the business sends: it goes to the provider and comes back with every
 * delivery event.
 */
export type OutboundMessageId = string & { readonly __brand: "OutboundMessageId" };

/** The id of the answer to a message: the same on a retry, which so finds what was done before. */
export function answerId(provider: string, providerMessageId: string): OutboundMessageId {
  return idOf(`answer:${provider}:${providerMessageId}`);
}

/** The id of a message that the business starts. */
export function initiatedId(requestId: string): OutboundMessageId {
  return idOf(`initiate:${requestId}`);
}

/** The id of the same message when the other number sends it. */
export function failoverId(messageId: OutboundMessageId): OutboundMessageId {
  return `${messageId}-f` as OutboundMessageId;
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
