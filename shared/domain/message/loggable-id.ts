import { createHash } from "node:crypto";

/**
 * A provider's id as it may stand in a log. A wamid holds the person's phone number, so its digest
 * stands there; other ids name nobody.
 */
export function loggableId(providerMessageId: string): string {
  if (!providerMessageId.startsWith("wamid.")) return providerMessageId;
  return `wamid#${createHash("sha256").update(providerMessageId, "utf8").digest("hex").slice(0, 16)}`;
}
