import { Journal } from "./journal";
import { Listeners } from "./listeners";

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
  readonly #journal = new Journal<CloudFault>(kept, () => {});
  /** One that throws is a fault as well, kept without telling anybody: that would go round. */
  readonly #listeners = new Listeners<CloudFault>((error) =>
    this.#journal.add({
      at: this.now(),
      service: "faults",
      message: `A listener to the faults failed: ${reasonOf(error)}`,
    }),
  );

  constructor(private readonly now: () => number) {}

  report(service: string, message: string): void {
    const fault = { at: this.now(), service, message };
    this.#journal.add(fault);
    this.#listeners.tell(fault);
  }

  /**
   * What takes the exception of work that nobody waits for: it becomes a fault, and the world goes
   * on.
   * @param what names the work, such as `The delivery to subscription inbox`.
   */
  failure(service: string, what: string): (error: unknown) => void {
    return (error) => this.report(service, `${what} failed: ${reasonOf(error)}`);
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
    return this.#listeners.add(listener);
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
