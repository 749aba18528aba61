import type { SimulatedClock } from "../../kernel/clock";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { QueuedMessage } from "./message";

interface Entry {
  readonly message: QueuedMessage;
  /** Milliseconds since the epoch, simulated: when it was received. */
  readonly since: number;
  callOff: () => void;
}

/**
 * The messages that receivers hold, each by its receipt handle, until they are deleted or their
 * visibility timeout passes.
 */
export class InFlight {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly queueArn: string,
    private readonly clock: SimulatedClock,
    private readonly ids: SeededIds,
    /** The time of the message with this handle is over; the handle is still good. */
    private readonly timedOut: (receiptHandle: string) => void,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  messages(): QueuedMessage[] {
    return [...this.#entries.values()].map(({ message }) => message);
  }

  /** @returns the receipt handle. */
  add(message: QueuedMessage, seconds: number): string {
    const receiptHandle = encodeHandle(this.ids.uuid(), this.queueArn, message.messageId);
    const callOff = this.#arm(receiptHandle, seconds);
    this.#entries.set(receiptHandle, { message, since: this.clock.now(), callOff });
    return receiptHandle;
  }

  has(receiptHandle: string): boolean {
    return this.#entries.has(receiptHandle);
  }

  /** For how many seconds the message may still be held in all: twelve hours from its receipt. */
  secondsLeft(receiptHandle: string): number {
    const since = this.#entries.get(receiptHandle)?.since ?? this.clock.now();
    return longestVisibilitySeconds - (this.clock.now() - since) / 1000;
  }

  /** Counts the visibility timeout anew from now. */
  extend(receiptHandle: string, seconds: number): void {
    const entry = this.#entries.get(receiptHandle);
    entry?.callOff();
    if (entry) entry.callOff = this.#arm(receiptHandle, seconds);
  }

  /** Ends the flight. @returns nothing when the handle is stale. */
  land(receiptHandle: string): QueuedMessage | undefined {
    const entry = this.#entries.get(receiptHandle);
    entry?.callOff();
    this.#entries.delete(receiptHandle);
    return entry?.message;
  }

  clear(): void {
    for (const { callOff } of this.#entries.values()) callOff();
    this.#entries.clear();
  }

  #arm(receiptHandle: string, seconds: number): () => void {
    return this.clock.after(seconds * 1000, () => this.timedOut(receiptHandle));
  }
}

/** Twelve hours (SQS API reference, ChangeMessageVisibility). */
export const longestVisibilitySeconds = 43_200;

/** AWS says nothing of what a handle is made of, only that it is up to 1,024 characters long. */
function encodeHandle(unique: string, queueArn: string, messageId: string): string {
  return Buffer.from(`${unique} ${queueArn} ${messageId}`).toString("base64");
}

/** @returns the message's id, or nothing when the queue never gave out such a handle. */
export function messageIdOf(receiptHandle: string, queueArn: string): string | undefined {
  const [unique, issuer, messageId, ...rest] = Buffer.from(receiptHandle, "base64")
    .toString()
    .split(" ");
  if (!unique || issuer !== queueArn || rest.length > 0) return undefined;
  return messageId;
}
