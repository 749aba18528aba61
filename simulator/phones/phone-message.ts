import type { BusinessContent } from "./business-content";
import type { PhoneNumber } from "./phone-number";
import type { PersonContent } from "./whatsapp-content";

/** What a phone receives messages by. */
export type Channel = "whatsapp" | "sms";

/** Who carries a business's messages. */
export type Provider = "aws" | "twilio";

/**
 * How far a message got. For one from the business: what its provider reported; for one from the
 * person: what the phone shows.
 */
export type Tick = "pending" | "sent" | "delivered" | "read" | "failed";

/** An emoji on a message; each side has at most one on it. */
export interface Reaction {
  readonly from: "person" | "business";
  readonly emoji: string;
}

/** A message as a person sees it on a phone. */
export interface PhoneMessage {
  /** The simulated network's own id: a wamid, a MessageSid, an SMS message id. */
  readonly id: string;
  readonly channel: Channel;
  readonly direction: "from-person" | "from-business";
  /** The person's number. */
  readonly person: PhoneNumber;
  readonly businessNumber: PhoneNumber;
  /** Who carried it. */
  readonly provider: Provider;
  /** As it reads on the screen. */
  readonly text: string;
  /** Where it is more than a text. */
  readonly content?: PersonContent | BusinessContent;
  /** The id of the message that it answers. */
  readonly replyTo?: string;
  readonly reactions?: readonly Reaction[];
  /** The person changed it afterwards: this is how it reads now. */
  readonly edited?: boolean;
  /** The person deleted it for everyone. */
  readonly deleted?: boolean;
  /** Milliseconds since the epoch, simulated clock. */
  readonly at: number;
  readonly tick: Tick;
  /** When the business marked the person's message as read. */
  readonly readAt?: number;
  /** When the business began to be shown as typing an answer to it. */
  readonly typingAt?: number;
  /** Why it failed, in the provider's words. */
  readonly failure?: string;
}

const height = { pending: 0, sent: 1, delivered: 2, read: 3 } as const;

/**
 * The tick after news that may come late, twice or in any order: it only climbs. `failed` stands
 * until the message turns out to have been delivered after all, and what was delivered did not
 * fail.
 */
export function climb(from: Tick, news: Tick): Tick {
  if (news === "failed") return from === "pending" || from === "sent" ? "failed" : from;
  if (from === "failed") return height[news] >= height.delivered ? news : from;
  return height[news] > height[from] ? news : from;
}
