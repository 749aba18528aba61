import type { ContactId } from "./contact/contact";
import type { Arm, Channel, Provider } from "./message/channel";
import type { OutboundMessageId } from "./message/message-id";

/**
 * How far a message got, lowest first. `failed` stands below `delivered`: a message can be
 * delivered after it was reported failed (a person with several devices; third parties report it,
 * unverified), never the other way round.
 */
export const deliveryStatuses = [
  "intended",
  "ambiguous",
  "accepted",
  "sent",
  "failed",
  "delivered",
  "read",
] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What a provider can report; the two that are left out are our own. */
export type ReportedStatus = Exclude<DeliveryStatus, "intended" | "ambiguous">;

export function rankOf(status: DeliveryStatus): number {
  return deliveryStatuses.indexOf(status);
}

/**
 * The status after an event: it only climbs, so that events may come in any order and any number.
 */
export function climb(current: DeliveryStatus, event: DeliveryStatus): DeliveryStatus {
  return rankOf(event) > rankOf(current) ? event : current;
}

/**
 * Why a provider would not take or deliver a message, in the terms that decide what to do next.
 * Each adapter holds the table from its provider's codes to these.
 */
export type FaultClass =
  /** The provider, or our account or sender there, cannot send: another sender may. */
  | "provider"
  /** Too fast. Not taken, so it may be tried again. */
  | "throttled"
  /** The person does not want it. */
  | "opt-out"
  /** The person cannot be reached there. */
  | "recipient"
  /** The message is wrong: it would be refused everywhere. */
  | "content"
  /** Outside the customer service window: only a template would do. */
  | "window";

export interface Fault {
  readonly class: FaultClass;
  /**
   * The provider's own code, such as `63016` or
   * `ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT`.
   */
  readonly code: string;
  /** For people; never holds what a person wrote. */
  readonly explanation: string;
}

/** Whether the message was surely not taken and could be taken later as it is. */
export function isWorthRetrying(fault: Fault): boolean {
  return fault.class === "provider" || fault.class === "throttled";
}

/** A provider's word on what became of a message, whichever of the three wire forms brought it. */
export interface DeliveryEvent {
  readonly channel: Channel;
  readonly provider: Provider;
  /** Our own id, where the provider gives it back. */
  readonly messageId?: OutboundMessageId;
  /** Ids under which the provider knows the message, the one from its API's answer first. */
  readonly providerMessageIds: readonly string[];
  readonly status: ReportedStatus;
  /** By the provider's clock; milliseconds since the epoch. Twilio's callbacks have none. */
  readonly providerAt?: number;
  /** By our clock; milliseconds since the epoch. */
  readonly receivedAt: number;
  /** For a failure: the provider's code and what it means. */
  readonly fault?: { readonly class: FaultClass; readonly code: string };
}

/** What is written before a provider is called. */
export interface Intent {
  readonly messageId: OutboundMessageId;
  readonly contactId: ContactId;
  readonly channel: Channel;
  readonly provider: Provider;
  /** For WhatsApp only: SMS has one sender. */
  readonly arm?: Arm;
  /** `text`, or `template:<name>`. Never the body. */
  readonly content: string;
  /** The message that this one stands in for, where the first sender could not send it. */
  readonly failoverOf?: OutboundMessageId;
}

/** What the ledger holds of a message that the business sent: one record for each. */
export interface LedgerRecord extends Intent {
  readonly status: DeliveryStatus;
  readonly providerMessageId?: string;
  readonly fault?: { readonly class: FaultClass; readonly code: string };
  /** When each status was first seen, on both clocks; milliseconds since the epoch. */
  readonly events: Readonly<Partial<Record<DeliveryStatus, EventTimes>>>;
}

export interface EventTimes {
  /** By our clock. */
  readonly at: number;
  /** By the provider's clock, where it tells. */
  readonly providerAt?: number;
}
