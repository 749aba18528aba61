import { type FunctionNeeds, mayReadTable, twilioSender, whatsappNumber } from "../needs";

/**
 * `GET /start`, the entry link: sends a newcomer to the WhatsApp number that the weight in force
 * picks.
 */
export const needs = {
  name: "start",
  trigger: { kind: "http", routes: [{ method: "GET", path: "/start" }] },
  memoryMb: 512,
  timeoutSeconds: 10,
  grants: [mayReadTable],
  settings: [whatsappNumber, twilioSender],
} as const satisfies FunctionNeeds;
