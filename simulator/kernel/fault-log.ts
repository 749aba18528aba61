/**
 * What went wrong in the simulated cloud, in words that name the resource: a refused call, a queue
 * nobody reads, an event with nowhere to go. The page and the demo show it, so that a missing
 * permission or mapping is named instead of guessed.
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

export class FaultLog {
  readonly #faults: CloudFault[] = [];
  readonly #listeners: ((fault: CloudFault) => void)[] = [];

  constructor(private readonly now: () => number) {}

  report(service: string, message: string): void {
    const fault: CloudFault = { at: this.now(), service, message };
    this.#faults.push(fault);
    for (const listener of this.#listeners) listener(fault);
  }

  /** All faults since the mark that `mark()` gave. */
  since(mark: number): readonly CloudFault[] {
    return this.#faults.slice(mark);
  }

  mark(): number {
    return this.#faults.length;
  }

  onFault(listener: (fault: CloudFault) => void): void {
    this.#listeners.push(listener);
  }
}
