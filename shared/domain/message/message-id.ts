import { createHash } from "node:crypto";

/**
 * Our id of a message that the business sends: it goes to the provider and comes back with every
 * delivery event.
 */
export type OutboundMessageId = string & { readonly __brand: "OutboundMessageId" };

/** Of the answer to a message. A retry gives the same id and so finds what was done before. */
export function answerId(provider: string, providerMessageId: string): OutboundMessageId {
  return idOf(`answer:${provider}:${providerMessageId}`);
}

/** Of a message that the business starts. */
export function initiatedId(requestId: string): OutboundMessageId {
  return idOf(`initiate:${requestId}`);
}

/** Of the same message from the other number. */
export function failoverId(messageId: OutboundMessageId): OutboundMessageId {
  return `${messageId}-f` as OutboundMessageId;
}

/** Hashed, because a wamid holds the person's phone number and this id travels in URLs and logs. */
function idOf(origin: string): OutboundMessageId {
  return `m-${createHash("sha256").update(origin, "utf8").digest("hex").slice(0, 32)}` as OutboundMessageId;
}

/**
 * A provider's id as it may stand in a log. A wamid holds the person's phone number, so its digest
 * stands there; other ids name nobody.
 */
export function loggableId(providerMessageId: string): string {
  if (!providerMessageId.startsWith("wamid.")) return providerMessageId;
  return `wamid#${createHash("sha256").update(providerMessageId, "utf8").digest("hex").slice(0, 16)}`;
}
