import type { Channel, Provider } from "./channel";
import type { PhoneNumber } from "./phone-number";

/**
 * How far a message got. For one from the business: what its provider reported; for one from the
 * person: what the phone shows.
 */
export type Tick = "pending" | "sent" | "delivered" | "read" | "failed";

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
  readonly text: string;
  /** Milliseconds since the epoch, simulated clock. */
  readonly at: number;
  readonly tick: Tick;
  /** Why it failed, in the provider's words. */
  readonly failure?: string;
}
