import { AwsError } from "../../gateway/aws-error";
import type { SimulatedClock } from "../../kernel/clock";
import type { SeededRandom } from "../../kernel/random";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { Traced, Traces } from "../../kernel/traces";
import type { Unkindness } from "../unkindness";
import type { Backlog } from "./backlogs";
import { FifoBacklog, StandardBacklog } from "./backlogs";
import { checkMessage, invalidParameter } from "./checks";
import type { QueueDeclaration } from "./declaration";
import { type Accepted, Deduplication, deduplicationIdOf } from "./deduplication";
import { InFlight, longestVisibilitySeconds, messageIdOf } from "./in-flight";
import {
  type OutgoingMessage,
  type QueuedMessage,
  queued,
  type ReceivedMessage,
  sizeOf,
} from "./message";
import { QueueTraffic } from "./queue-traffic";

export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface QueueDeps {
  readonly clock: SimulatedClock;
  readonly random: SeededRandom;
  readonly ids: SeededIds;
  readonly unkindness: Unkindness;
  readonly traces: Traces;
  /** Takes in a message that this queue gave up. */
  deadLetter(targetArn: string, message: QueuedMessage): void;
  /** Something about the queue's messages changed. */
  changed(queue: Queue): void;
}

const mostReceivesCounted = 3;

/**
 * One queue: what it holds, what is in flight, and when a message shows again. All times are on the
 * simulated clock.
 */
export class Queue {
  readonly #backlog: Backlog;
  readonly #waiting = new Set<QueuedMessage>();
  readonly #delayed = new Map<QueuedMessage, () => void>();
  readonly #inFlight: InFlight;
  readonly #deduplication: Deduplication;
  readonly traffic: QueueTraffic;
  #sequence = 0;
  #firstExpiry = Number.POSITIVE_INFINITY;

  readonly createdAt: number;
  #declaration: QueueDeclaration;
  #modifiedAt: number;
  #purgedAt = Number.NEGATIVE_INFINITY;

  constructor(
    declaration: QueueDeclaration,
    private readonly deps: QueueDeps,
  ) {
    this.#declaration = declaration;
    this.createdAt = deps.clock.now();
    this.#modifiedAt = this.createdAt;
    const { random, unkindness, clock, ids } = deps;
    this.#backlog = declaration.fifoQueue
      ? new FifoBacklog(random, unkindness.shuffle)
      : new StandardBacklog(random, unkindness.shuffle);
    this.#inFlight = new InFlight(declaration.arn, clock, ids, (handle) => this.#show(handle));
    this.#deduplication = new Deduplication(() => clock.now());
    this.traffic = new QueueTraffic(() => clock.now());
  }

  get declaration(): QueueDeclaration {
    return this.#declaration;
  }

  set declaration(declaration: QueueDeclaration) {
    this.#declaration = declaration;
    this.#modifiedAt = this.deps.clock.now();
  }

  /** Milliseconds since the epoch, simulated. */
  get modifiedAt(): number {
    return this.#modifiedAt;
  }

  get arn(): string {
    return this.declaration.arn;
  }

  /** Whether a receiver would get something now. */
  get receivable(): boolean {
    this.#expire();
    return this.#backlog.receivable;
  }

  depth(): QueueDepth {
    this.#expire();
    return {
      visible: this.#waiting.size,
      inFlight: this.#inFlight.size,
      delayed: this.#delayed.size,
    };
  }

