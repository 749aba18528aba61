import type { InboundItem } from "../domain/message/inbound-item";
import { UnreadablePayloadError } from "./payload";

/** Nothing is lost of what a reader cannot make sense of: it stands alone, with the reason. */
export function readOrQuarantine(
  raw: unknown,
  read: () => readonly InboundItem[],
): readonly InboundItem[] {
  try {
    return read();
  } catch (error) {
    return [{ kind: "unreadable", reason: reasonOf(error), raw }];
  }
}

/** Only our own words: another error may quote what it choked on. */
function reasonOf(error: unknown): string {
  if (error instanceof UnreadablePayloadError) return error.message;
  return error instanceof Error ? `It made the reader fail (${error.name}).` : "It cannot be read.";
}
