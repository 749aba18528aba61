import {
  type FunctionNeeds,
  metaApiVersion,
  readTwilioCredentials,
  sendSms,
  sendWhatsApp,
  smsConfigurationSet,
  smsMessageType,
  twilioAccountSid,
  twilioContentSids,
  twilioSender,
  twilioStatusUrl,
  useTable,
  whatsappNumber,
} from "../needs";

/** Answers each message once, in its conversation's order, and sends what the business starts. */
export const needs = {
  name: "conversation",
  trigger: { kind: "queue", queue: "conversation", batchSize: 1, maximumConcurrency: 50 },
  memoryMb: 512,
  timeoutSeconds: 30,
  grants: [useTable, sendWhatsApp, sendSms, readTwilioCredentials],
  settings: [
    whatsappNumber,
    metaApiVersion,
    smsConfigurationSet,
    smsMessageType,
    twilioSender,
    twilioAccountSid,
    twilioContentSids,
    twilioStatusUrl,
  ],
} as const satisfies FunctionNeeds;
