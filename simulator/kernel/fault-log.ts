import { Journal } from "./journal";

/**
 * What went wrong in the simulated world, in words that name the resource: a refused call, a queue
 * nobody reads, an event with nowhere to go. So a missing permission or mapping is named instead of
 * guessed.
 */
export interface CloudFault {
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly at: number;
  /** Such as `sqs`, `iam`, `sns`, `lambda`, `twilio`. */
  readonly service: string;
  /**
   * One sentence: what failed, at which resource, and what is missing. Never a message body, never
   * a secret.
   */
  readonly message: string;
}

const kept = 10_000;

export class FaultLog {
  readonly #journal = new Journal<CloudFault>(kept);

  constructor(private readonly now: () => number) {}

  report(service: string, message: string): void {
    this.#journal.add({ at: this.now(), service, message });
  }

  /** All faults since the mark that `mark()` gave, or up to another one. */
  since(mark: number, until?: number): readonly CloudFault[] {
    return this.#journal.since(mark, until);
  }

  mark(): number {
    return this.#journal.cursor;
  }

  /** @returns a function that stops listening. */
  onFault(listener: (fault: CloudFault) => void): () => void {
    return this.#journal.onEntry(listener);
  }
}
