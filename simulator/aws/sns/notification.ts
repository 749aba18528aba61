import type { SeededIds } from "../../kernel/seeded-ids";
import { simulatedAccount } from "../account/account";

/** A message's attribute as SNS carries it. */
export interface NotificationAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}
export type NotificationAttributes = Readonly<Record<string, NotificationAttribute>>;

/** What a publisher gives to a topic. */
export interface Content {
  readonly message: string;
  readonly subject?: string;
  readonly attributes?: NotificationAttributes;
  /** Goes on to queues, for fair queues. */
  readonly groupId?: string;
  /** `json`: the message is an object with a text for each protocol, or `default`. */
  readonly structure?: "json";
}

/** A message that a topic took. */
export interface Notification extends Content {
  readonly messageId: string;
  readonly topicArn: string;
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly publishedAt: number;
}

/**
 * 256 KB, of one message as of all messages of a batch (SNS API reference, Publish, PublishBatch).
 */
export const mostBytes = 262_144;

/** Body and attributes, in bytes (SNS developer guide, "Message attributes": they count). */
export function sizeOf({ message, attributes = {} }: Content): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = "", BinaryValue = "" }]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue) +
      Buffer.byteLength(BinaryValue, "base64"),
    Buffer.byteLength(message),
  );
}

/** What is wrong with it, in the words of `InvalidParameter`; undefined when nothing is. */
export function problemOf(content: Content): string | undefined {
  const { message, subject, attributes = {}, structure } = content;
  if (message === "") return "Empty message";
  if (sizeOf(content) > mostBytes) return "Message too long";
  // Less than 100 characters, no line breaks or control characters (SNS API reference, Publish).
  if (subject !== undefined && !/^[^\p{Cc}]{1,99}$/u.test(subject)) return "Subject";
  if (structure === "json" && textsOf(message)?.default === undefined)
    return "Message Structure - No default entry in JSON message body";
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(String|String\.Array|Number|Binary)(\.\S+)?$/.test(DataType))
      return `Message attribute '${name}' has an invalid message attribute type`;
    if (!(DataType.startsWith("Binary") ? BinaryValue : StringValue))
      return (
        `The message attribute '${name}' must contain non-empty message attribute value ` +
        `for message attribute type '${DataType}'.`
      );
  }
  return undefined;
}

/** The message for subscribers of a protocol. */
export function messageFor(protocol: string, { message, structure }: Content): string {
  if (structure !== "json") return message;
  const texts = textsOf(message) ?? {};
  return texts[protocol] ?? texts.default ?? message;
}

function textsOf(message: string): Readonly<Record<string, string>> | undefined {
  try {
    const texts: unknown = JSON.parse(message);
    if (typeof texts !== "object" || texts === null) return undefined;
    return Object.fromEntries(
      Object.entries(texts).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    );
  } catch {
    // No JSON: refused for having no default entry.
    return undefined;
  }
}

/**
 * The JSON in which SNS wraps a message (SNS developer guide, notification JSON format). The
 * signature is no signature: nobody behind a queue verifies it, the queue's policy says who may
 * send.
 */
export function envelope(notification: Notification, protocol: string, subscriptionArn: string) {
  const { messageId, topicArn, subject, publishedAt, attributes = {} } = notification;
  const host = `https://sns.${simulatedAccount.region}.amazonaws.com`;
  const named = Object.entries(attributes).map(([name, attribute]) => [
    name,
    { Type: attribute.DataType, Value: attribute.StringValue ?? attribute.BinaryValue },
  ]);
  return JSON.stringify({
    Type: "Notification",
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: messageFor(protocol, notification),
    Timestamp: new Date(publishedAt).toISOString(),
    SignatureVersion: "1",
    Signature: "c2ltdWxhdGVk",
    SigningCertURL: `${host}/SimpleNotificationService-simulated.pem`,
    UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    ...(named.length === 0 ? {} : { MessageAttributes: Object.fromEntries(named) }),
  });
}

export function notificationOf(
  content: Content,
  topicArn: string,
  ids: SeededIds,
  now: number,
): Notification {
  return { ...content, messageId: ids.uuid(), topicArn, publishedAt: now };
}
