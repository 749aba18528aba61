/** A phone number in E.164, with its plus sign. */
export type PhoneNumber = string & { readonly __brand: "PhoneNumber" };

export function isPhoneNumber(text: string): text is PhoneNumber {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** @throws when the text is not E.164 with a plus sign. */
export function phoneNumber(text: string): PhoneNumber {
  if (isPhoneNumber(text)) return text;
  throw new Error(`"${text}" is not a phone number in E.164 form, such as +12025550142.`);
}
