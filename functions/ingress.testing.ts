import { consoleLog } from "../shared/adapters/aws/console-log";
import { now } from "../shared/adapters/aws/whatsapp-events.testing";
import type { DeliveryEvent } from "../shared/domain/delivery/event";
import type { ConversationItem } from "../shared/domain/message/conversation-item";
import type { AttemptId } from "../shared/domain/message/message-id";
import type { ReceivedFile } from "../shared/domain/message/received-file";
import type { MetricName } from "../shared/domain/metric-names";
import type { IngressPorts } from "./ingress";

/** What an ingress function sees of the world, and what it did there. */
export class IngressWorld {
  readonly items: ConversationItem[] = [];
  readonly files: ReceivedFile[] = [];
  readonly written: (readonly DeliveryEvent[])[] = [];
  readonly quarantined: { item: unknown; reason: string }[] = [];
  refusesToHandOver: (id: string) => boolean = () => false;
  refusesToWrite: (attemptId: string | undefined) => boolean = () => false;
  refusesFiles = false;
  refusesToQuarantine = false;
  readonly #lines: object[] = [];
  readonly #counts: { name: string; dimensions: Readonly<Record<string, string>> }[] = [];

  constructor(private readonly source: string) {}

  get ports(): IngressPorts {
    const write = (entry: object) => void this.#lines.push(entry);
    return {
      source: this.source,
      clock: { now: () => now, wait: async () => {} },
      log: consoleLog("ingress", { info: write, warn: write, error: write }),
      metrics: {
        count: (name, dimensions) => void this.#counts.push({ name, dimensions }),
      },
      queue: {
        handOver: async (item) => {
          const id = idOf(item);
          // As a library would put it: with what it was given.
          if (this.refusesToHandOver(id)) throw new Error(`refused ${JSON.stringify(item)}`);
          this.items.push(item);
        },
      },
      media: {
        handOver: async (file) => {
          if (this.refusesFiles) throw new Error("the queue is gone");
          this.files.push(file);
        },
      },
      ledger: {
        record: async (events) => {
          if (this.refusesToWrite(events[0].attemptId)) throw new Error("the table is gone");
          this.written.push(events);
          return { attemptId: events[0].attemptId ?? ("unnamed" as AttemptId) };
        },
      },
      quarantine: {
        put: async (item, reason) => {
          if (this.refusesToQuarantine) throw new Error("the queue is gone");
          this.quarantined.push({ item, reason });
        },
      },
    };
  }

  /** The ids of messages handed over, in their order. */
  handedOver(): string[] {
    return this.items.map(idOf);
  }

  logged(): string {
    return this.#lines.map((line) => JSON.stringify(line)).join("\n");
  }

  counted(name: MetricName): number {
    return this.#counts.filter((count) => count.name === name).length;
  }

  countedBy(name: MetricName, dimension: string): (string | undefined)[] {
    return this.#counts
      .filter((count) => count.name === name)
      .map(({ dimensions }) => dimensions[dimension]);
  }
}

function idOf(item: ConversationItem): string {
  return item.kind === "inbound" ? item.message.providerMessageId : item.kind;
}
