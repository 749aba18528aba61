import { QueryCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Contact } from "../domain/contact/contact";
import type { DeliveryEvent } from "../domain/delivery/event";
import type { SendOutcome } from "../domain/delivery/outcome";
import { type DeliveryStatus, type EventTimes, statusAfter } from "../domain/delivery/status";
import type {
  Attempt,
  Message,
  MessageContent,
  MessageRecord,
} from "../domain/message/ledger-record";
import {
  attemptId,
  loggableId,
  type OutboundMessageId,
  readAttemptId,
} from "../domain/message/message-id";
import type { Clock, DeliveryLedger, Ledger, NewAttempt, RecordedAttempt } from "../ports";
import { attemptPut, inTable, unchanged, type Write } from "./commit-writes";
import { queryItems } from "./each-page";
import {
  attemptNumber,
  attemptSort,
  contentSort,
  messagePartition,
  recordSort,
  tableShape,
} from "./item-shapes";
import { areOfRivals, cancellationCodes, isConditionFailed, type Table } from "./table";

/**
 * The ledger: the items of a message are its record, its content for two days, and one for each
 * attempt. An attempt keeps when each status was first seen; its status is the highest of them, so
 * that one write without a condition takes events in any order.
 *
 * A wamid holds the person's phone number, so only its digest is kept: a record outlives the
 * person's erasure.
 */
export class DynamoLedger implements Ledger, DeliveryLedger {
  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
  ) {}

  async message(id: OutboundMessageId): Promise<Message | undefined> {
    const items = await queryItems(this.table, messagePartition(id));
    const record = items.find(({ sk }) => sk === recordSort);
    if (!record) return undefined;
    const content = items.find(({ sk }) => sk === contentSort);
    return {
      record: record as unknown as MessageRecord,
      ...(content ? { content: content as unknown as MessageContent } : {}),
      attempts: items
        .filter(({ sk }) => attemptNumber(String(sk)) !== undefined)
        .map((item) => item as unknown as Attempt),
    };
  }

  async intend(record: MessageRecord, attempt: NewAttempt, contact: Contact): Promise<boolean> {
    const pk = messagePartition(record.messageId);
    return this.#whileUnchanged(contact, attemptPut(pk, attempt, this.clock.now()));
  }

  /** It begins now: what follows an unknown outcome is counted from here. */
  async begin(
    messageId: OutboundMessageId,
    { number, run, outsideWindow = false }: NewAttempt,
    contact: Contact,
  ): Promise<boolean> {
    return this.#whileUnchanged(contact, {
      Update: {
        TableName: "",
        Key: { pk: messagePartition(messageId), sk: attemptSort(number) },
        UpdateExpression:
          "SET events.intended = :times, #run = :run, outsideWindow = :outside REMOVE neverBegun",
        ConditionExpression: "neverBegun = :yes",
        ExpressionAttributeNames: { "#run": "run" },
        ExpressionAttributeValues: {
          ":yes": true,
          ":times": { at: this.clock.now() },
          ":run": run,
          ":outside": outsideWindow,
        },
      },
    });
  }

  async recordNeverBegun(
    messageId: OutboundMessageId,
    { number, run }: Pick<NewAttempt, "number" | "run">,
  ): Promise<void> {
    await this.#update(messageId, number, {
      UpdateExpression: "SET neverBegun = :yes",
      // Another run may have intended it and be at it.
      ConditionExpression: "#run = :run AND attribute_not_exists(outcome)",
      ExpressionAttributeNames: { "#run": "run" },
      ExpressionAttributeValues: { ":yes": true, ":run": run },
    });
  }

  async recordOutcome(
    messageId: OutboundMessageId,
    attempt: number,
    outcome: SendOutcome,
  ): Promise<void> {
    const id = outcome.kind === "accepted" ? loggableId(outcome.providerMessageId) : undefined;
    await this.#update(messageId, attempt, {
      UpdateExpression:
        "SET outcome = :outcome, events.#status = if_not_exists(events.#status, :times)" +
        (id ? ", providerMessageId = if_not_exists(providerMessageId, :id)" : ""),
      // What is known for certain is not replaced by what another run thinks.
      ConditionExpression:
        "attribute_exists(pk) AND (attribute_not_exists(outcome) OR outcome.#kind = :ambiguous)",
      ExpressionAttributeNames: { "#status": statusAfter(outcome), "#kind": "kind" },
      ExpressionAttributeValues: {
        ":outcome": id ? { ...outcome, providerMessageId: id } : outcome,
        ":times": { at: this.clock.now() },
        ":ambiguous": "ambiguous",
        ...(id ? { ":id": id } : {}),
      },
    });
  }

  async recordLookUp(
    messageId: OutboundMessageId,
    attempt: number,
    lookUps: number,
  ): Promise<void> {
    await this.#update(messageId, attempt, {
      UpdateExpression: "SET lookUps = :lookUps",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":lookUps": lookUps },
    });
  }

  async recordClosed(messageId: OutboundMessageId, attempt: number): Promise<boolean> {
    return this.#update(messageId, attempt, {
      UpdateExpression: "SET closedAt = :now",
      ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(closedAt)",
      ExpressionAttributeValues: { ":now": this.clock.now() },
    });
  }

  async record(
    events: readonly [DeliveryEvent, ...DeliveryEvent[]],
  ): Promise<RecordedAttempt | "unknown message"> {
    const change = eventsChange(events);
    for await (const { messageId, number } of this.#candidates(events[0])) {
      if (await this.#update(messageId, number, change))
        return { attemptId: attemptId(messageId, number) };
    }
    return "unknown message";
  }

  /** Our own id first; the provider's ids only where that one is missing or not ours. */
  async *#candidates(event: DeliveryEvent) {
    const own = event.attemptId && readAttemptId(event.attemptId);
    if (own) yield own;
    for (const id of event.providerMessageIds) yield* await this.#byProviderId(id);
  }

  async #byProviderId(providerMessageId: string) {
    const { Items = [] } = await this.table.client.send(
      new QueryCommand({
        TableName: this.table.name,
        IndexName: tableShape.providerIdIndex.name,
        KeyConditionExpression: "providerMessageId = :id",
        ExpressionAttributeValues: { ":id": loggableId(providerMessageId) },
      }),
    );
    const prefix = messagePartition("" as OutboundMessageId);
    return Items.flatMap(({ pk, sk }) => {
      const number = attemptNumber(String(sk));
      if (number === undefined || !String(pk).startsWith(prefix)) return [];
      return [{ messageId: String(pk).slice(prefix.length) as OutboundMessageId, number }];
    });
  }

  /** @returns false where somebody else was quicker. */
  async #whileUnchanged(contact: Contact, write: Write): Promise<boolean> {
    try {
      await this.table.client.send(
        new TransactWriteCommand({
          TransactItems: [write, unchanged(contact)].map((one) => inTable(this.table.name, one)),
        }),
      );
      return true;
    } catch (error) {
      if (!areOfRivals(cancellationCodes(error) ?? ["Other"])) throw error;
      return false;
    }
  }

  /** @returns false where the condition did not hold. */
  async #update(
    messageId: OutboundMessageId,
    attempt: number,
    change: Omit<ConstructorParameters<typeof UpdateCommand>[0], "TableName" | "Key">,
  ): Promise<boolean> {
    try {
      await this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { pk: messagePartition(messageId), sk: attemptSort(attempt) },
          ...change,
        }),
      );
      return true;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      return false;
    }
  }
}

