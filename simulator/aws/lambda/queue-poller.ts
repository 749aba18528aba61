import { AwsError } from "../../gateway/aws-error";
import { type Keys, toReceive } from "../kms/keys";
import type { ServiceDeps } from "../service-deps";
import type { ReceivedMessage } from "../sqs/message";
import type { Queue } from "../sqs/queue";
import type { Sqs } from "../sqs/sqs";
import { sqsEvent, verdictOf, withinPayload } from "./batch";
import { type FunctionDeclaration, functionOf, type MappingDeclaration } from "./declarations";
import { type Lambda, mostEnvironments } from "./lambda";

export interface PollerDeps extends ServiceDeps {
  readonly keys: Keys;
  readonly sqs: Sqs;
  readonly lambda: Lambda;
}

const neededActions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** The working part of one event source mapping. It does not poll by time: the queue wakes it. */
export class QueuePoller {
  readonly #failed: (error: unknown) => void;
  /** What the batching window has gathered; it is in flight already. */
  #gathered: ReceivedMessage[] = [];
  #closeWindow: (() => void) | undefined;
  #running = 0;
  #woken = false;
  #stopped = false;
  #reported = "";

  constructor(
    private readonly name: string,
    private readonly mapping: MappingDeclaration,
    private readonly deps: PollerDeps,
  ) {
    this.#failed = deps.faults.failure("lambda", `Event source mapping ${name}`);
  }

  get queueArn(): string {
    return this.mapping.eventSourceArn;
  }

  /**
   * Looks at the queue in the next turn of the event loop, so that messages which came together go
   * together.
   */
  wake(): void {
    if (this.#woken || this.#stopped) return;
    this.#woken = true;
    this.deps.activity.startSoon(() => {
      this.#woken = false;
      this.#pump();
    }, this.#failed);
  }

  /** Invocations under way finish; what was gathered shows again in its time. */
  stop(): void {
    this.#stopped = true;
    this.#closeWindow?.();
  }

  #pump(): void {
    const queue = this.deps.sqs.find(this.mapping.eventSourceArn);
    if (this.#stopped || !this.mapping.enabled || !queue?.receivable) return;
    const target = functionOf(this.deps.controlPlane, this.mapping);
    if (!target || !this.#allowed(queue, target)) return;
    const { scalingConfig, batchSize, maximumBatchingWindowInSeconds: window } = this.mapping;
    const most = Math.min(scalingConfig.maximumConcurrency ?? mostEnvironments, mostEnvironments);
    while (this.#running < most && queue.receivable) {
      const room = Math.min(batchSize - this.#gathered.length, 10);
      const received = queue.receive(room);
      if (received.length === 0) return;
      this.#gathered.push(...received);
      if (window === 0 || this.#gathered.length >= batchSize) this.#close(queue, target);
      else this.#openWindow(queue, target, window);
    }
  }

  /**
   * The window opens with the first message, and closes when the batch is full or its time is over
   * (Lambda developer guide, "Batching behavior").
   */
  #openWindow(queue: Queue, target: FunctionDeclaration, seconds: number): void {
    this.#closeWindow ??= this.deps.clock.after(seconds * 1000, () => this.#close(queue, target));
  }

  #close(queue: Queue, target: FunctionDeclaration): void {
    this.#closeWindow?.();
    this.#closeWindow = undefined;
    const gathered = this.#gathered;
    this.#gathered = [];
    for (const batch of withinPayload(queue.arn, gathered)) {
      this.#running += 1;
      this.deps.activity.start(() => this.#process(queue, target, batch), this.#failed);
    }
  }

  async #process(
    queue: Queue,
    target: FunctionDeclaration,
    batch: readonly ReceivedMessage[],
  ): Promise<void> {
    try {
      await this.#invoke(queue, target, batch);
    } catch (error) {
      // A batch that is throttled shows again in its time and has been received once more, as at
      // AWS.
      if (!(error instanceof AwsError && error.code === "TooManyRequestsException")) throw error;
    } finally {
      this.#running -= 1;
      this.wake();
    }
  }

  /**
   * What succeeded is deleted; what failed stays in flight and shows again when its visibility
   * timeout passes.
   */
  async #invoke(
    queue: Queue,
    target: FunctionDeclaration,
    batch: readonly ReceivedMessage[],
  ): Promise<void> {
    const { lambda, traces } = this.deps;
    const event = sqsEvent(queue.arn, batch);
    const outcome = await traces.resume(batch, () => lambda.invoke(target.arn, event));
    if (outcome.kind === "failed") return;
    const verdict = verdictOf(outcome.payload, new Set(batch.map(({ messageId }) => messageId)));
    const partial = this.mapping.functionResponseTypes.includes("ReportBatchItemFailures");
    if (!partial)
      this.#reportIgnored(
        target,
        verdict.kind === "all-failed" ? batch.length : verdict.messageIds.size,
      );
    else if (verdict.kind === "all-failed") return;
    for (const { messageId, receiptHandle } of batch) {
      const failed = partial && verdict.kind === "some-failed" && verdict.messageIds.has(messageId);
      if (!failed) this.#delete(queue, receiptHandle);
    }
  }

  /** One that took too long for its visibility timeout is there again, whatever became of it. */
  #delete(queue: Queue, receiptHandle: string): void {
    try {
      queue.delete(receiptHandle);
    } catch (error) {
      this.#failed(error);
    }
  }

  /**
   * Lambda ignores the list when the mapping does not declare it, and the failed messages are lost.
   */
  #reportIgnored(target: FunctionDeclaration, failures: number): void {
    if (failures === 0) return;
    this.deps.faults.report(
      "lambda",
      `Function ${target.name} reported failed messages, but its event source mapping ` +
        `${this.name} does not declare ReportBatchItemFailures: they are deleted like the ` +
        "others.",
    );
  }

  #allowed(queue: Queue, target: FunctionDeclaration): boolean {
    const missing = neededActions.filter(
      (action) => this.deps.access.forRole(target.role, action, queue.arn).decision !== "allow",
    );
    const refusal = this.#keyRefusal(queue, target);
    if (missing.length === 0 && refusal === undefined) {
      this.#reported = "";
      return true;
    }
    const reason =
      missing.length > 0
        ? `the role of function ${target.name} may not ${missing.join(", ")} on queue ` +
          `${queue.declaration.name}`
        : `queue ${queue.declaration.name} is encrypted, and ${refusal}`;
    const complaint = `Event source mapping ${this.name} does nothing: ${reason}.`;
    if (complaint !== this.#reported) this.deps.faults.report("iam", complaint);
    this.#reported = complaint;
    return false;
  }

  /** Lambda reads the queue as the function's role, which must be able to decrypt what it gets. */
  #keyRefusal(queue: Queue, { role }: FunctionDeclaration): string | undefined {
    const keyId = queue.declaration.kmsMasterKeyId;
    if (!keyId) return undefined;
    const user = { kind: "role", roleArn: role, roleName: role.replace(/^.*\//, "") } as const;
    return this.deps.keys.refusal(keyId, user, toReceive, "sqs")?.message;
  }
}
