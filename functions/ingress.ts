import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Arrival } from "../shared/adapters/payload";
import { byAttempt } from "../shared/domain/delivery/by-attempt";
import { needsAttention } from "../shared/domain/message/account-attention";
import {
  type ConversationItem,
  conversationGroup,
  loggableItem,
} from "../shared/domain/message/conversation-item";
import type { InboundItem } from "../shared/domain/message/inbound-item";
import type { AccountEvent } from "../shared/domain/message/message";
import { fileOf } from "../shared/domain/message/received-file";
import { recordDelivery } from "../shared/messaging/record-delivery";
import type {
  Clock,
  ConversationQueue,
  DeliveryLedger,
  Log,
  MediaQueue,
  Metrics,
  Quarantine,
} from "../shared/ports";

/** What the functions that take events from providers need of the world. */
export interface IngressPorts {
  /** Whose events these are, such as `whatsapp`, in metrics. */
  readonly source: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly queue: ConversationQueue;
  /** Absent where messages have no files. */
  readonly media?: MediaQueue;
  readonly ledger: DeliveryLedger;
  readonly quarantine: Quarantine;
}

/** An item, and what goes back to its queue when the item cannot be stored. */
export interface Origin<From> {
  readonly item: InboundItem;
  readonly from: From;
}

/**
 * Takes all records of a batch together: what they tell of one attempt is one write, and what they
 * tell of one person goes over in the order in which the person did it.
 * @returns the records that go back to the queue.
 */
export async function takeBatch(
  { Records }: SQSEvent,
  read: (arrival: Arrival) => readonly InboundItem[],
  ports: IngressPorts,
): Promise<SQSBatchResponse> {
  const now = ports.clock.now();
  const items = Records.flatMap((record) =>
    read({ body: record.body, now, ...queuedAt(record) }).map((item) => ({
      item,
      from: record.messageId,
    })),
  );
  const failed = await takeItems(items, ports);
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** When the queue took it. */
function queuedAt({ attributes }: SQSRecord): { queuedAt?: number } {
  const at = Number(attributes.SentTimestamp);
  return Number.isFinite(at) && at > 0 ? { queuedAt: at } : {};
}

/**
 * Stores what the items tell: each person's and each attempt's by itself, side by side. What fails
 * is logged and harms nobody else.
 * @returns where those came from that could not be stored.
 */
export async function takeItems<From>(
  items: readonly Origin<From>[],
  ports: IngressPorts,
): Promise<ReadonlySet<From>> {
  for (const { item } of items) report(item, ports);
  const work = [
    ...personsOf(items, ports),
    ...attemptsOf(items, ports),
    ...quarantinedOf(items, ports),
  ];
  const failed = new Set<From>();
  await Promise.all(
    work.map(async ({ from, run }) => {
      try {
        await run();
      } catch (error) {
        ports.log.error("ingress", { source: ports.source, origins: from.length }, error);
        for (const one of from) failed.add(one);
      }
    }),
  );
  return failed;
}

interface Work<From> {
  readonly from: readonly From[];
  readonly run: () => Promise<void>;
}

type HandedOver = Extract<ConversationItem, { readonly kind: "inbound" | "person" }>;

/** A person's items one after another: what cannot be handed over holds up what is later. */
function personsOf<From>(items: readonly Origin<From>[], ports: IngressPorts): Work<From>[] {
  const all = items.flatMap(({ item, from }) => {
    const handedOver = handOverOf(item);
    return handedOver ? [{ ...handedOver, from }] : [];
  });
  const people = Map.groupBy(all, ({ item }) => conversationGroup(item));
  return [...people.values()].map((ofOne) => ({
    from: ofOne.map(({ from }) => from),
    run: async () => {
      for (const { item } of ofOne.toSorted((one, other) => one.at - other.at))
        await handOver(item, ports);
    },
  }));
}

function handOverOf(
  item: InboundItem,
): { readonly item: HandedOver; readonly at: number } | undefined {
  if (item.kind === "message") {
    const { message } = item;
    return { item: { kind: "inbound", message }, at: message.writtenAt };
  }
  if (item.kind === "person") {
    const { event } = item;
    return { item: { kind: "person", event }, at: event.at };
  }
  return undefined;
}

/** The answer does not wait for a file, which is kept whenever that succeeds. */
async function handOver(
  item: HandedOver,
  { queue, media, log, metrics }: IngressPorts,
): Promise<void> {
  await queue.handOver(item);
  const file = item.kind === "inbound" ? fileOf(item.message) : undefined;
  if (file) await media?.handOver(file);
  log.info("inbound.handedOver", loggableItem(item));
  if (item.kind !== "inbound") return;
  const { channel, provider, content } = item.message;
  metrics.count("InboundMessage", { channel, provider, content: content.type });
}

/** Every event of an attempt in one write. */
function attemptsOf<From>(items: readonly Origin<From>[], ports: IngressPorts): Work<From>[] {
  const events = items.flatMap(({ item, from }) =>
    item.kind === "delivery" ? [{ event: item.event, from }] : [],
  );
  return byAttempt(events).map(({ events, told }) => ({
    from: told.map(({ from }) => from),
    run: () => recordDelivery(events, ports),
  }));
}

function quarantinedOf<From>(items: readonly Origin<From>[], ports: IngressPorts): Work<From>[] {
  return items.flatMap(({ item, from }) =>
    item.kind === "unreadable"
      ? [{ from: [from], run: () => ports.quarantine.put(item.raw, item.reason) }]
      : [],
  );
}

type Reports = {
  readonly [Kind in InboundItem["kind"]]: (
    item: Extract<InboundItem, { readonly kind: Kind }>,
    ports: IngressPorts,
  ) => void;
};

/** What is counted and logged of an item; what is stored of it is logged when it is. */
const reports: Reports = {
  message: () => {},
  person: () => {},
  delivery: () => {},
  account: ({ event }, ports) => reportAccount(event, ports),
  ignored: ({ why, what }, { source, log, metrics }) => {
    metrics.count("InboundIgnored", { source, why });
    log.info("inbound.ignored", { source, why, what });
  },
  unreadable: ({ reason }, { source, log, metrics }) => {
    metrics.count("InboundUnreadable", { source });
    log.warn("inbound.unreadable", { source, reason });
  },
};

function report(item: InboundItem, ports: IngressPorts): void {
  const one = reports[item.kind] as (item: InboundItem, ports: IngressPorts) => void;
  one(item, ports);
}

function reportAccount(account: AccountEvent, { log, metrics }: IngressPorts): void {
  const { provider, about, field, event, subject } = account;
  // A line's `event` is its own name.
  const fields = { provider, about, field, news: event, subject };
  metrics.count("AccountEvent", { about, field, event });
  if (needsAttention(account)) {
    metrics.count("AccountNeedsAttention", { about });
    log.warn("account", fields);
  } else {
    log.info("account", fields);
  }
}
