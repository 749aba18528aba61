import {
  answersAnHour,
  type FunctionNeeds,
  mayBuryTurns,
  mayMirrorOptOuts,
  mayPark,
  mayReadTwilioCredentials,
  mayRetryTurns,
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

/**
 * Answers each message once, in its conversation's order. The timeout is short: a run that dies
 * keeps its person waiting no longer, and whatever must wait is parked.
 */
export const needs = {
  name: "conversation",
  trigger: { kind: "queue", queue: "conversation", batchSize: 1, maximumConcurrency: 50 },
  memoryMb: 512,
  timeoutSeconds: 6,
  grants: [
    mayUseTable,
    mayRetryTurns,
    mayBuryTurns,
    mayPark,
    maySendWhatsApp,
    maySendSms,
    mayMirrorOptOuts,
    mayReadTwilioCredentials,
  ],
  settings: [
    whatsappNumber,
    metaApiVersion,
    smsConfigurationSet,
    smsMessageType,
    answersAnHour,
    twilioSender,
    twilioAccountSid,
    twilioContentSids,
    twilioStatusUrl,
  ],
} as const satisfies FunctionNeeds;
