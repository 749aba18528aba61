import type { Channel, Provider } from "../message/channel";
import type { AttemptId } from "../message/message-id";
import type { Refusal } from "./outcome";
import type { ReportedStatus } from "./status";

/** A provider's word on what became of an attempt, whichever of the wire forms brought it. */
export interface DeliveryEvent {
  readonly channel: Channel;
  readonly provider: Provider;
  /** Our own id, where the provider gives it back. */
  readonly attemptId?: AttemptId;
  /** Ids under which the provider knows the message, the one from its API's answer first. */
  readonly providerMessageIds: readonly string[];
  readonly status: ReportedStatus;
  /** By the provider's clock; milliseconds since the epoch. Twilio's callbacks have none. */
  readonly providerAt?: number;
  /** By our clock; milliseconds since the epoch. */
  readonly receivedAt: number;
  /** For `failed`: goes through the same dispositions as a refusal at the time of the call. */
  readonly refusal?: Refusal;
  /** What the provider says it charges for, where it says so (Meta: `pricing`). */
  readonly pricing?: { readonly category: string; readonly type: string };
  /** SMS: how many parts the carrier got, where the provider says so. */
  readonly parts?: number;
}
