import type { SimulatedClock } from "../../kernel/clock";
import type { SeededRandom } from "../../kernel/random";
import type { SeededIds } from "../../kernel/seeded-ids";
import { type Backlog, FifoBacklog, StandardBacklog } from "./backlogs";
import type { QueueDeclaration } from "./declaration";
import { InFlight } from "./in-flight";
import type { QueuedMessage, ReceivedMessage } from "./message";

export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface HoldingsDeps {
  readonly clock: SimulatedClock;
  readonly random: SeededRandom;
  readonly ids: SeededIds;
  readonly unkindness: { readonly shuffle: boolean };
}

const mostReceivesCounted = 3;

/**
 * The messages that a queue holds: those that wait, are delayed or are in flight. A message moves
 * from one to the other as the clock has it, and is dropped when its retention period is over.
 */
export class Holdings {
  readonly #backlog: Backlog;
  readonly #waiting = new Set<QueuedMessage>();
  readonly #delayed = new Map<QueuedMessage, () => void>();
  readonly inFlight: InFlight;
  #firstExpiry = Number.POSITIVE_INFINITY;

  constructor(
    private readonly declaration: () => QueueDeclaration,
    private readonly deps: HoldingsDeps,
    private readonly changed: () => void,
  ) {
    const { random, unkindness, clock, ids } = deps;
    this.#backlog = declaration().fifoQueue
      ? new FifoBacklog(random, unkindness.shuffle)
      : new StandardBacklog(random, unkindness.shuffle);
    this.inFlight = new InFlight(declaration().arn, clock, ids, (handle) => this.show(handle));
  }

  /** Whether a receiver would get something now. */
  get receivable(): boolean {
    this.expire();
    return this.#backlog.receivable;
  }

  depth(): QueueDepth {
    this.expire();
    return {
      visible: this.#waiting.size,
      inFlight: this.inFlight.size,
      delayed: this.#delayed.size,
    };
  }

  /**
   * When the oldest message came (milliseconds since the epoch), as SQS counts it: in a dead-letter
   * queue when it was moved there; on a standard queue without those received three times or more.
   */
  oldestAt(): number | undefined {
    let oldest: number | undefined;
    for (const messages of [this.#waiting, this.inFlight.messages()])
      for (const { movedAt, sentAt, receiveCount } of messages)
        if (this.declaration().fifoQueue || receiveCount < mostReceivesCounted)
          oldest = Math.min(oldest ?? Number.POSITIVE_INFINITY, movedAt ?? sentAt);
    return oldest;
  }

  /** Everything, in the order of sending. Takes nothing. */
  peekAll(): QueuedMessage[] {
    this.expire();
    const held = [...this.#waiting, ...this.#delayed.keys(), ...this.inFlight.messages()];
    return held.sort(
      (one, other) =>
        one.sentAt - other.sentAt ||
        (one.sequenceNumber ?? "").localeCompare(other.sequenceNumber ?? ""),
    );
  }

  /** Whether the message waits to be received. */
  waits(messageId: string): boolean {
    return this.#waitingOne(messageId) !== undefined;
  }

  enter(message: QueuedMessage, delaySeconds: number): void {
    this.#firstExpiry = Math.min(this.#firstExpiry, this.#expiryOf(message));
    if (delaySeconds === 0) {
      this.#wait(message);
    } else {
      const callOff = this.deps.clock.after(delaySeconds * 1000, () => {
        this.#delayed.delete(message);
        this.#wait(message);
        this.changed();
      });
      this.#delayed.set(message, callOff);
    }
    this.changed();
  }

  /** Takes up to so many for one receiver, each to be handed out, or given up by `finished`. */
  take(most: number): QueuedMessage[] {
    const taken = this.#backlog.take(most);
    for (const message of taken) this.#waiting.delete(message);
    return taken;
  }

  /** Hides a message that was taken for so many seconds. */
  hand(message: QueuedMessage, visibilityTimeoutSeconds: number): ReceivedMessage {
    const received = {
      ...message,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? this.deps.clock.now(),
    };
    return { ...received, receiptHandle: this.inFlight.add(received, visibilityTimeoutSeconds) };
  }

  /** A message that was taken left the queue for good. */
  finished(message: QueuedMessage): void {
    this.#backlog.finished(message);
  }

  /** Shows a message that is in flight again; nothing happens when the handle is stale. */
  show(receiptHandle: string): void {
    const message = this.inFlight.land(receiptHandle);
    if (!message) return;
    this.#waiting.add(message);
    this.#backlog.returned(message);
    this.changed();
  }

  /** Takes a waiting message out for good. @returns whether it was there. */
  drop(messageId: string): boolean {
    const message = this.#waitingOne(messageId);
    if (!message) return false;
    this.#remove(message);
    this.changed();
    return true;
  }

  clear(): void {
    for (const callOff of this.#delayed.values()) callOff();
    for (const message of this.#waiting) this.#backlog.remove(message);
    for (const message of this.inFlight.messages()) this.#backlog.finished(message);
    this.#waiting.clear();
    this.#delayed.clear();
    this.inFlight.clear();
  }

  /** Drops what has been held longer than the retention period. */
  expire(): void {
    const now = this.deps.clock.now();
    if (now < this.#firstExpiry) return;
    this.#firstExpiry = Number.POSITIVE_INFINITY;
    for (const message of this.#waiting) {
      const expiry = this.#expiryOf(message);
      if (expiry > now) this.#firstExpiry = Math.min(this.#firstExpiry, expiry);
      else this.#remove(message);
    }
    for (const message of this.inFlight.messages())
      this.#firstExpiry = Math.min(this.#firstExpiry, Math.max(this.#expiryOf(message), now + 1));
    for (const message of this.#delayed.keys())
      this.#firstExpiry = Math.min(this.#firstExpiry, this.#expiryOf(message));
  }

  #waitingOne(messageId: string): QueuedMessage | undefined {
    for (const message of this.#waiting) if (message.messageId === messageId) return message;
    return undefined;
  }

  #wait(message: QueuedMessage): void {
    this.#waiting.add(message);
    this.#backlog.add(message);
  }

  #remove(message: QueuedMessage): void {
    this.#waiting.delete(message);
    this.#backlog.remove(message);
  }

  #expiryOf(message: QueuedMessage): number {
    return message.sentAt + this.declaration().messageRetentionSeconds * 1000;
  }
}
