import {
  type FunctionNeeds,
  mayHandOver,
  mayQuarantine,
  mayRecordDelivery,
  smsNumbers,
} from "../needs";

/** SMS events from AWS End User Messaging: two-way messages and delivery events. */
export const needs = {
  name: "sms-ingress",
  trigger: { kind: "queue", queue: "smsEvents", batchSize: 10, maximumConcurrency: 10 },
  memoryMb: 512,
  timeoutSeconds: 10,
  grants: [mayHandOver, mayQuarantine, mayRecordDelivery],
  settings: [smsNumbers],
} as const satisfies FunctionNeeds;
