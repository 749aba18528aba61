import * as v from "valibot";
import { awsSmsCodes } from "../../domain/delivery/aws-codes";
import { refusalOf } from "../../domain/delivery/code-table";
import type { ReportedStatus } from "../../domain/delivery/status";
import { isPhoneNumber, type PhoneNumber } from "../../domain/message/channel";
import { type InboundItem, ignored } from "../../domain/message/inbound-item";
import { type AttemptId, readAttemptId } from "../../domain/message/message-id";
import { readOrQuarantine } from "../item-by-item";
import {
  type Arrival,
  e164,
  maybeFlag,
  maybeNumber,
  maybePart,
  maybeText,
  publishedMessage,
  readAs,
  told,
  UnreadablePayloadError,
} from "../payload";
import { attemptIdContextKey } from "./sms-text";

/**
 * AWS End User Messaging SMS user guide, example of a two-way SMS message payload. It has no time
 * of its own.
 */
const twoWayMessage = v.object({
  originationNumber: maybeText,
  destinationNumber: maybeText,
  messageBody: maybeText,
  inboundMessageId: maybeText,
});

/** AWS End User Messaging SMS user guide, example event data. Times are in milliseconds. */
const deliveryEvent = v.object({
  eventType: maybeText,
  eventTimestamp: maybeNumber,
  isFinal: maybeFlag,
  messageId: maybeText,
  totalMessageParts: maybeNumber,
  context: maybePart({ [attemptIdContextKey]: maybeText }),
});

/**
 * Reads one event of End User Messaging SMS. Never throws.
 * @param ours the numbers that people write to.
 */
export function readSmsEvent(
  arrival: Arrival,
  ours: readonly PhoneNumber[],
): readonly InboundItem[] {
  return readOrQuarantine(arrival.body, () => {
    const { message, reachedAt } = publishedMessage(arrival, "An SMS event");
    if (has(message, "inboundMessageId") || has(message, "messageBody"))
      return [readMessage(message, ours, reachedAt)];
    if (has(message, "eventType")) return [readDelivery(message, arrival.now)];
    throw new UnreadablePayloadError(
      "An SMS event is neither a two-way message nor a delivery event.",
    );
  });
}

function has(message: unknown, member: string): boolean {
  return v.is(v.looseObject({ [member]: v.unknown() }), message);
}

function readMessage(raw: unknown, ours: readonly PhoneNumber[], reachedAt: number): InboundItem {
  const sms = readAs(twoWayMessage, raw, "A two-way SMS");
  const { inboundMessageId, originationNumber, destinationNumber, messageBody = "" } = sms;
  if (inboundMessageId === undefined || !originationNumber || !destinationNumber)
    throw new UnreadablePayloadError("A two-way SMS lacks its id, its sender or its recipient.");
  const businessNumber = ours.find((number) => number === e164(destinationNumber));
  if (businessNumber === undefined) return ignored("another-number", "sms");
  const from = answerable(originationNumber);
  if (from === undefined) return ignored("unanswerable-sender", "sms");
  return {
    kind: "message",
    message: {
      channel: "sms",
      provider: "aws",
      providerMessageId: inboundMessageId,
      businessNumber,
      from: [{ kind: "phone", value: from }],
      content: messageBody.trim()
        ? { type: "text", body: messageBody }
        : { type: "unsupported", kind: "empty" },
      writtenAt: reachedAt,
      receivedAt: reachedAt,
    },
  };
}

/** A short code and a name in the place of a number take no answer. */
function answerable(sender: string): PhoneNumber | undefined {
  if (!/^\+?[\d\s()-]+$/.test(sender)) return undefined;
  const number = e164(sender);
  return isPhoneNumber(number) ? number : undefined;
}

function readDelivery(raw: unknown, now: number): InboundItem {
  const sms = readAs(deliveryEvent, raw, "An SMS delivery event");
  const { eventType = "", messageId } = sms;
  const [, news] = /^(?:TEXT|MEDIA)_([A-Z_]+)$/.exec(eventType) ?? [];
  if (news === undefined) return ignored("unknown-kind", eventType);
  if (noNews.has(news)) return ignored("nothing-to-do", eventType);
  if (!Object.hasOwn(reported, news)) return ignored("unknown-status", eventType);
  const meaning = reported[news as keyof typeof reported];
  const status = news === "SUCCESSFUL" && sms.isFinal !== true ? "sent" : meaning;
  const attemptId = attemptIn(sms.context?.[attemptIdContextKey]);
  if (attemptId === undefined && messageId === undefined)
    throw new UnreadablePayloadError("An SMS delivery event does not say which message it is of.");
  return {
    kind: "delivery",
    event: {
      channel: "sms",
      provider: "aws",
      providerMessageIds: messageId === undefined ? [] : [messageId],
      status,
      receivedAt: now,
      ...told({
        attemptId,
        providerAt: sms.eventTimestamp,
        parts: sms.totalMessageParts,
        refusal: status === "failed" ? refusalOf(awsSmsCodes, eventType) : undefined,
      }),
    },
  };
}

function attemptIn(text: string | undefined): AttemptId | undefined {
  return text !== undefined && readAttemptId(text) ? (text as AttemptId) : undefined;
}

/**
 * The same guide, event types for SMS and MMS, without their prefix. SUCCESSFUL and DELIVERED stand
 * for each other, by country; a SUCCESSFUL that is not final is the carrier's.
 */
const reported = {
  QUEUED: "accepted",
  PENDING: "sent",
  SENT: "sent",
  SUCCESSFUL: "delivered",
  DELIVERED: "delivered",
  INVALID: "failed",
  INVALID_MESSAGE: "failed",
  UNREACHABLE: "failed",
  CARRIER_UNREACHABLE: "failed",
  BLOCKED: "failed",
  CARRIER_BLOCKED: "failed",
  SPAM: "failed",
  TTL_EXPIRED: "failed",
  PROTECT_BLOCKED: "failed",
  FILE_INACCESSIBLE: "failed",
  FILE_TYPE_UNSUPPORTED: "failed",
  FILE_SIZE_EXCEEDED: "failed",
} as const satisfies Readonly<Record<string, ReportedStatus>>;

/** UNKNOWN also comes 72 hours after a message of which no carrier told anything. */
const noNews: ReadonlySet<string> = new Set(["UNKNOWN"]);
