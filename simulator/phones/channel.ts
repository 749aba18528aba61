/** What a phone receives messages by. */
export type Channel = "whatsapp" | "sms";

/** Who carries a business's messages. */
export type Provider = "aws" | "twilio";
