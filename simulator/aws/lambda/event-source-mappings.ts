import type { Change } from "../account/control-plane";
import { checkMapping, mappingDeclaration, mappingType } from "./declarations";
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
