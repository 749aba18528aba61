import { readFileSync } from "node:fs";
import { join } from "node:path";
import { phoneNumber } from "../../domain/message/channel";
import type { InboundItem } from "../../domain/message/inbound-item";
import type { Arrival } from "../payload";
import { readWhatsAppEvent } from "./whatsapp-event";

/** Number B, as the examples name it. */
export const ours = { number: phoneNumber("+12025550142"), metaPhoneNumberId: "100000000000002" };

/** When SNS got it, and when we read it. */
export const publishedAt = Date.parse("2026-11-24T09:30:00.412Z");
export const now = publishedAt + 250;

const folder = join(__dirname, "../../../examples/events");

/** A recorded webhook, its one entry. The files' sources stand in that folder's README. */
export function example(name: string): Record<string, unknown> {
  const webhook = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  return webhook.entry[0];
}

/** The one message of an example. */
export function messageIn(name: string): Record<string, unknown> {
  const changes = example(name).changes as { value: { messages: Record<string, unknown>[] } }[];
  return changes[0]?.value.messages[0] ?? {};
}

/** An entry as it lies in the queue: in AWS's event, in SNS's notification. */
export function arrival(entry: unknown, more: object = {}, at = now): Arrival {
  const event = {
    context: { MetaWabaIds: [], MetaPhoneNumberIds: [] },
    whatsAppWebhookEntry: JSON.stringify(entry),
    aws_account_id: "123456789012",
    message_timestamp: "2026-11-24T09:30:00.271279391Z",
    ...more,
  };
  const notification = {
    Type: "Notification",
    MessageId: "5c8c8a4e-8a6f-5f0e-9d0b-d4f0a1b2c3d4",
    Message: JSON.stringify(event),
    Timestamp: "2026-11-24T09:30:00.412Z",
  };
  return { body: JSON.stringify(notification), now: at };
}

export function read(entry: unknown, more?: object): readonly InboundItem[] {
  return readWhatsAppEvent(arrival(entry, more), ours);
}

/** An entry with these in its one change of `messages`. */
export function entryOf(value: object, field = "messages"): object {
  const metadata = { display_phone_number: "12025550142", phone_number_id: "100000000000002" };
  return { id: "100000000000001", changes: [{ field, value: { metadata, ...value } }] };
}
