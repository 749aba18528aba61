import type { SendOutcome } from "./outcome";

/**
 * How far an attempt got, lowest first. `failed` stands below `delivered`: a message can be
 * delivered after it was reported failed (a person with several devices; third parties report it,
 * unverified), never the other way round.
 */
export const deliveryStatuses = [
  "intended",
  /** Nobody knows whether it was taken. */
  "ambiguous",
  /** Surely not taken by this attempt; another one may follow. */
  "not-taken",
  "accepted",
  "sent",
  "failed",
  "delivered",
  "read",
] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What a provider can report; the others are our own. */
export type ReportedStatus = Exclude<DeliveryStatus, "intended" | "ambiguous" | "not-taken">;

function rankOf(status: DeliveryStatus): number {
  return deliveryStatuses.indexOf(status);
}

/**
 * The status after an event: it only climbs, so that events may come in any order and any number.
 */
export function climb(current: DeliveryStatus, event: DeliveryStatus): DeliveryStatus {
  return rankOf(event) > rankOf(current) ? event : current;
}

/** A refusal for good is a failure; one that leads to another attempt is only not taken. */
export function statusAfter(outcome: SendOutcome): DeliveryStatus {
  if (outcome.kind !== "refused") return outcome.kind;
  const { disposition } = outcome.refusal;
  return disposition === "reject" || disposition === "suppress" ? "failed" : "not-taken";
}

export interface EventTimes {
  /** By our clock; milliseconds since the epoch. */
  readonly at: number;
  /** By the provider's clock, where it tells. */
  readonly providerAt?: number;
}
