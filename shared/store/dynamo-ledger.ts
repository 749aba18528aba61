import { randomUUID } from "node:crypto";
import { GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import {
  type DeliveryEvent,
  type DeliveryStatus,
  type EventTimes,
  type Intent,
  type LedgerRecord,
  rankOf,
} from "../domain/delivery";
import type { OutboundMessageId } from "../domain/message/message-id";
import type { Clock, DeliveryLedger, IntentResult, Ledger, LedgerOutcome } from "../ports";
import { tableShape } from "./item-shapes";
import { isConditionFailed, keyOf, ledgerExpiry, type Table } from "./table";

/**
 * The ledger as items `MESSAGE#<our id>`. The status is kept with its rank, so that one conditional
 * write lets it only climb.
 */
export class DynamoLedger implements Ledger, DeliveryLedger {
  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
    private readonly newToken: () => string = randomUUID,
  ) {}

  async intend(intent: Intent): Promise<IntentResult> {
    const now = this.clock.now();
    const token = this.newToken();
    try {
      await this.#update(intent.messageId, {
        condition: "attribute_not_exists(pk) OR mayRetry = :yes",
        values: { ":yes": true },
        set: {
          ...intent,
          direction: "outbound",
          status: "intended",
          statusRank: rankOf("intended"),
          events: { intended: { at: now } },
          intentToken: token,
          mayRetry: false,
          expiresAt: ledgerExpiry(now),
        },
      });
      return { kind: "new" };
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
    const known = await this.#read(intent.messageId);
    // Our own write may have got through although its answer was lost and the SDK tried again.
    return known.intentToken === token ? { kind: "new" } : { kind: "known", record: known };
  }

  async recordOutcome(messageId: OutboundMessageId, outcome: LedgerOutcome): Promise<void> {
    const times = { at: this.clock.now() };
    switch (outcome.kind) {
      case "accepted":
        await this.#climb(messageId, "accepted", times, {
          providerMessageId: outcome.providerMessageId,
        });
        return;
      case "ambiguous":
        await this.#climb(messageId, "ambiguous", times, { ambiguity: outcome.reason });
        return;
      case "failed":
        await this.#climb(messageId, "failed", times, { fault: outcome.fault, mayRetry: false });
        return;
      case "deferred":
        await this.#update(messageId, {
          condition: "attribute_exists(pk)",
          set: { mayRetry: true, fault: outcome.fault },
        });
    }
  }

  async recordEvent(event: DeliveryEvent): Promise<"recorded" | "unknown message"> {
    for await (const messageId of this.#candidates(event)) {
      const [providerMessageId] = event.providerMessageIds;
      const facts = event.fault ? { fault: event.fault } : {};
      if (await this.#climb(messageId, event.status, timesOf(event), facts, { providerMessageId }))
        return "recorded";
    }
    return "unknown message";
  }

  /**
   * Raises the status if the new one is higher, with its facts; notes when it was first seen, and
   * facts that are missing, in any case.
   * @returns false where there is no such record.
   */
  async #climb(
    messageId: OutboundMessageId,
    status: DeliveryStatus,
    times: EventTimes,
    facts: Readonly<Record<string, unknown>>,
    missingFacts: Readonly<Record<string, unknown>> = {},
  ): Promise<boolean> {
    const first = { [`events.${status}`]: times, ...missingFacts };
    try {
      const set = { ...facts, status, statusRank: rankOf(status) };
      await this.#update(messageId, {
        condition: "statusRank < :rank",
        values: { ":rank": rankOf(status) },
        set,
        first,
      });
      return true;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
    try {
      await this.#update(messageId, {
        condition: "attribute_exists(pk)",
        first: { ...first, ...facts },
      });
      return true;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      return false;
    }
  }

  /** Our own id first; the provider's ids only where that one is missing or not ours. */
  async *#candidates(event: DeliveryEvent): AsyncGenerator<OutboundMessageId> {
    if (event.messageId) yield event.messageId;
    for (const providerMessageId of event.providerMessageIds)
      yield* await this.#byProviderId(providerMessageId);
  }

  async #byProviderId(providerMessageId: string): Promise<OutboundMessageId[]> {
    const { Items = [] } = await this.table.client.send(
      new QueryCommand({
        TableName: this.table.name,
        IndexName: tableShape.providerIdIndex.name,
        KeyConditionExpression: "providerMessageId = :id",
        ExpressionAttributeValues: { ":id": providerMessageId },
      }),
    );
    // The index holds keys alone.
    return Items.flatMap(({ pk }) => messageIn(String(pk)) ?? []);
  }

  async #read(
    messageId: OutboundMessageId,
  ): Promise<LedgerRecord & { readonly intentToken?: string }> {
    const { Item } = await this.table.client.send(
      new GetCommand({
        TableName: this.table.name,
        Key: keyOf(partitionOf(messageId), "RECORD"),
        ConsistentRead: true,
      }),
    );
    if (!Item)
      throw new Error(
        `Ledger record ${messageId} was there a moment ago ` +
          `and is gone from table ${this.table.name}.`,
      );
    return Item as LedgerRecord & { readonly intentToken?: string };
  }

  async #update(messageId: OutboundMessageId, change: RecordChange): Promise<void> {
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: keyOf(partitionOf(messageId), "RECORD"),
        ConditionExpression: change.condition,
        ...updateExpression(change),
      }),
    );
  }
}

interface RecordChange {
  readonly condition: string;
  /** Values that the condition names. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Attributes to set, by path; one that is undefined is left alone. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Attributes to set only where they are missing. */
  readonly first?: Readonly<Record<string, unknown>>;
}

function updateExpression(change: RecordChange) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = { ...change.values };
  const nameOf = (path: string) =>
    path
      .split(".")
      .map((part) => {
        names[`#${part}`] = part;
        return `#${part}`;
      })
      .join(".");
  const assignments = [
    ...defined(change.set).map(([path, value], index) => {
      values[`:s${index}`] = value;
      return `${nameOf(path)} = :s${index}`;
    }),
    ...defined(change.first).map(([path, value], index) => {
      values[`:f${index}`] = value;
      return `${nameOf(path)} = if_not_exists(${nameOf(path)}, :f${index})`;
    }),
  ];
  return {
    UpdateExpression: `SET ${assignments.join(", ")}`,
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
}

function defined(
  attributes: Readonly<Record<string, unknown>> = {},
): [path: string, value: unknown][] {
  return Object.entries(attributes).filter(([, value]) => value !== undefined);
}

const partitionPrefix = "MESSAGE#";

function partitionOf(messageId: OutboundMessageId): string {
  return `${partitionPrefix}${messageId}`;
}

/** The other way round; undefined for a partition of something else. */
function messageIn(partition: string): OutboundMessageId | undefined {
  if (!partition.startsWith(partitionPrefix)) return undefined;
  return partition.slice(partitionPrefix.length) as OutboundMessageId;
}

function timesOf(event: DeliveryEvent): EventTimes {
  return {
    at: event.receivedAt,
    ...(event.providerAt === undefined ? {} : { providerAt: event.providerAt }),
  };
}
