import { StatedError } from "../stated-error";
import type { InboundMessage } from "./message";

export type Channel = "whatsapp" | "sms";

export type Provider = "aws" | "twilio";

/** The two WhatsApp senders of the rollout: A at Twilio, B at AWS (docs/rules.md, rule 1). */
export type Arm = "A" | "B";

/** A phone number in E.164, with its plus sign. */
export type PhoneNumber = string & { readonly __brand: "PhoneNumber" };

const E164 = /^\+[1-9]\d{6,14}$/;

export function isPhoneNumber(text: string): text is PhoneNumber {
  return E164.test(text);
}

/**
 * @throws when the text is not E.164 with a plus sign. Providers' own forms (digits only,
 * `whatsapp:` prefix) are turned into this one where they enter, not here.
 */
export function phoneNumber(text: string): PhoneNumber {
  if (!isPhoneNumber(text))
    throw new StatedError(
      "What should be a phone number is not one in E.164 form, such as +12025550142.",
    );
  return text;
}

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
