import type { Alias } from "../contact/alias";
import type { InboundContent } from "../content/content";
import type { Channel, PhoneNumber, Provider } from "./channel";

/** A message from a person, whichever provider brought it: the three wire forms all become this. */
export interface InboundMessage {
  readonly channel: Channel;
  readonly provider: Provider;
  /**
   * The provider's id of the message (wamid, MessageSid, inboundMessageId): the same again when it
   * is delivered again.
   */
  readonly providerMessageId: string;
  /** The business's number that the person wrote to; the answer leaves from it. */
  readonly businessNumber: PhoneNumber;
  /** At least one. */
  readonly from: readonly Alias[];
  /** The name on the person's profile, where the provider tells it. */
  readonly profileName?: string;
  readonly content: InboundContent;
  /**
   * When the person sent it, by the provider's clock; milliseconds since the epoch. Absent where
   * the provider does not say.
   */
  readonly sentAt?: number;
  /** When it reached us; milliseconds since the epoch. */
  readonly receivedAt: number;
}
