import type { Change, ResourceRecord } from "../account/control-plane";
import { checkMapping, functionRecord, mappingDeclaration, mappingType } from "./declarations";
import { type PollerDeps, QueuePoller } from "./queue-poller";

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
      if (change.kind === "created") this.#mayRead(record);
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

  /** CreateEventSourceMapping refuses a role that may not read the queue. @throws naming both */
  #mayRead(record: ResourceRecord): void {
    const { controlPlane, access } = this.deps;
    const { functionName, eventSourceArn } = mappingDeclaration(record);
    const role = String(functionRecord(controlPlane, functionName)?.outputs.role);
    if (access.forRole(role, "sqs:ReceiveMessage", eventSourceArn).decision === "allow") return;
    throw new Error(
      `functionName names ${functionName}, whose role ${role} may not sqs:ReceiveMessage on ` +
        `${eventSourceArn}; allowed is one that may when the mapping is created.`,
    );
  }

  #wake(which: (poller: QueuePoller) => boolean): void {
    for (const poller of this.#pollers.values()) if (which(poller)) poller.wake();
  }
}