  /**
   * When the oldest message came (milliseconds since the epoch), as SQS counts it: in a dead-letter
   * queue when it was moved there; on a standard queue without those received three times or more.
   */
  oldestAt(): number | undefined {
    let oldest: number | undefined;
    for (const messages of [this.#waiting, this.#inFlight.messages()])
      for (const { movedAt, sentAt, receiveCount } of messages)
        if (this.declaration.fifoQueue || receiveCount < mostReceivesCounted)
          oldest = Math.min(oldest ?? Number.POSITIVE_INFINITY, movedAt ?? sentAt);
    return oldest;
  }

  /** Everything the queue holds, in the order of sending. Takes nothing. */
  peekAll(): QueuedMessage[] {
    this.#expire();
    const held = [...this.#waiting, ...this.#delayed.keys(), ...this.#inFlight.messages()];
    return held.sort(
      (one, other) =>
        one.sentAt - other.sentAt ||
        (one.sequenceNumber ?? "").localeCompare(other.sequenceNumber ?? ""),
    );
  }

  /** @throws AwsError with the code and message of SQS when the queue does not take the message. */
  send(message: OutgoingMessage): Accepted | { readonly messageId: string } {
    checkMessage(message, this.declaration);
    const accepted = this.declaration.fifoQueue
      ? this.#sendFifo(message)
      : this.#sendStandard(message);
    this.traffic.countSent(sizeOf(message));
    return accepted;
  }

  /**
   * Takes in a message as another queue gave it up: with its id and, on a standard queue, its age.
   */
  adopt(message: QueuedMessage): void {
    const fifo = this.declaration.fifoQueue;
    this.#enter(
      fifo
        ? { ...message, sequenceNumber: this.#nextSequence(), sentAt: this.deps.clock.now() }
        : { ...message, movedAt: this.deps.clock.now() },
      0,
    );
  }

  /**
   * Up to `most` messages, invisible to others for the visibility timeout (seconds). Gives up those
   * that were received too often.
   */
  receive(
    most: number,
    visibilityTimeoutSeconds = this.declaration.visibilityTimeoutSeconds,
  ): ReceivedMessage[] {
    this.#expire();
    if (this.#inFlight.size >= mostInFlight) {
      if (this.declaration.fifoQueue) return [];
      throw new AwsError("OverLimit", "Too many messages are in flight.");
    }
    const received: ReceivedMessage[] = [];
    while (received.length < most) {
      const taken = this.#backlog.take(most - received.length);
      if (taken.length === 0) break;
      for (const message of taken) {
        this.#waiting.delete(message);
        if (this.#givesUp(message)) this.#bury(message);
        else received.push(this.#hand(message, visibilityTimeoutSeconds));
      }
    }
    this.traffic.countReceived(received.length);
    if (received.length > 0) this.deps.changed(this);
    return received;
  }

  /**
   * A standard queue says nothing when the handle is stale, and keeps the message; a FIFO queue
   * refuses it (SQS API reference, DeleteMessage).
   * @returns whether the handle was still good.
   * @throws AwsError when it is none of this queue's.
   */
  delete(receiptHandle: string): boolean {
    this.#mustBeOurs(receiptHandle);
    const message = this.#inFlight.land(receiptHandle);
    if (message) {
      this.#backlog.finished(message);
      this.traffic.countDeleted();
      this.deps.changed(this);
    } else if (this.declaration.fifoQueue) {
      throw staleHandle(receiptHandle, "The receipt handle has expired");
    }
    return message !== undefined;
  }

  /** Shows the message again at once. */
  release(receiptHandle: string): void {
    this.changeVisibility(receiptHandle, 0);
  }

  /**
   * Hides the message for so many seconds from now.
   * @throws AwsError when the handle is stale or strange, or twelve hours would be exceeded.
   */
  changeVisibility(receiptHandle: string, seconds: number): void {
    const messageId = this.#mustBeOurs(receiptHandle);
    if (!this.#inFlight.has(receiptHandle)) {
      if ([...this.#waiting].some((message) => message.messageId === messageId))
        throw new AwsError("MessageNotInflight", "The specified message is not in flight.");
      throw staleHandle(
        receiptHandle,
        "Message does not exist or is not available for visibility timeout change",
      );
    }
    if (seconds > this.#inFlight.secondsLeft(receiptHandle))
      throw invalidParameter(
        `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total ` +
          `VisibilityTimeout for the message is beyond the limit [${longestVisibilitySeconds} seconds].`,
      );
    if (seconds === 0) this.#show(receiptHandle);
    else this.#inFlight.extend(receiptHandle, seconds);
  }

  /**
   * Drops everything it holds, also what is in flight.
   * @throws AwsError within a minute of the last time (SQS API reference, PurgeQueue).
   */
  purge(): void {
    const now = this.deps.clock.now();
    if (now - this.#purgedAt < 60_000)
      throw new AwsError(
        "PurgeQueueInProgress",
        `Only one PurgeQueue operation on ${this.declaration.name} is allowed every 60 seconds.`,
      );
    this.#purgedAt = now;
    this.close();
    this.deps.changed(this);
  }

  /**
   * Takes a waiting message out for good, as a move task does: it is neither received nor counted.
   * @returns nothing when none waits.
   */
  withdraw(): QueuedMessage | undefined {
    this.#expire();
    const [message] = this.#backlog.take(1);
    if (!message) return undefined;
    this.#waiting.delete(message);
    this.#backlog.finished(message);
    this.deps.changed(this);
    return message;
  }

  /** Somebody takes a waiting message out for good. @returns whether it was there. */
  drop(messageId: string): boolean {
    const message = [...this.#waiting].find((waiting) => waiting.messageId === messageId);
    if (!message) return false;
    this.#waiting.delete(message);
    this.#backlog.remove(message);
    this.deps.changed(this);
    return true;
  }

  /** Forgets everything, because the queue is deleted. */
  close(): void {
    for (const callOff of this.#delayed.values()) callOff();
    for (const message of this.#waiting) this.#backlog.remove(message);
    for (const message of this.#inFlight.messages()) this.#backlog.finished(message);
    this.#waiting.clear();
    this.#delayed.clear();
    this.#inFlight.clear();
  }

  /** @returns the id of the message that the handle was given out for. */
  #mustBeOurs(receiptHandle: string): string {
    const messageId = messageIdOf(receiptHandle, this.arn);
    if (messageId !== undefined) return messageId;
    throw new AwsError(
      "ReceiptHandleIsInvalid",
      `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    );
  }

  #sendStandard(message: OutgoingMessage): { readonly messageId: string } {
    const identity = { messageId: this.deps.ids.uuid(), sentAt: this.deps.clock.now() };
    const delay = message.delaySeconds ?? this.declaration.delaySeconds;
    const entering = { ...queued(message, identity), ...this.#trace(message, identity.messageId) };
    this.#enter(entering, delay);
    if (this.deps.random.chance(this.deps.unkindness.duplicateProbability))
      this.#enter({ ...entering }, delay);
    return { messageId: identity.messageId };
  }

  #sendFifo(message: OutgoingMessage): Accepted {
    const { groupId } = message;
    const deduplicationId = deduplicationIdOf(message, this.declaration);
    const scope = this.declaration.deduplicationScope === "messageGroup" ? groupId : "";
    const key = JSON.stringify([scope, deduplicationId]);
    const before = this.#deduplication.find(key);
    if (before) return before;
    const accepted = { messageId: this.deps.ids.uuid(), sequenceNumber: this.#nextSequence() };
    this.#deduplication.remember(key, accepted);
    const entering = {
      ...queued(message, { ...accepted, deduplicationId, sentAt: this.deps.clock.now() }),
      ...this.#trace(message, accepted.messageId),
    };
    this.#enter(entering, this.declaration.delaySeconds);
    return accepted;
  }

  /** Notes that the message came in, and lets its traces lie with it. */
  #trace({ body }: OutgoingMessage, messageId: string): Traced {
    const { traces } = this.deps;
    const hop = { place: "queue", name: this.declaration.name, what: "sent" } as const;
    traces.hop({ ...hop, ids: { messageId }, body });
    return traces.waiting(body);
  }

  /** Twenty digits, so that the order of the text is the order of the numbers. */
  #nextSequence(): string {
    this.#sequence += 1;
    return `18${String(this.#sequence).padStart(18, "0")}`;
  }

  #enter(message: QueuedMessage, delaySeconds: number): void {
    this.#firstExpiry = Math.min(this.#firstExpiry, this.#expiryOf(message));
    if (delaySeconds === 0) {
      this.#wait(message);
    } else {
      const callOff = this.deps.clock.after(delaySeconds * 1000, () => {
        this.#delayed.delete(message);
        this.#wait(message);
        this.deps.changed(this);
      });
      this.#delayed.set(message, callOff);
    }
    this.deps.changed(this);
  }

  #wait(message: QueuedMessage): void {
    this.#waiting.add(message);
    this.#backlog.add(message);
  }

  #hand(message: QueuedMessage, visibilityTimeoutSeconds: number): ReceivedMessage {
    const now = this.deps.clock.now();
    const received = {
      ...message,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? now,
    };
    return { ...received, receiptHandle: this.#inFlight.add(received, visibilityTimeoutSeconds) };
  }

  #show(receiptHandle: string): void {
    const message = this.#inFlight.land(receiptHandle);
    if (!message) return;
    this.#waiting.add(message);
    this.#backlog.returned(message);
    this.deps.changed(this);
  }

  #givesUp(message: QueuedMessage): boolean {
    const { redrivePolicy } = this.declaration;
    return redrivePolicy !== undefined && message.receiveCount >= redrivePolicy.maxReceiveCount;
  }

  #bury(message: QueuedMessage): void {
    this.#backlog.finished(message);
    const target = this.declaration.redrivePolicy?.deadLetterTargetArn;
    if (target)
      this.deps.deadLetter(target, {
        ...message,
        receiveCount: 0,
        deadLetterSourceArn: this.arn,
      });
    this.deps.changed(this);
  }

  #expiryOf(message: QueuedMessage): number {
    return message.sentAt + this.declaration.messageRetentionSeconds * 1000;
  }

  /** Drops what has been held longer than the retention period. */
  #expire(): void {
    const now = this.deps.clock.now();
    if (now < this.#firstExpiry) return;
    this.#firstExpiry = Number.POSITIVE_INFINITY;
    for (const message of this.#waiting) {
      const expiry = this.#expiryOf(message);
      if (expiry > now) {
        this.#firstExpiry = Math.min(this.#firstExpiry, expiry);
      } else {
        this.#waiting.delete(message);
        this.#backlog.remove(message);
      }
    }
    for (const message of this.#inFlight.messages()) {
      this.#firstExpiry = Math.min(this.#firstExpiry, Math.max(this.#expiryOf(message), now + 1));
    }
    for (const message of this.#delayed.keys())
      this.#firstExpiry = Math.min(this.#firstExpiry, this.#expiryOf(message));
  }
}

/** About so many, of either kind (SQS API reference, ReceiveMessage). */
const mostInFlight = 120_000;

function staleHandle(receiptHandle: string, reason: string): AwsError {
  return invalidParameter(
    `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: ${reason}.`,
  );
}
