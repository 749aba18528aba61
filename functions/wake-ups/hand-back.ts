import type { ConversationItem, WakeUp } from "../../shared/domain/message/conversation-item";
import { StatedError } from "../../shared/domain/stated-error";
import type { Clock, Log, WakeUps } from "../../shared/ports";

export interface WakeUpPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeUps: WakeUps;
  /** Whose work a wake-up is. */
  readonly queues: {
    readonly [Queue in WakeUp["queue"]]: { handOver(item: WakeUpItem): Promise<void> };
  };
}

type WakeUpItem = Extract<ConversationItem, { readonly kind: "wake-up" }>;

/** SQS delays by whole seconds. */
const soonMs = 1_000;

/**
 * A due wake-up goes back to its queue, one that is due later waits again: SQS delays a message by
 * fifteen minutes at most.
 */
export async function handBack(item: ConversationItem, ports: WakeUpPorts): Promise<void> {
  if (item.kind !== "wake-up") throw new StatedError(`An item of kind ${item.kind} is no wake-up.`);
  const { wakeUp } = item;
  if (ports.clock.now() + soonMs < wakeUp.dueAt) return ports.wakeUps.park(wakeUp);
  // A fresh deduplication id each time: one that came too early waits for the same moment again.
  const dueAt = ports.clock.now();
  await ports.queues[wakeUp.queue].handOver({ kind: "wake-up", wakeUp: { ...wakeUp, dueAt } });
  ports.log.info("wake-up", { about: wakeUp.about, messageId: wakeUp.messageId });
}
