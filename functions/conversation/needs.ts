import {
  type FunctionNeeds,
  mayReadTwilioCredentials,
  maySendSms,
  maySendWhatsApp,
  mayUseTable,
  metaApiVersion,
  smsConfigurationSet,
  smsMessageType,
  twilioAccountSid,
  twilioContentSids,
  twilioSender,
  twilioStatusUrl,
  whatsappNumber,
} from "../needs";

/** Answers each message once, in its conversation's order, and sends what the business starts. */
export const needs = {
  name: "conversation",
  trigger: { kind: "queue", queue: "conversation", batchSize: 1, maximumConcurrency: 50 },
  memoryMb: 512,
  timeoutSeconds: 30,
  grants: [mayUseTable, maySendWhatsApp, maySendSms, mayReadTwilioCredentials],
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
