import type { OutboundMessageId } from "../../shared/domain/message/message-id";
import type { SendResult } from "../../shared/messaging/universal-messaging-service";

/**
 * @throws when the message was surely not taken and should be tried again: its turn goes back to
 * the queue, and at last to the DLQ.
 */
export function rejectDeferred(result: SendResult, messageId: OutboundMessageId): void {
  if (result.kind !== "deferred") return;
  const { class: faultClass, code, explanation } = result.fault;
  throw new Error(
    `Message ${messageId} was not taken (${faultClass}, ${code}: ${explanation}); it will be tried again.`,
  );
}
