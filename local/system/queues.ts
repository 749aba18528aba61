import type { ResourceRecord, SimulatedCloud } from "end-user-messaging-simulator";

const queuePolicyType = "aws:sqs/queuePolicy:QueuePolicy";

/**
 * What an operator can do with the program's queues; a queue goes by its name in the program, such
 * as `conversation`.
 */
export class Queues {
  constructor(private readonly cloud: SimulatedCloud) {}

  /** The bodies of what lies in the queue's dead-letter queue. */
  deadLetters(name: string): readonly string[] {
    return this.cloud.sqs.peekAll(this.#arn(`${name}-dlq`)).map(({ body }) => body);
  }

  /**
   * @returns the bodies of the messages that come to the queue from now on; it grows as they come.
   */
  record(name: string): readonly string[] {
    const queue = this.cloud.sqs.queue(this.#arn(name));
    const seen = new Set<string>();
    const bodies: string[] = [];
    this.cloud.sqs.onChange((changed) => {
      if (changed !== queue) return;
      for (const { messageId, body } of queue.peekAll()) {
        if (!seen.has(messageId)) bodies.push(body);
        seen.add(messageId);
      }
    });
    return bodies;
  }

  /**
   * Jumps the clock over visibility timeouts until nothing of the queue is in flight: each message
   * is dealt with or dead.
   */
  async untilTriedOut(name: string): Promise<void> {
    const queue = this.cloud.sqs.queue(this.#arn(name));
    await this.cloud.quiet();
    while (queue.depth().inFlight > 0) {
      this.cloud.clock.advance(queue.declaration.visibilityTimeoutSeconds * 1000);
      await this.cloud.quiet();
    }
  }

  /**
   * What "Start DLQ redrive" does in the SQS console: everything in the dead-letter queue goes back
   * to where it came from.
   */
  redrive(name: string): void {
    const deadLetters = this.#arn(`${name}-dlq`);
    for (const { body, receiptHandle, groupId, messageId } of this.cloud.sqs.receive(deadLetters)) {
      this.cloud.sqs.send(this.#arn(name), {
        body,
        ...(groupId && { groupId, deduplicationId: messageId }),
      });
      this.cloud.sqs.delete(deadLetters, receiptHandle);
    }
  }

  /** Lets something happen while somebody has taken the queue's policy away by hand. */
  async withoutPolicy<T>(name: string, happening: () => Promise<T>): Promise<T> {
    const policy = this.#record(queuePolicyType, name);
    await this.cloud.controlPlane.remove(policy.type, policy.id);
    try {
      return await happening();
    } finally {
      await this.cloud.controlPlane.put(policy);
    }
  }

  #arn(name: string): string {
    return String(this.#record("aws:sqs/queue:Queue", name).outputs.arn);
  }

  #record(type: string, logicalName: string): ResourceRecord {
    const found = this.cloud.controlPlane
      .all(type)
      .find((record) => record.logicalName === logicalName);
    if (!found) throw new Error(`The program declares no ${type} "${logicalName}".`);
    return found;
  }
}
