/** What came and went since somebody last asked, for the queue's metrics. */
export interface Traffic {
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  /** Bytes, of the messages sent. */
  readonly sizes: readonly number[];
}

/** More sizes than these say nothing new of a minute. */
const mostSizes = 1000;

export class QueueTraffic {
  #sent = 0;
  #received = 0;
  #deleted = 0;
  #sizes: number[] = [];
  /** Milliseconds since the epoch, of the last call. */
  lastAt: number;

  constructor(private readonly now: () => number) {
    this.lastAt = now();
  }

  countSent(size: number): void {
    this.#sent += 1;
    if (this.#sizes.length < mostSizes) this.#sizes.push(size);
    this.lastAt = this.now();
  }

  countReceived(messages: number): void {
    this.#received += messages;
    this.lastAt = this.now();
  }

  countDeleted(): void {
    this.#deleted += 1;
    this.lastAt = this.now();
  }

  /** Counting begins anew. */
  take(): Traffic {
    const traffic = {
      sent: this.#sent,
      received: this.#received,
      deleted: this.#deleted,
      sizes: this.#sizes,
    };
    [this.#sent, this.#received, this.#deleted, this.#sizes] = [0, 0, 0, []];
    return traffic;
  }
}
