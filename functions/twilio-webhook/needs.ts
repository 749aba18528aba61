import {
  type FunctionNeeds,
  mayHandOver,
  mayHandOverMedia,
  mayQuarantine,
  mayReadTwilioCredentials,
  mayRecordDelivery,
  publicUrl,
  twilioSender,
} from "../needs";

/** Twilio's two webhooks: an inbound message of number A, and what became of one that left it. */
export const needs = {
  name: "twilio-webhook",
  trigger: {
    kind: "http",
    routes: [
      { method: "POST", path: "/twilio/inbound" },
      { method: "POST", path: "/twilio/status" },
    ],
  },
  memoryMb: 512,
  timeoutSeconds: 10,
  grants: [
    mayHandOver,
    mayHandOverMedia,
    mayQuarantine,
    mayRecordDelivery,
    mayReadTwilioCredentials,
  ],
  settings: [twilioSender, publicUrl],
  onlyWith: "twilio",
} as const satisfies FunctionNeeds;
