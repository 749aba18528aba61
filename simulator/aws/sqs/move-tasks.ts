import { AwsError } from "../../gateway/aws-error";
import type { Activity } from "../../kernel/activity";
import type { SimulatedClock } from "../../kernel/clock";
import type { FaultLog } from "../../kernel/fault-log";
import type { SeededIds } from "../../kernel/seeded-ids";
import { invalidParameter } from "./checks";
import type { QueuedMessage } from "./message";
import type { Queue } from "./queue";

/** What a move task needs of the account's queues. */
export interface MoveTaskDeps {
  readonly clock: SimulatedClock;
  readonly ids: SeededIds;
  readonly activity: Activity;
  readonly faults: FaultLog;
  find(queueArn: string): Queue | undefined;
  /** The queues that name this one as their dead-letter queue. */
  sourcesOf(deadLetterQueueArn: string): readonly Queue[];
}

type Status = "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";

interface MoveTask {
  readonly handle: string;
  readonly source: Queue;
  readonly destination: Queue | undefined;
  /** Undefined: as fast as it goes. */
  readonly perSecond: number | undefined;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: Status;
  failureReason?: string;
  callOff?: () => void;
}

/**
 * "Start DLQ redrive": takes messages from a dead-letter queue back to where they came from (SQS
 * developer guide, "Configuring a dead-letter queue redrive"). They get a new id and a new age.
 */
export class MoveTasks {
  readonly #tasks: MoveTask[] = [];

  constructor(private readonly deps: MoveTaskDeps) {}

  /** @returns the task's handle. @throws AwsError when the task cannot begin. */
  start(sourceArn: string, destinationArn?: string, perSecond?: number): string {
    const source = this.#queue(sourceArn, "SourceArn");
    if (this.deps.sourcesOf(sourceArn).length === 0)
      throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
    const destination =
      destinationArn === undefined ? undefined : this.#queue(destinationArn, "DestinationArn");
    if (destination === source)
      throw invalidParameter("Source queue arn and destination queue arn cannot be the same.");
    if (this.#tasks.some((task) => task.source === source && task.status === "RUNNING"))
      throw new AwsError(
        "UnsupportedOperation",
        "There is already a task running. " +
          "Only one active task is allowed for a source queue arn at a given time.",
      );
    const task: MoveTask = {
      handle: Buffer.from(JSON.stringify({ taskId: this.deps.ids.uuid(), sourceArn })).toString(
        "base64",
      ),
      source,
      destination,
      perSecond,
      startedAt: this.deps.clock.now(),
      toMove: source.depth().visible,
      moved: 0,
      status: "RUNNING",
    };
    this.#tasks.unshift(task);
    this.deps.activity.startSoon(() => this.#move(task), this.#failure(task));
    return task.handle;
  }

  /** @returns how many it had moved. @throws AwsError when there is no such task under way. */
  cancel(handle: string): number {
    const task = this.#tasks.find((one) => one.handle === handle);
    if (!task) throw resourceNotFound("Task does not exist.");
    if (task.status !== "RUNNING") throw invalidParameter("Only active tasks can be cancelled.");
    task.callOff?.();
    task.status = "CANCELLED";
    return task.moved;
  }

  /** The ARN of the queue whose messages a task moves; `*` for a task that does not exist. */
  sourceOf(handle: string): string {
    return this.#tasks.find((one) => one.handle === handle)?.source.arn ?? "*";
  }

  /** The newest first, as `ListMessageMoveTasks` tells them. */
  list(sourceArn: string, most: number): object[] {
    const source = this.#queue(sourceArn, "SourceArn");
    return this.#tasks
      .filter((task) => task.source === source)
      .slice(0, most)
      .map((task) => ({
        ...(task.status === "RUNNING" && { TaskHandle: task.handle }),
        Status: task.status,
        SourceArn: sourceArn,
        ...(task.destination && { DestinationArn: task.destination.arn }),
        ...(task.perSecond !== undefined && { MaxNumberOfMessagesPerSecond: task.perSecond }),
        ApproximateNumberOfMessagesMoved: task.moved,
        ApproximateNumberOfMessagesToMove: task.toMove,
        ...(task.failureReason !== undefined && { FailureReason: task.failureReason }),
        StartedTimestamp: task.startedAt,
      }));
  }

  /** As many as one second allows, and the rest a second of the simulated clock later. */
  #move(task: MoveTask): void {
    if (task.status !== "RUNNING") return;
    const most = task.perSecond ?? Number.POSITIVE_INFINITY;
    for (let count = 0; count < most; count += 1) {
      const message = task.source.withdraw();
      if (!message) {
        task.status = "COMPLETED";
        return;
      }
      if (!this.#moveOne(task, message)) return;
    }
    task.callOff = this.deps.clock.after(1000, () =>
      this.deps.activity.start(() => this.#move(task), this.#failure(task)),
    );
  }

  /** A message that cannot go stays where it is, and the task ends. */
  #moveOne(task: MoveTask, message: QueuedMessage): boolean {
    const { destination = this.deps.find(message.deadLetterSourceArn ?? ""), source } = task;
    try {
      if (!destination) throw new AwsError("CouldNotDetermineMessageSource", "");
      destination.send({
        body: message.body,
        attributes: message.attributes,
        ...(message.groupId !== undefined && { groupId: message.groupId }),
        ...(destination.declaration.fifoQueue && { deduplicationId: this.deps.ids.uuid() }),
      });
      task.moved += 1;
      return true;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      source.adopt(message);
      task.status = "FAILED";
      task.failureReason = error.code;
      return false;
    }
  }

  #queue(queueArn: string, parameter: string): Queue {
    const queue = this.deps.find(queueArn);
    if (queue) return queue;
    throw resourceNotFound(
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    );
  }

  #failure({ source }: MoveTask): (error: unknown) => void {
    return this.deps.faults.failure("sqs", `The move task from queue ${source.declaration.name}`);
  }
}

function resourceNotFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, 404);
}
