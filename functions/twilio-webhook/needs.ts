import {
  type FunctionNeeds,
  mayHandOver,
  mayReadTwilioCredentials,
  mayRecordDelivery,
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
  grants: [mayHandOver, mayRecordDelivery, mayReadTwilioCredentials],
  settings: [],
  onlyWith: "twilio",
} as const satisfies FunctionNeeds;
