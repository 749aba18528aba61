import type { PhoneNumber } from "../../phones/phone-number";
import { messageParts } from "./message-parts";

/** A round figure of the simulator's own, in US dollars; not AWS's price list. */
export const simulatedPricePerPart = 0.01;

/**
 * What becomes of a message (AWS End User Messaging SMS user guide, event types for SMS). Only the
 * description of TEXT_SUCCESSFUL is AWS's; the others are in our words, and which types are final
 * is unverified.
 */
const outcomes = {
  TEXT_QUEUED: { isFinal: false, description: "Message is queued for delivery" },
  TEXT_SUCCESSFUL: { isFinal: true, description: "Message has been accepted by phone carrier" },
  TEXT_DELIVERED: { isFinal: true, description: "Message has been delivered" },
  TEXT_UNREACHABLE: { isFinal: true, description: "The phone number is unreachable" },
  TEXT_BLOCKED: { isFinal: true, description: "The message is blocked" },
  TEXT_TTL_EXPIRED: {
    isFinal: true,
    description: "The message's time to live ended before it could be delivered",
  },
} as const;

export type SmsOutcome = keyof typeof outcomes;

export interface SentText {
  readonly messageId: string;
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
  readonly isoCountryCode: string;
  readonly body: string;
  readonly messageType: string;
  readonly context: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly requestedAt: number;
}

/**
 * The event's JSON (AWS End User Messaging SMS user guide, example events). Times are epoch
 * milliseconds.
 */
export function deliveryEvent(text: SentText, outcome: SmsOutcome, at: number): object {
  const { encoding, parts } = messageParts(text.body);
  const { isFinal, description } = outcomes[outcome];
  return {
    eventType: outcome,
    eventVersion: "1.0",
    eventTimestamp: at,
    isFinal,
    originationPhoneNumber: text.from,
    destinationPhoneNumber: text.to,
    isoCountryCode: text.isoCountryCode,
    isInternationalSend: false,
    messageId: text.messageId,
    messageRequestTimestamp: text.requestedAt,
    messageEncoding: encoding,
    messageType: text.messageType,
    messageStatus: outcome.slice("TEXT_".length),
    messageStatusDescription: description,
    ...(Object.keys(text.context).length > 0 ? { context: text.context } : {}),
    totalMessageParts: parts,
    totalMessagePrice: parts * simulatedPricePerPart,
    totalCarrierFee: 0,
  };
}

/** Whether an event destination that matches these types gets an event. */
export function matches(matchingEventTypes: readonly string[], outcome: SmsOutcome): boolean {
  return matchingEventTypes.some(
    (type) => type === outcome || type === "TEXT_ALL" || type === "ALL",
  );
}
