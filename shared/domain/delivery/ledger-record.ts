import type { ContactId } from "../contact/contact";
import type { Arm, Channel, Provider } from "../message/channel";
import type { OutboundMessageId } from "../message/message-id";
import type { FaultClass } from "../routing/fault-class";
import type { DeliveryStatus } from "./delivery";

/** What is written before a provider is called. */
export interface Intent {
  readonly messageId: OutboundMessageId;
  readonly contactId: ContactId;
  readonly channel: Channel;
  readonly provider: Provider;
  /** Of WhatsApp only. */
  readonly arm?: Arm;
  /** `text`, or `template:<name>`. Never the body. */
  readonly content: string;
  /** The message that this one stands in for, where the first sender could not send it. */
  readonly failoverOf?: OutboundMessageId;
}

/** One record a message. */
export interface LedgerRecord extends Intent {
  readonly status: DeliveryStatus;
  readonly providerMessageId?: string;
  readonly fault?: { readonly class: FaultClass; readonly code: string };
  /** When each status was first seen, on both clocks; milliseconds since the epoch. */
  readonly events: Readonly<Partial<Record<DeliveryStatus, EventTimes>>>;
}

export interface EventTimes {
  /** Ours. */
  readonly at: number;
  /** The provider's, where it tells. */
  readonly providerAt?: number;
}
