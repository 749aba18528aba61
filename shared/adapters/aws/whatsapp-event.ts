import * as v from "valibot";
import type { DeliveryEvent } from "../../domain/delivery";
import type { InboundMessage } from "../../domain/message/message";
import { parseJson, publishedMessage, readAs } from "../payload";
import { readWebhookMessages } from "./whatsapp-message";
import { readWebhookStatuses } from "./whatsapp-status";

/** What one event of End User Messaging Social holds, in its order. */
export interface WhatsAppEvents {
  readonly messages: readonly InboundMessage[];
  readonly deliveries: readonly DeliveryEvent[];
  /**
   * What was left out, in words for the log: other kinds of change, statuses that say nothing of
   * delivery.
   */
  readonly ignored: readonly string[];
}

/*
 * AWS End User Messaging Social user guide, message and event format: the entry of Meta's webhook
 * is a JSON string in the event. That `messageId` is AWS's id of the message that a status is
 * about, and that inbound messages have none, is seen in examples: unverified.
 */
const socialEvent = v.looseObject({
  whatsAppWebhookEntry: v.string(),
  messageId: v.optional(v.string()),
});

const webhookEntry = v.looseObject({
  changes: v.array(
    v.looseObject({ field: v.optional(v.string(), "messages"), value: v.looseObject({}) }),
  ),
});

/**
 * Reads the SQS body of one WhatsApp event.
 * @param receivedAt our clock, milliseconds since the epoch.
 * @throws UnreadablePayloadError when it is not such an event; its text holds nothing of the body.
 */
export function readWhatsAppEvent(sqsBody: string, receivedAt: number): WhatsAppEvents {
  const event = readAs(
    socialEvent,
    publishedMessage(sqsBody, "A WhatsApp event"),
    "A WhatsApp event",
  );
  const entryText = parseJson(event.whatsAppWebhookEntry, "The webhook entry of a WhatsApp event");
  const entry = readAs(webhookEntry, entryText, "The webhook entry of a WhatsApp event");
  const found: { messages: InboundMessage[]; deliveries: DeliveryEvent[]; ignored: string[] } = {
    messages: [],
    deliveries: [],
    ignored: [],
  };
  for (const change of entry.changes) {
    if (change.field !== "messages") {
      found.ignored.push(`change of ${change.field}`);
      continue;
    }
    const messages = readWebhookMessages(change.value, receivedAt);
    const statuses = readWebhookStatuses(change.value, event.messageId, receivedAt);
    found.messages.push(...messages.read);
    found.deliveries.push(...statuses.read);
    found.ignored.push(...messages.ignored, ...statuses.ignored);
  }
  return found;
}
