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

/** What a business sends, as the phone has it. */
export type BusinessContent =
  | { readonly type: "text"; readonly body: string }
  | {
      readonly type: "template";
      readonly name: string;
      readonly language: string;
      /** Values of `{{1}}`, `{{2}}`, … in order. */
      readonly parameters: readonly string[];
    };

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
  /** Milliseconds since the epoch, simulated clock. */
  readonly at: number;
  readonly tick: Tick;
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
