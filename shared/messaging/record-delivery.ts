import type { DeliveryEvent } from "../domain/delivery/event";
import { loggableId } from "../domain/message/message-id";
import { StatedError } from "../domain/stated-error";
import type { ConversationQueue, DeliveryLedger, Log, Metrics, RecordedAttempt } from "../ports";
import { countRefusal } from "./attempts";

/** An event this young may have overtaken the outcome that holds the provider's id. */
const maySettleMs = 60_000;

/**
 * Writes what a batch of events tells of one attempt to the ledger; a failure that asks for
 * something to be done goes on to the conversation.
 * @throws when no record is found yet for events that are young and do not carry our own id: it
 * is worth trying again.
 */
export async function recordDelivery(
  events: readonly [DeliveryEvent, ...DeliveryEvent[]],
  ports: { ledger: DeliveryLedger; queue: ConversationQueue; log: Log; metrics: Metrics },
): Promise<void> {
  const [event] = events;
  const fields = {
    attemptId: event.attemptId,
    providerMessageId: event.providerMessageIds.map(loggableId)[0],
    provider: event.provider,
    status: events.map(({ status }) => status).join(","),
    code: events.find(({ refusal }) => refusal)?.refusal?.code,
  };
  const recorded = await ports.ledger.record(events);
  if (recorded !== "unknown message") {
    ports.log.info("delivery", { ...fields, attemptId: recorded.attemptId });
    return handOverFailure(events, recorded, ports);
  }
  if (
    event.attemptId === undefined &&
    event.providerAt !== undefined &&
    event.receivedAt - event.providerAt < maySettleMs
  ) {
    throw new StatedError(
      `No attempt is known yet for a status of ${event.provider}; it may come.`,
    );
  }
  ports.metrics.count("DeliveryOfUnknownMessage", { provider: event.provider });
  ports.log.warn("delivery.unknown", fields);
}

/** Recorded first: whoever takes it reads the failure in the ledger. */
async function handOverFailure(
  events: readonly DeliveryEvent[],
  { attemptId }: RecordedAttempt,
  { queue, metrics }: { queue: ConversationQueue; metrics: Metrics },
): Promise<void> {
  const failed = events.find(({ refusal }) => refusal);
  if (!failed?.refusal) return;
  const { disposition, code } = failed.refusal;
  metrics.count("DeliveryFailed", { provider: failed.provider, disposition, code });
  countRefusal(failed.refusal, failed.provider, metrics);
  await queue.handOver({ kind: "undelivered", event: { ...failed, attemptId } });
}
