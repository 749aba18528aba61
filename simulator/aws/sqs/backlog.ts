import type { QueuedMessage } from "./message";

/**
 * The messages of a queue that wait to be received, in the order in which the queue's kind gives
 * them out.
 */
export interface Backlog {
  add(message: QueuedMessage): void;
  /**
   * Takes up to `most` messages for one receiver; they are in flight until `finished` or
   * `returned`.
   */
  take(most: number): QueuedMessage[];
  /** The message left the queue for good. */
  finished(message: QueuedMessage): void;
  /** The message was in flight and can be received again. */
  returned(message: QueuedMessage): void;
  /** Takes out a waiting message, whose time has run out. */
  remove(message: QueuedMessage): void;
  /** Whether a receiver would get something now. */
  readonly receivable: boolean;
}
