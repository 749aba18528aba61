import type { Clock } from "../shared/ports/clock";
import type { ConversationQueue } from "../shared/ports/conversation-queue";
import type { DeliveryLedger } from "../shared/ports/ledger";
import type { Log } from "../shared/ports/log";

/** What the functions that take events from providers need of the world. */
export interface IngressPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly queue: ConversationQueue;
  readonly ledger: DeliveryLedger;
}
