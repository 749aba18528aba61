import type { DeliveryEvent } from "../domain/delivery";
import { loggableId } from "../domain/message/message-id";
import type { DeliveryLedger, Log } from "../ports";

/** An event this young may have overtaken the outcome that holds the provider's id. */
const maySettleMs = 60_000;

/**
 * Writes a delivery event to the ledger.
 * @throws when no record is found yet for an event that is young and does not carry our own id: it
 * is worth trying again.
 */
export async function recordDelivery(
  event: DeliveryEvent,
  ports: { ledger: DeliveryLedger; log: Log },
): Promise<void> {
  const fields = {
    messageId: event.messageId,
    providerMessageId: event.providerMessageIds.map(loggableId)[0],
    provider: event.provider,
    status: event.status,
    code: event.fault?.code,
  };
  if ((await ports.ledger.recordEvent(event)) === "recorded") {
    ports.log.info("delivery", fields);
    return;
  }
  if (
    event.messageId === undefined &&
    event.receivedAt - (event.providerAt ?? event.receivedAt) < maySettleMs
  ) {
    throw new Error(
      `No ledger record yet for ${event.provider} message ${fields.providerMessageId}; ` +
        "it may come.",
    );
  }
  ports.log.warn("delivery.unknown", fields);
}
