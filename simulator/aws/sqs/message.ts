import { md5 } from "./md5";

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
export interface QueuedMessage {
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
