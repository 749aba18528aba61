import type { ControlClient } from "end-user-messaging-simulator";

const queuePolicyType = "aws:sqs/queuePolicy:QueuePolicy";

/** A second more than the longest wait between two tries of a turn. */
const stepMilliseconds = 60_000;
/** So many steps without an end is a message that nobody will ever finish. */
const mostSteps = 60;

/**
 * What an operator does with the program's queues; a queue goes by its name in the program, such
 * as `conversation`.
 */
export class Queues {
  constructor(private readonly client: ControlClient) {}

  /** The queues that functions read. */
  async names(): Promise<readonly string[]> {
    const queues = await this.client.call("GET /queues", {});
    return queues.filter(({ takesDeadLetters }) => !takesDeadLetters).map(({ name }) => name);
  }

  /** The dead-letter queues that hold something. */
  async withDeadLetters(): Promise<readonly { readonly name: string; readonly visible: number }[]> {
    const queues = await this.client.call("GET /queues", {});
    return queues.filter(({ takesDeadLetters, visible }) => takesDeadLetters && visible > 0);
  }

  /** The bodies of what lies in the queue's dead-letter queue. */
  deadLetters(name: string): Promise<readonly string[]> {
    return this.bodies(`${name}-dlq`);
  }

  /** Puts a body, right or wrong, into a queue; into a FIFO queue with its ids. */
  async send(
    name: string,
    body: string,
    fifo?: { readonly group: string; readonly id: string },
  ): Promise<void> {
    await this.client.call("POST /queues/{name}/messages", {
      name,
      body,
      ...(fifo && { groupId: fifo.group, deduplicationId: fifo.id }),
    });
  }

  /**
   * Lets time pass over visibility timeouts until nothing of the queue is in flight: each message
   * is dealt with or dead.
   */
  async untilTriedOut(name: string): Promise<void> {
    await this.client.call("POST /quiet", {});
    for (let step = 0; await this.#isInFlight(name); step += 1) {
      if (step === mostSteps) throw new Error(`Messages of queue ${name} stay in flight for ever.`);
      await this.client.call("POST /clock/pass", { milliseconds: stepMilliseconds });
    }
  }

  /** What "Start DLQ redrive" does in the SQS console. */
  async redrive(name: string): Promise<void> {
    await this.client.call("POST /queues/{name}/redrive", { name: `${name}-dlq` });
  }

  /** Somebody has looked at what lies in the dead-letter queue, and removes it. */
  discardDeadLetters(name: string): Promise<void> {
    return this.empty(`${name}-dlq`);
  }

  /** Lets something happen while somebody has taken the queue's policy away by hand. */
  async withoutPolicy<T>(name: string, happening: () => Promise<T>): Promise<T> {
    const policy = await this.client.call("DELETE /resources", { type: queuePolicyType, name });
    try {
      return await happening();
    } finally {
      await this.client.call("PUT /resources", policy);
    }
  }

  /** How many messages lie in the queue. */
  async depth(
    name: string,
  ): Promise<{ readonly visible: number; readonly inFlight: number; readonly delayed: number }> {
    const queues = await this.client.call("GET /queues", {});
    const queue = queues.find((each) => each.name === name);
    if (!queue) throw new Error(`The program declares no queue "${name}".`);
    return queue;
  }

  /** The bodies of what lies in the queue. */
  async bodies(name: string): Promise<readonly string[]> {
    const messages = await this.client.call("GET /queues/{name}/messages", { name });
    return messages.map(({ body }) => body);
  }

  /** Somebody has looked at what lies in the queue, and removes it. */
  async empty(name: string): Promise<void> {
    for (const { messageId } of await this.client.call("GET /queues/{name}/messages", { name }))
      await this.client.call("DELETE /queues/{name}/messages/{messageId}", { name, messageId });
  }

  async #isInFlight(name: string): Promise<boolean> {
    const { inFlight, delayed } = await this.depth(name);
    return inFlight + delayed > 0;
  }
}
