import * as v from "valibot";
import type { DeliveryEvent, FaultClass, ReportedStatus } from "../../domain/delivery";
import { phoneNumber } from "../../domain/message/channel";
import type { InboundMessage } from "../../domain/message/message";
import type { OutboundMessageId } from "../../domain/message/message-id";
import { e164, publishedMessage, readAs, UnreadablePayloadError } from "../payload";
import { messageIdContextKey } from "./outbound-payload";

export type SmsEvent =
  | { readonly kind: "message"; readonly message: InboundMessage }
  | { readonly kind: "delivery"; readonly delivery: DeliveryEvent }
  | { readonly kind: "ignored"; readonly what: string };

/**
 * AWS End User Messaging SMS user guide, example of a two-way SMS message payload. It has no time
 * of its own.
 */
const twoWayMessage = v.looseObject({
  originationNumber: v.string(),
  destinationNumber: v.string(),
  messageBody: v.string(),
  inboundMessageId: v.pipe(v.string(), v.minLength(1)),
});

/** AWS End User Messaging SMS user guide, example event data. Times are in milliseconds. */
const deliveryEvent = v.looseObject({
  eventType: v.string(),
  eventTimestamp: v.optional(v.number()),
  isFinal: v.optional(v.boolean(), false),
  messageId: v.string(),
  context: v.optional(v.looseObject({ [messageIdContextKey]: v.optional(v.string()) })),
});

/** @throws UnreadablePayloadError when the body is neither; its text holds nothing of the body. */
export function readSmsEvent(sqsBody: string, receivedAt: number): SmsEvent {
  const event = publishedMessage(sqsBody, "An SMS event");
  if (v.is(v.looseObject({ inboundMessageId: v.unknown() }), event))
    return readMessage(event, receivedAt);
  if (v.is(v.looseObject({ eventType: v.unknown() }), event))
    return readDelivery(event, receivedAt);
  throw new UnreadablePayloadError(
    "An SMS event is neither a two-way message nor a delivery event.",
  );
}

function readMessage(event: unknown, receivedAt: number): SmsEvent {
  const sms = readAs(twoWayMessage, event, "A two-way SMS");
  return {
    kind: "message",
    message: {
      channel: "sms",
      provider: "aws",
      providerMessageId: sms.inboundMessageId,
      businessNumber: phoneNumber(e164(sms.destinationNumber)),
      from: [{ kind: "phone", value: phoneNumber(e164(sms.originationNumber)) }],
      content: sms.messageBody.trim()
        ? { type: "text", body: sms.messageBody }
        : { type: "unsupported", kind: "empty" },
      receivedAt,
    },
  };
}

function readDelivery(event: unknown, receivedAt: number): SmsEvent {
  const sms = readAs(deliveryEvent, event, "An SMS delivery event");
  const meaning = meaningOf(sms.eventType, sms.isFinal);
  if (!meaning) return { kind: "ignored", what: `event ${sms.eventType}` };
  const messageId = sms.context?.[messageIdContextKey];
  return {
    kind: "delivery",
    delivery: {
      channel: "sms",
      provider: "aws",
      ...(messageId ? { messageId: messageId as OutboundMessageId } : {}),
      providerMessageIds: [sms.messageId],
      status: meaning.status,
      ...(sms.eventTimestamp === undefined ? {} : { providerAt: sms.eventTimestamp }),
      receivedAt,
      ...(meaning.fault ? { fault: { class: meaning.fault, code: sms.eventType } } : {}),
    },
  };
}

const faults: Readonly<Record<string, FaultClass>> = {
  TEXT_INVALID: "recipient",
  TEXT_INVALID_MESSAGE: "content",
  TEXT_UNREACHABLE: "recipient",
  TEXT_CARRIER_UNREACHABLE: "provider",
  TEXT_BLOCKED: "recipient",
  TEXT_CARRIER_BLOCKED: "provider",
  TEXT_SPAM: "content",
  TEXT_TTL_EXPIRED: "provider",
  TEXT_PROTECT_BLOCKED: "recipient",
};

/**
 * The same guide, event types for SMS. SUCCESSFUL and DELIVERED stand for each other, by country;
 * UNKNOWN says nothing, it also comes 72 hours after a message of which no carrier told anything.
 */
function meaningOf(
  eventType: string,
  isFinal: boolean,
): { status: ReportedStatus; fault?: FaultClass } | undefined {
  const fault = faults[eventType];
  if (fault) return { status: "failed", fault };
  switch (eventType) {
    case "TEXT_QUEUED":
      return { status: "accepted" };
    case "TEXT_PENDING":
    case "TEXT_SENT":
      return { status: "sent" };
    case "TEXT_SUCCESSFUL":
      return { status: isFinal ? "delivered" : "sent" };
    case "TEXT_DELIVERED":
      return { status: "delivered" };
    default:
      return undefined;
  }
}
