import type { DeliveryEvent } from "../delivery/event";
import type { AccountEvent, InboundMessage, PersonEvent } from "./message";

/**
 * One thing that a provider's event tells. An event is read item by item, so that an odd one never
 * harms its neighbours.
 */
export type InboundItem =
  | { readonly kind: "message"; readonly message: InboundMessage }
  | { readonly kind: "person"; readonly event: PersonEvent }
  | { readonly kind: "delivery"; readonly event: DeliveryEvent }
  | { readonly kind: "account"; readonly event: AccountEvent }
  | IgnoredItem
  | UnreadableItem;

/** Not ours, or nothing to do: counted and dropped before the person's queue. */
export interface IgnoredItem {
  readonly kind: "ignored";
  readonly why: IgnoredReason;
  /** The provider's word for it, as `providerWord` lets it stand in a log. */
  readonly what: string;
}

/** Goes to the quarantine, by itself. */
export interface UnreadableItem {
  readonly kind: "unreadable";
  /** Holds nothing of the item. */
  readonly reason: string;
  readonly raw: unknown;
}

export const ignoredReasons = [
  /** To a number that is not one of ours: another one of the same account, for example. */
  "another-number",
  /** From a short code, a name, or anything else that cannot be written to. */
  "unanswerable-sender",
  /** Written in a group: an answer in private would be out of place. */
  "group",
  /** Came by the WhatsApp webhook and is no WhatsApp: an SMS to number A. */
  "not-whatsapp",
  /** A status of delivery that nobody has documented to us. */
  "unknown-status",
  /** A kind of notice, or a webhook's field, that nobody has documented to us. */
  "unknown-kind",
  /** Known, and there is nothing to do about it. */
  "nothing-to-do",
] as const;

export type IgnoredReason = (typeof ignoredReasons)[number];

/**
 * A provider's word for a kind, a status or an event, as it may stand in a log and in a metric's
 * dimension. Words have no digits and no spaces in them, so that no number, name or body can pass
 * for one where a payload is not what it should be.
 */
export function providerWord(text: string | undefined): string {
  return text !== undefined && /^[a-z][a-z_-]{0,59}$/i.test(text) ? text : "unnamed";
}

/** @param what the provider's word for it; made fit for a log. */
export function ignored(why: IgnoredReason, what: string | undefined): IgnoredItem {
  return { kind: "ignored", why, what: providerWord(what) };
}
