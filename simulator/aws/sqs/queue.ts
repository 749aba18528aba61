import { AwsError } from "../../gateway/aws-error";
import type { Traced, Traces } from "../../kernel/traces";
import type { CloudUnkindness } from "../cloud-unkindness";
import { checkMessage, invalidParameter, staleHandle } from "./checks";
import type { QueueDeclaration } from "./declaration";
import { type Accepted, Deduplication, deduplicationIdOf } from "./deduplication";
import { Holdings, type HoldingsDeps, type QueueDepth } from "./holdings";
import { longestVisibilitySeconds, messageIdOf } from "./in-flight";
import {
  type OutgoingMessage,
  type QueuedMessage,
  queued,
  type ReceivedMessage,
  sizeOf,
} from "./message";
import { QueueTraffic } from "./queue-traffic";

export interface QueueDeps extends HoldingsDeps {
  readonly unkindness: CloudUnkindness;
  readonly traces: Traces;
  /** Takes in a message that this queue gave up. */
  deadLetter(targetArn: string, message: QueuedMessage): void;
  /** Something about the queue's messages changed. */
  changed(queue: Queue): void;
}

/** About so many, of either kind (SQS API reference, ReceiveMessage). */
const mostInFlight = 120_000;

/**
 * One queue: what it takes, to whom it gives what it holds, and what it gives up. All times are on
 * the simulated clock.
 */
export class Queue {
  readonly #held: Holdings;
  readonly #deduplication: Deduplication;
  readonly traffic: QueueTraffic;
  #sequence = 0;

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
    const { clock } = deps;
    this.#held = new Holdings(
      () => this.#declaration,
      deps,
      () => deps.changed(this),
    );
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
    return this.#held.receivable;
  }

  depth(): QueueDepth {
    return this.#held.depth();
  }

  oldestAt(): number | undefined {
    return this.#held.oldestAt();
  }

  /** Everything the queue holds, in the order of sending. Takes nothing. */
  peekAll(): QueuedMessage[] {
    return this.#held.peekAll();
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
    this.#held.enter(
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
    this.#held.expire();
    if (this.#held.inFlight.size >= mostInFlight) {
      if (this.declaration.fifoQueue) return [];
      throw new AwsError("OverLimit", "Too many messages are in flight.");
    }
    const received: ReceivedMessage[] = [];
    while (received.length < most) {
      const taken = this.#held.take(most - received.length);
      if (taken.length === 0) break;
      for (const message of taken)
        if (this.#givesUp(message)) this.#bury(message);
        else received.push(this.#held.hand(message, visibilityTimeoutSeconds));
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
    const message = this.#held.inFlight.land(receiptHandle);
    if (message) {
      this.#held.finished(message);
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
    if (!this.#held.inFlight.has(receiptHandle)) {
      if (this.#held.waits(messageId))
        throw new AwsError("MessageNotInflight", "The specified message is not in flight.");
      throw staleHandle(
        receiptHandle,
        "Message does not exist or is not available for visibility timeout change",
      );
    }
    if (seconds > this.#held.inFlight.secondsLeft(receiptHandle))
      throw invalidParameter(
        `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total ` +
          "VisibilityTimeout for the message is beyond the limit " +
          `[${longestVisibilitySeconds} seconds].`,
      );
    if (seconds === 0) this.#held.show(receiptHandle);
    else this.#held.inFlight.extend(receiptHandle, seconds);
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
    this.#held.expire();
    const [message] = this.#held.take(1);
    if (!message) return undefined;
    this.#held.finished(message);
    this.deps.changed(this);
    return message;
  }

  /** Somebody takes a waiting message out for good. @returns whether it was there. */
  drop(messageId: string): boolean {
    return this.#held.drop(messageId);
  }

  /** Forgets everything, because the queue is deleted. */
  close(): void {
    this.#held.clear();
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
    this.#held.enter(entering, delay);
    if (this.deps.random.chance(this.deps.unkindness.duplicateProbability))
      this.#held.enter({ ...entering }, delay);
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
    this.#held.enter(entering, this.declaration.delaySeconds);
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

  #givesUp(message: QueuedMessage): boolean {
    const { redrivePolicy } = this.declaration;
    return redrivePolicy !== undefined && message.receiveCount >= redrivePolicy.maxReceiveCount;
  }

  #bury(message: QueuedMessage): void {
    this.#held.finished(message);
    const target = this.declaration.redrivePolicy?.deadLetterTargetArn;
    if (target)
      this.deps.deadLetter(target, {
        ...message,
        receiveCount: 0,
        deadLetterSourceArn: this.arn,
      });
    this.deps.changed(this);
  }
}
