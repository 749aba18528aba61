import type { SeededIds } from "../kernel/seeded-ids";
import type { PhoneNumber } from "../phones/phone-number";

/**
 * WhatsApp's id of a message: `wamid.` and base64 in which the person's number is readable, as in
 * published payloads; Meta documents no form.
 */
export function wamidOf(number: PhoneNumber, ids: SeededIds): string {
  return `wamid.${Buffer.from(`\u001d\u0018${number.slice(1)}\u0015\u0002${ids.hex(20).toUpperCase()}\0`).toString("base64")}`;
}
