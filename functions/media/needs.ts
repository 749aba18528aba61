import {
  type FunctionNeeds,
  mayFetchWhatsAppFiles,
  mayKeepMedia,
  mayReadTwilioCredentials,
  mayRecordMedia,
  twilioAccountSid,
} from "../needs";

/** Keeps the files that people send, apart from their answers: a provider keeps them for days. */
export const needs = {
  name: "media",
  trigger: { kind: "queue", queue: "media", batchSize: 1, maximumConcurrency: 5 },
  memoryMb: 512,
  timeoutSeconds: 60,
  grants: [mayRecordMedia, mayKeepMedia, mayFetchWhatsAppFiles, mayReadTwilioCredentials],
  settings: [twilioAccountSid],
} as const satisfies FunctionNeeds;
