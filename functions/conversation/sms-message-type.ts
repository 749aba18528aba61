/** @throws when the variable holds another word than SendTextMessage takes. */
export function smsMessageTypeOf(text: string): "TRANSACTIONAL" | "PROMOTIONAL" {
  if (text === "TRANSACTIONAL" || text === "PROMOTIONAL") return text;
  throw new Error(`SMS_MESSAGE_TYPE is "${text}"; it must be TRANSACTIONAL or PROMOTIONAL.`);
}
