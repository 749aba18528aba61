import type { Arm, PhoneNumber } from "../message/channel";
import type { InboundMessage } from "../message/inbound-message";

/** A sender of the business: one of the two WhatsApp numbers, or the phone pool. */
export type SenderKey = Arm | "sms";

/** The two WhatsApp numbers; A is gone once Twilio is removed. */
export interface WhatsAppNumbers {
  readonly A?: PhoneNumber;
  readonly B: PhoneNumber;
}

/**
 * The sender that a message came in by, and that its answer leaves from: A is Twilio's and B is
 * AWS's (docs/rules.md, rule 1).
 */
export function senderWrittenTo(message: Pick<InboundMessage, "channel" | "provider">): SenderKey {
  if (message.channel === "sms") return "sms";
  return message.provider === "twilio" ? "A" : "B";
}
