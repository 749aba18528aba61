import type { SeededRandom } from "../../kernel/random";
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

/** A standard queue gives no order: any waiting message may be next. */
export class StandardBacklog implements Backlog {
  readonly #waiting: QueuedMessage[] = [];

  constructor(
    private readonly random: SeededRandom,
    private readonly shuffle: boolean,
  ) {}

  get receivable(): boolean {
    return this.#waiting.length > 0;
  }

  add(message: QueuedMessage): void {
    this.#waiting.push(message);
  }

  take(most: number): QueuedMessage[] {
    if (!this.shuffle) return this.#waiting.splice(0, most);
    const taken: QueuedMessage[] = [];
    while (taken.length < most && this.#waiting.length > 0) {
      const index = this.random.below(this.#waiting.length);
      const last = this.#waiting.pop() as QueuedMessage;
      if (index === this.#waiting.length) taken.push(last);
      else {
        taken.push(this.#waiting[index] as QueuedMessage);
        this.#waiting[index] = last;
      }
    }
    return taken;
  }

  finished(): void {}

  returned(message: QueuedMessage): void {
    this.add(message);
  }

  remove(message: QueuedMessage): void {
    const index = this.#waiting.indexOf(message);
    if (index >= 0) this.#waiting.splice(index, 1);
  }
}

interface Group {
  /** In the order of their sequence numbers. */
  readonly waiting: QueuedMessage[];
  inFlight: number;
}

/**
 * A FIFO queue keeps the order within a message group: while messages of a group are in flight,
 * nobody gets another one of it (SQS developer guide, "FIFO queue delivery logic"). Between groups
 * there is no order.
 */
export class FifoBacklog implements Backlog {
  readonly #groups = new Map<string, Group>();
  /** The groups that have something to give. */
  readonly #open = new Set<string>();

  constructor(
    private readonly random: SeededRandom,
    private readonly shuffle: boolean,
  ) {}

  get receivable(): boolean {
    return this.#open.size > 0;
  }

  add(message: QueuedMessage): void {
    this.#change(message, (group) => insertInOrder(group.waiting, message));
  }

  take(most: number): QueuedMessage[] {
    const taken: QueuedMessage[] = [];
    const order = this.shuffle ? this.random.shuffled([...this.#open]) : [...this.#open];
    for (const groupId of order) {
      if (taken.length >= most) break;
      const group = this.#groups.get(groupId);
      if (!group) continue;
      const part = group.waiting.splice(0, most - taken.length);
      group.inFlight += part.length;
      this.#settle(groupId, group);
      taken.push(...part);
    }
    return taken;
  }

  finished(message: QueuedMessage): void {
    this.#change(message, (group) => {
      group.inFlight -= 1;
    });
  }

  returned(message: QueuedMessage): void {
    this.#change(message, (group) => {
      group.inFlight -= 1;
      insertInOrder(group.waiting, message);
    });
  }

  remove(message: QueuedMessage): void {
    this.#change(message, (group) => {
      const index = group.waiting.indexOf(message);
      if (index >= 0) group.waiting.splice(index, 1);
    });
  }

  #change(message: QueuedMessage, change: (group: Group) => void): void {
    const groupId = message.groupId ?? "";
    const group = this.#groups.get(groupId) ?? { waiting: [], inFlight: 0 };
    this.#groups.set(groupId, group);
    change(group);
    this.#settle(groupId, group);
  }

  #settle(groupId: string, group: Group): void {
    if (group.inFlight === 0 && group.waiting.length > 0) this.#open.add(groupId);
    else this.#open.delete(groupId);
    if (group.inFlight === 0 && group.waiting.length === 0) this.#groups.delete(groupId);
  }
}

function insertInOrder(waiting: QueuedMessage[], message: QueuedMessage): void {
  const later = waiting.findIndex(
    (other) => (other.sequenceNumber ?? "") > (message.sequenceNumber ?? ""),
  );
  if (later < 0) waiting.push(message);
  else waiting.splice(later, 0, message);
}
