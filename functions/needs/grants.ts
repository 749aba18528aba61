import type { Grant } from "./grant";

/**
 * Read and write the one table: contacts, claims, ledger, and the weight (read only by habit;
 * Pulumi writes it).
 */
export const useTable = {
  actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
  resource: "table",
  environmentKey: "TABLE_NAME",
} as const satisfies Grant;

/** Read the table: the weight in force for the entry link. */
export const readTable = {
  actions: ["dynamodb:Query"],
  resource: "table",
  environmentKey: "TABLE_NAME",
} as const satisfies Grant;

/** Write delivery events to the ledger; the index finds a record by the provider's id. */
export const recordDelivery = {
  actions: ["dynamodb:UpdateItem", "dynamodb:Query"],
  resource: "table",
  environmentKey: "TABLE_NAME",
} as const satisfies Grant;

/** Hand a message over to its conversation. */
export const handOver = {
  actions: ["sqs:SendMessage"],
  resource: "conversationQueue",
  environmentKey: "CONVERSATION_QUEUE_URL",
} as const satisfies Grant;

/** Send WhatsApp from number B. */
export const sendWhatsApp = {
  actions: ["social-messaging:SendWhatsAppMessage"],
  resource: "whatsappSender",
  environmentKey: "WHATSAPP_PHONE_NUMBER_ID",
} as const satisfies Grant;

/** Send SMS from the phone pool. */
export const sendSms = {
  actions: ["sms-voice:SendTextMessage"],
  resource: "smsPool",
  environmentKey: "SMS_POOL_ARN",
} as const satisfies Grant;

/** Read Twilio's auth token: to sign in when sending, to check the signature of a webhook. */
export const readTwilioCredentials = {
  actions: ["secretsmanager:GetSecretValue"],
  resource: "twilioCredentials",
  environmentKey: "TWILIO_CREDENTIALS_ARN",
  onlyWith: "twilio",
} as const satisfies Grant;