function eventsChange(events: readonly [DeliveryEvent, ...DeliveryEvent[]]) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const first = (path: string, name: string, value: unknown) => {
    names[`#${name}`] = name;
    values[`:${name}`] = value;
    return `${path}#${name} = if_not_exists(${path}#${name}, :${name})`;
  };
  const byStatus = new Map<DeliveryStatus, EventTimes>();
  for (const event of events) {
    const known = byStatus.get(event.status);
    if (!known || event.receivedAt < known.at) byStatus.set(event.status, timesOf(event));
  }
  const facts = {
    providerMessageId: events[0].providerMessageIds.map(loggableId)[0],
    failure: events.find(({ refusal }) => refusal)?.refusal,
    pricing: events.find(({ pricing }) => pricing)?.pricing,
    // Our own count stands beside it.
    carrierParts: events.find(({ parts }) => parts)?.parts,
  };
  const assignments = [
    ...[...byStatus].map(([status, times]) => first("events.", status, times)),
    ...Object.entries(facts).flatMap(([name, value]) =>
      value === undefined ? [] : [first("", name, value)],
    ),
  ];
  return {
    UpdateExpression: `SET ${assignments.join(", ")}`,
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

function timesOf(event: DeliveryEvent): EventTimes {
  return {
    at: event.receivedAt,
    ...(event.providerAt === undefined ? {} : { providerAt: event.providerAt }),
  };
}
