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
    throw new Error(`"${text}" is not a phone number in E.164 form, such as +12025550142.`);
  return text;
}
