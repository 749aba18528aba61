import { AwsError } from "../../gateway/aws-error";
import type { FaultLog } from "../../kernel/fault-log";
import { Listeners } from "../../kernel/listeners";
import type { Change, ControlPlane } from "../account/control-plane";
import type { Draws, ServiceDeps } from "../service-deps";
import {
  checkQueue,
  deadLetterQueueArns,
  queueDeclaration,
  queuePolicies,
  queueType,
} from "./declaration";
import type { QueueDepth } from "./holdings";
import type { OutgoingMessage, QueuedMessage, ReceivedMessage } from "./message";
import { MoveTasks } from "./move-tasks";
import { Queue, type QueueDeps } from "./queue";

export type SqsDeps = ServiceDeps & Draws;

/**
 * The simulated SQS: its queues are those that the evaluated program declares. A queue is named by
 * its name, its URL or its ARN.
 */
export class Sqs {
  readonly moveTasks: MoveTasks;
  readonly #queues = new Map<string, Queue>();
  readonly #listeners: Listeners<Queue>;
  readonly #deps: QueueDeps;

  constructor(private readonly deps: SqsDeps) {
    const { controlPlane, clock, random, ids, unkindness, faults } = deps;
    this.#listeners = new Listeners(faults.failure("sqs", "What listens to the queues"));
    this.#deps = {
      clock,
      random,
      ids,
      unkindness,
      traces: deps.traces,
      deadLetter: (targetArn, message) => this.#bury(targetArn, message),
      changed: (queue) => this.#listeners.tell(queue),
    };
    this.moveTasks = new MoveTasks({
      ...deps,
      find: (queueArn) => this.#queues.get(queueArn),
      sourcesOf: (queueArn) => this.sourcesOf(queueArn),
    });
    deps.access.registerResourcePolicies("sqs", queuePolicies(controlPlane));
    controlPlane.onChange((change) => this.#follow(change));
  }

  /**
   * Calls the listener whenever the messages of a queue change: one came, is in flight, shows
   * again, went.
   * @returns a function that stops it.
   */
  onChange(listener: (queue: Queue) => void): () => void {
    return this.#listeners.add(listener);
  }

  queues(): Queue[] {
    return [...this.#queues.values()];
  }

  find(queue: string): Queue | undefined {
    const byArn = this.#queues.get(queue);
    if (byArn) return byArn;
    const name = queue.slice(queue.lastIndexOf("/") + 1);
    return this.queues().find(({ declaration }) => declaration.name === name);
  }

  /** @throws AwsError as SQS does when there is no such queue. */
  queue(queue: string): Queue {
    const found = this.find(queue);
    if (!found) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    return found;
  }

  send(
    queue: string,
    message: OutgoingMessage,
  ): { readonly messageId: string; readonly sequenceNumber?: string } {
    return this.queue(queue).send(message);
  }

  receive(queue: string, most = 10): ReceivedMessage[] {
    return this.queue(queue).receive(most);
  }

  delete(queue: string, receiptHandle: string): boolean {
    return this.queue(queue).delete(receiptHandle);
  }

  release(queue: string, receiptHandle: string): void {
    this.queue(queue).release(receiptHandle);
  }

  depth(queue: string): QueueDepth {
    return this.queue(queue).depth();
  }

  peekAll(queue: string): QueuedMessage[] {
    return this.queue(queue).peekAll();
  }

  /** The queues that name this one as their dead-letter queue. */
  sourcesOf(deadLetterQueueArn: string): Queue[] {
    return this.queues().filter(
      ({ declaration }) => declaration.redrivePolicy?.deadLetterTargetArn === deadLetterQueueArn,
    );
  }

  stop(): void {
    for (const queue of this.#queues.values()) queue.close();
  }

  #bury(targetArn: string, message: QueuedMessage): void {
    const target = this.find(targetArn);
    if (target) target.adopt(message);
    else
      this.deps.faults.report(
        "sqs",
        `A message of ${message.deadLetterSourceArn} is lost: its dead-letter queue ` +
          `${targetArn} does not exist.`,
      );
  }

  /** An update keeps the messages. */
  #follow(change: Change): void {
    if ((change.kind === "deleted" ? change.before : change.after).type !== queueType) return;
    if (change.kind === "deleted") {
      const { arn } = queueDeclaration(change.before);
      this.#queues.get(arn)?.close();
      this.#queues.delete(arn);
      return;
    }
    const declaration = checkQueue(this.deps.controlPlane, change.after);
    const queue = this.#queues.get(declaration.arn);
    if (queue) queue.declaration = declaration;
    else this.#queues.set(declaration.arn, new Queue(declaration, this.#deps));
  }
}

/**
 * Reports a queue that holds messages which nobody will ever take: it is no dead-letter queue and
 * no event source mapping reads it. Once, until the queue has been empty again.
 */
export function reportUnreadQueues(sqs: Sqs, controlPlane: ControlPlane, faults: FaultLog): void {
  const reported = new Set<string>();
  sqs.onChange((queue) => {
    if (isEmpty(queue)) {
      reported.delete(queue.arn);
    } else if (!reported.has(queue.arn)) {
      const complaint = unread(queue, controlPlane);
      if (complaint === undefined) return;
      reported.add(queue.arn);
      faults.report("sqs", complaint);
    }
  });
}

function isEmpty(queue: Queue): boolean {
  const { visible, inFlight, delayed } = queue.depth();
  return visible + inFlight + delayed === 0;
}

function unread(queue: Queue, controlPlane: ControlPlane): string | undefined {
  const mappings = controlPlane
    .all("aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter((mapping) => mapping.outputs.eventSourceArn === queue.arn);
  if (mappings.some((mapping) => mapping.outputs.enabled !== false)) return undefined;
  if (deadLetterQueueArns(controlPlane).has(queue.arn)) return undefined;
  const disabled = mappings.length > 0 ? ` (mapping ${mappings[0]?.logicalName} is disabled)` : "";
  return (
    `Queue ${queue.declaration.name} holds messages and no event source mapping reads ` +
    `it${disabled}.`
  );
}
