import type { DeliveryEvent } from "../domain/delivery/delivery-event";
import type { Intent, LedgerRecord } from "../domain/delivery/ledger-record";
import type { OutboundMessageId } from "../domain/message/message-id";
import type { Fault } from "../domain/routing/fault-class";

export type IntentResult =
  /** Written: the provider may be called. */
  | { readonly kind: "new" }
  /** An earlier run came at least this far: the record says how far. */
  | { readonly kind: "known"; readonly record: LedgerRecord };

/** How a call to a provider ended. */
export type LedgerOutcome =
  | { readonly kind: "accepted"; readonly providerMessageId: string }
  | { readonly kind: "failed"; readonly fault: Fault }
  /**
   * Surely not taken, and worth another try later: the next intent of the same message is new
   * again.
   */
  | { readonly kind: "deferred"; readonly fault: Fault }
  | { readonly kind: "ambiguous"; readonly reason: string };

export interface Ledger {
  intend(intent: Intent): Promise<IntentResult>;
  recordOutcome(messageId: OutboundMessageId, outcome: LedgerOutcome): Promise<void>;
}

export interface DeliveryLedger {
  /**
   * @returns whether a record was found for the event. An event that comes late or twice changes
   * nothing.
   */
  recordEvent(event: DeliveryEvent): Promise<"recorded" | "unknown message">;
}
