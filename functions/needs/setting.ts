/** Plain values from the stack that a function reads: no permission goes with them. */
export interface Setting<Key extends string = string> {
  readonly environmentKey: Key;
  /** A setting that serves Twilio goes with it: no variable at stage `removed`. */
  readonly onlyWith?: "twilio";
}

/** Number B, in E.164: the WhatsApp sender at AWS. */
export const whatsappNumber = { environmentKey: "WHATSAPP_NUMBER" } as const satisfies Setting;
/** Meta's API version that SendWhatsAppMessage asks for, such as `v23.0`. */
export const metaApiVersion = { environmentKey: "META_API_VERSION" } as const satisfies Setting;
/** The configuration set whose event destination reports what became of an SMS. */
export const smsConfigurationSet = {
  environmentKey: "SMS_CONFIGURATION_SET",
} as const satisfies Setting;
/** `TRANSACTIONAL` or `PROMOTIONAL`. */
export const smsMessageType = { environmentKey: "SMS_MESSAGE_TYPE" } as const satisfies Setting;
/** Number A, in E.164: the WhatsApp sender at Twilio. */
export const twilioSender = {
  environmentKey: "TWILIO_SENDER",
  onlyWith: "twilio",
} as const satisfies Setting;
export const twilioAccountSid = {
  environmentKey: "TWILIO_ACCOUNT_SID",
  onlyWith: "twilio",
} as const satisfies Setting;
/** JSON object: our template name → Twilio's ContentSid (`HX…`). */
export const twilioContentSids = {
  environmentKey: "TWILIO_CONTENT_SIDS",
  onlyWith: "twilio",
} as const satisfies Setting;
/**
 * Where Twilio reports what became of a message; the function adds the message's own id and the
 * retry rule.
 */
export const twilioStatusUrl = {
  environmentKey: "TWILIO_STATUS_URL",
  onlyWith: "twilio",
} as const satisfies Setting;
