import { createHash } from "node:crypto";
import { AwsError } from "../../gateway/aws-error";
import type { QueueDeclaration } from "./declaration";
import type { OutgoingMessage } from "./message";

const intervalMs = 5 * 60_000;

export interface Accepted {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

/**
 * A FIFO queue accepts a message with an id that it saw in the last five minutes, and does not
 * deliver it again (SQS API reference, SendMessage).
 */
export class Deduplication {
  readonly #seen = new Map<string, { readonly at: number; readonly accepted: Accepted }>();

  constructor(private readonly now: () => number) {}

  find(key: string): Accepted | undefined {
    this.#forgetOld();
    return this.#seen.get(key)?.accepted;
  }

  remember(key: string, accepted: Accepted): void {
    this.#seen.set(key, { at: this.now(), accepted });
  }

  /** The map is in the order of time, so the old ones are in front. */
  #forgetOld(): void {
    for (const [key, entry] of this.#seen) {
      if (this.now() - entry.at < intervalMs) return;
      this.#seen.delete(key);
    }
  }
}

/**
 * The id that the message is known by: its own, or the digest of its body.
 * @throws when the queue gives it neither.
 */
export function deduplicationIdOf(message: OutgoingMessage, queue: QueueDeclaration): string {
  if (message.deduplicationId !== undefined) return message.deduplicationId;
  if (queue.contentBasedDeduplication)
    return createHash("sha256").update(message.body).digest("hex");
  throw new AwsError(
    "InvalidParameterValue",
    "The queue should either have ContentBasedDeduplication enabled or " +
      "MessageDeduplicationId provided explicitly",
  );
}
