import type { Contact } from "./contact/contact";
import type { PhoneNumber } from "./message/channel";

/**
 * How long a person's message lets a number answer freely: WhatsApp's customer service window, 24
 * hours from the person's last message to that very number (Meta, WhatsApp Business Platform, "Send
 * messages").
 */
export const serviceWindowMs = 24 * 60 * 60 * 1000;

/**
 * Whether `number` may send this person anything at time `now` (milliseconds since the epoch);
 * otherwise only a template.
 */
export function isWindowOpen(
  contact: Pick<Contact, "lastInbound">,
  number: PhoneNumber,
  now: number,
): boolean {
  const last = contact.lastInbound[number];
  return last !== undefined && now < last + serviceWindowMs;
}
