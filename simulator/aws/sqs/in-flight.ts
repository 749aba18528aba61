import { randomUUID } from "node:crypto";
import type { SimulatedClock } from "../../kernel/clock";
import type { QueuedMessage } from "./message";

interface Entry {
  readonly message: QueuedMessage;
  callOff: () => void;
}

/**
 * The messages that receivers hold, each by its receipt handle, until they are deleted or their
 * visibility timeout passes.
 */
export class InFlight {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly clock: SimulatedClock,
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
    const receiptHandle = Buffer.from(`${randomUUID()}${message.messageId}`).toString("base64");
    this.#entries.set(receiptHandle, { message, callOff: this.#arm(receiptHandle, seconds) });
    return receiptHandle;
  }

  has(receiptHandle: string): boolean {
    return this.#entries.has(receiptHandle);
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
