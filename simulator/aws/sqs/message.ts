import { createHash } from "node:crypto";
import type { Traced } from "../../kernel/traces";

/** A message's own attribute as SQS carries it on the wire. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What a sender asks for. */
export interface OutgoingMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  /** FIFO queues need one; a standard queue only passes it on. */
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** Seconds; not for FIFO queues, which delay by queue. */
  readonly delaySeconds?: number;
  /** `AWSTraceHeader`, passed through. */
  readonly traceHeader?: string;
  readonly senderId?: string;
}

/** A message that a queue holds. */
export interface QueuedMessage extends Traced {
  readonly messageId: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: MessageAttributes;
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly sentAt: number;
  /** When another queue gave it up and this one took it in. */
  readonly movedAt?: number;
  readonly senderId: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** FIFO queues only; grows within a queue. */
  readonly sequenceNumber?: string;
  readonly traceHeader?: string;
  /** The queue that gave it up, for a message in a dead-letter queue. */
  readonly deadLetterSourceArn?: string;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
}

export interface ReceivedMessage extends QueuedMessage {
  readonly receiptHandle: string;
}

/**
 * The size that counts against the queue's limit: body, and names, types and values of the
 * attributes, in bytes.
 */
export function sizeOf(message: OutgoingMessage): number {
  const attributes = Object.entries(message.attributes ?? {}).reduce(
    (sum, [name, attribute]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(attribute.DataType) +
      Buffer.byteLength(attribute.StringValue ?? "") +
      Buffer.from(attribute.BinaryValue ?? "", "base64").length,
    0,
  );
  return Buffer.byteLength(message.body) + attributes;
}

export function queued(
  message: OutgoingMessage,
  identity: Pick<QueuedMessage, "messageId" | "sentAt"> &
    Partial<Pick<QueuedMessage, "sequenceNumber" | "deduplicationId">>,
): QueuedMessage {
  return {
    body: message.body,
    md5OfBody: md5(message.body),
    attributes: message.attributes ?? {},
    senderId: message.senderId ?? "AIDAEXAMPLESENDER",
    receiveCount: 0,
    ...(message.groupId === undefined ? {} : { groupId: message.groupId }),
    ...(message.traceHeader === undefined ? {} : { traceHeader: message.traceHeader }),
    ...identity,
  };
}

export function md5(data: string | Buffer): string {
  return createHash("md5").update(data).digest("hex");
}

/**
 * The digest over a message's attributes, by which an SDK can check that they arrived whole (SQS
 * developer guide, calculating the MD5 message digest for message attributes): sorted by name;
 * name, data type and value, each after its length in four bytes; before the value one byte, 1 for
 * text and 2 for binary.
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const attribute = attributes[name];
    if (!attribute) return [];
    const binary = attribute.DataType.startsWith("Binary");
    const value = binary
      ? Buffer.from(attribute.BinaryValue ?? "", "base64")
      : Buffer.from(attribute.StringValue ?? "");
    return [
      withLength(Buffer.from(name)),
      withLength(Buffer.from(attribute.DataType)),
      Buffer.of(binary ? 2 : 1),
      withLength(value),
    ];
  });
  return md5(Buffer.concat(parts));
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A received message in SQS's wire form, with the attributes that the receiver asked for. */
export function wireMessage(
  message: ReceivedMessage,
  systemNames: readonly string[],
  names: readonly string[],
): object {
  const system = Object.fromEntries(
    Object.entries(systemAttributes(message)).filter(
      ([name]) => systemNames.includes("All") || systemNames.includes(name),
    ),
  );
  const attributes = chosen(message.attributes, names);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    ...(Object.keys(system).length > 0 ? { Attributes: system } : {}),
    ...(Object.keys(attributes).length > 0
      ? { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }
      : {}),
  };
}

/** What SQS itself says of a message; a function's event carries the same. */
export function systemAttributes(message: ReceivedMessage): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.sequenceNumber === undefined ? {} : { SequenceNumber: message.sequenceNumber }),
    ...(message.groupId === undefined ? {} : { MessageGroupId: message.groupId }),
    ...(message.deduplicationId === undefined
      ? {}
      : { MessageDeduplicationId: message.deduplicationId }),
    ...(message.traceHeader === undefined ? {} : { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSourceArn === undefined
      ? {}
      : { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}

function chosen(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const wanted = (name: string) =>
    names.some(
      (pattern) =>
        pattern === "All" ||
        pattern === name ||
        (pattern.endsWith(".*") && name.startsWith(pattern.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}
