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
  /** At least one; the first is the address that the answer goes to. */
  readonly from: readonly [Alias, ...Alias[]];
  /** The name on the person's profile, where the provider tells it. */
  readonly profileName?: string;
  readonly content: InboundContent;
  /** The provider's id of the message that this one quotes. */
  readonly quotes?: string;
  /**
   * When the person sent it; milliseconds since the epoch. By the provider's clock, or where the
   * payload has none by the carrier's (`requestTimeEpoch` of API Gateway, `Timestamp` of SNS): the
   * same through every redrive, because of two consents the one that was written later counts.
   */
  readonly writtenAt: number;
  /** When it reached us; milliseconds since the epoch. */
  readonly receivedAt: number;
}

/**
 * When the person said it, for what depends on the order of what is said: a provider's clock that
 * runs ahead is not believed.
 */
export function saidAt({ writtenAt, receivedAt }: InboundMessage): number {
  return Math.min(writtenAt, receivedAt);
}

/** What a provider tells of a person who did not write to be answered. */
export type PersonEvent = {
  readonly channel: Channel;
  readonly provider: Provider;
  /** The same again when the event is delivered again. */
  readonly eventId: string;
  readonly who: readonly [Alias, ...Alias[]];
  /** Milliseconds since the epoch, as `writtenAt` of a message. */
  readonly at: number;
} & (
  | {
      /** The person goes on under other aliases: a new number, a new business-scoped user id. */
      readonly kind: "aliases-changed";
      readonly to: readonly [Alias, ...Alias[]];
    }
  | {
      /** WhatsApp's own switch for marketing messages (`user_preferences`). */
      readonly kind: "marketing-preference";
      readonly wanted: boolean;
    }
  | {
      /** They took back or changed what they wrote, or reacted: no answer, and the record follows. */
      readonly kind: "message-changed";
      readonly change: "deleted" | "edited" | "reacted" | "reaction-removed";
      readonly providerMessageId: string;
      /** What an edited message says now, where it is text. */
      readonly text?: string;
    }
);

/** What a provider tells of our account there: a metric, and an alarm where it matters. */
export interface AccountEvent {
  readonly provider: Provider;
  readonly about: "template" | "number" | "account";
  /** The webhook's field, such as `message_template_status_update`. */
  readonly field: string;
  /** The provider's word for what happened, such as `DISABLED`, `RED`, `PAUSED`. */
  readonly event: string;
  /** The template's or the number's name, where it names one; never a person's. */
  readonly subject?: string;
  readonly at: number;
}
