import type { Activity } from "../../kernel/activity";
import type { FaultLog } from "../../kernel/fault-log";
import type { Change, ControlPlane } from "../account/control-plane";
import type { Access } from "../iam/access";
import type { ReceivedMessage } from "../sqs/message";
import type { Queue } from "../sqs/queue";
import type { Sqs } from "../sqs/sqs";
import { sqsEvent, verdictOf } from "./batch";
import {
  checkMapping,
  type FunctionDeclaration,
  functionOf,
  type MappingDeclaration,
  mappingDeclaration,
  mappingType,
} from "./declarations";
import { type Lambda, mostEnvironments } from "./lambda";

/** The event source mappings that the evaluated program declares, each with its poller. */
export class EventSourceMappings {
  readonly #pollers = new Map<string, QueuePoller>();

  constructor(private readonly deps: PollerDeps) {
    deps.controlPlane.onChange((change) => this.#follow(change));
    deps.sqs.onChange((queue) => this.#wake((poller) => poller.queueArn === queue.arn));
  }

  stop(): void {
    for (const poller of this.#pollers.values()) poller.stop();
  }

  /**
   * After any change in the account: a permission or a function that was missing may be there now.
   */
  #follow(change: Change): void {
    const record = change.kind === "deleted" ? change.before : change.after;
    if (record.type === mappingType) {
      if (change.kind !== "deleted") checkMapping(this.deps.controlPlane, record);
      this.#pollers.get(record.id)?.stop();
      this.#pollers.delete(record.id);
      if (change.kind !== "deleted") {
        this.#pollers.set(
          record.id,
          new QueuePoller(record.logicalName, mappingDeclaration(record), this.deps),
        );
      }
    }
    this.#wake(() => true);
  }

  #wake(which: (poller: QueuePoller) => boolean): void {
    for (const poller of this.#pollers.values()) if (which(poller)) poller.wake();
  }
}

export interface PollerDeps {
  readonly controlPlane: ControlPlane;
  readonly activity: Activity;
  readonly faults: FaultLog;
  readonly access: Access;
  readonly sqs: Sqs;
  readonly lambda: Lambda;
}

const neededActions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** The working part of one event source mapping. It does not poll by time: the queue wakes it. */
export class QueuePoller {
  readonly #failed: (error: unknown) => void;
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

  /** Invocations under way finish. */
  stop(): void {
    this.#stopped = true;
  }

  #pump(): void {
    const queue = this.deps.sqs.find(this.mapping.eventSourceArn);
    if (this.#stopped || !this.mapping.enabled || !queue?.receivable) return;
    const target = functionOf(this.deps.controlPlane, this.mapping);
    if (!target || !this.#allowed(queue, target)) return;
    const most = Math.min(
      this.mapping.scalingConfig.maximumConcurrency ?? mostEnvironments,
      mostEnvironments,
    );
    while (this.#running < most && queue.receivable) {
      const batch = queue.receive(Math.min(this.mapping.batchSize, 10));
      if (batch.length > 0)
        this.deps.activity.start(() => this.#process(queue, target, batch), this.#failed);
    }
  }

  async #process(
    queue: Queue,
    target: FunctionDeclaration,
    batch: readonly ReceivedMessage[],
  ): Promise<void> {
    this.#running += 1;
    try {
      await this.#invoke(queue, target, batch);
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
    const outcome = await this.deps.lambda.invoke(target.arn, sqsEvent(queue.arn, batch));
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
      if (!failed) queue.delete(receiptHandle);
    }
  }

  /**
   * Lambda ignores the list when the mapping does not declare it, and the failed messages are lost.
   */
  #reportIgnored(target: FunctionDeclaration, failures: number): void {
    if (failures === 0) return;
    this.deps.faults.report(
      "lambda",
      `Function ${target.name} reported failed messages, but its event source mapping ${this.name} does not declare ReportBatchItemFailures: they are deleted like the others.`,
    );
  }

  #allowed(queue: Queue, target: FunctionDeclaration): boolean {
    const missing = neededActions.filter(
      (action) => this.deps.access.forRole(target.role, action, queue.arn).decision !== "allow",
    );
    if (missing.length === 0) {
      this.#reported = "";
      return true;
    }
    const complaint = `Event source mapping ${this.name} does nothing: the role of function ${target.name} may not ${missing.join(", ")} on queue ${queue.declaration.name}.`;
    if (complaint !== this.#reported) this.deps.faults.report("iam", complaint);
    this.#reported = complaint;
    return false;
  }
}
