import type { Channel, Provider } from "../message/channel";
import type { OutboundMessageId } from "../message/message-id";
import type { FaultClass } from "../routing/fault-class";
import type { ReportedStatus } from "./delivery";

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
  /** Of a failure: the provider's code and what it means. */
  readonly fault?: { readonly class: FaultClass; readonly code: string };
}
