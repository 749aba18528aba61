import {
  type FunctionNeeds,
  mayHandOver,
  mayHandOverMedia,
  mayQuarantine,
  mayRecordDelivery,
  metaPhoneNumberId,
  whatsappNumber,
} from "../needs";

/**
 * WhatsApp events from AWS End User Messaging Social: inbound messages and delivery events of
 * number B.
 */
export const needs = {
  name: "whatsapp-ingress",
  trigger: { kind: "queue", queue: "whatsappEvents", batchSize: 10, maximumConcurrency: 10 },
  memoryMb: 512,
  timeoutSeconds: 10,
  grants: [mayHandOver, mayHandOverMedia, mayQuarantine, mayRecordDelivery],
  settings: [whatsappNumber, metaPhoneNumberId],
} as const satisfies FunctionNeeds;
