import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  BatchWriteCommand,
  type BatchWriteCommandOutput,
  QueryCommand,
  type QueryCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import { type ItemKey, tableShape } from "./item-shapes";
import type { Table } from "./table";

/** Whole answers, however many calls they take; mostly it is one. */

export type Item = Readonly<Record<string, unknown>>;

/** @param index without one, the table's own partition, read consistently. */
export async function queryItems(
  table: Table,
  partition: string,
  index?: { readonly name: string; readonly partitionKey: string },
): Promise<Item[]> {
  const items: Item[] = [];
  let after: QueryCommandOutput["LastEvaluatedKey"];
  do {
    const answer: QueryCommandOutput = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "#partition = :partition",
        ExpressionAttributeNames: { "#partition": index?.partitionKey ?? tableShape.partitionKey },
        ExpressionAttributeValues: { ":partition": partition },
        ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    items.push(...(answer.Items ?? []));
    after = answer.LastEvaluatedKey;
  } while (after);
  return items;
}

/** BatchGetItem takes 100 keys at a time. */
export async function readItems(table: Table, keys: readonly ItemKey[]): Promise<Item[]> {
  const items: Item[] = [];
  for (const some of inLots(keys, 100)) {
    let asked: Record<string, unknown>[] = some.map((key) => ({ ...key }));
    while (asked.length > 0) {
      const answer: BatchGetCommandOutput = await table.client.send(
        new BatchGetCommand({
          RequestItems: { [table.name]: { Keys: asked, ConsistentRead: true } },
        }),
      );
      items.push(...(answer.Responses?.[table.name] ?? []));
      asked = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    }
  }
  return items;
}

/** BatchWriteItem takes 25 at a time. */
export async function deleteItems(table: Table, keys: readonly ItemKey[]): Promise<void> {
  for (const some of inLots(keys, 25)) {
    let asked: NonNullable<BatchWriteCommandOutput["UnprocessedItems"]>[string] = some.map(
      (key) => ({ DeleteRequest: { Key: { ...key } } }),
    );
    while (asked.length > 0) {
      const answer: BatchWriteCommandOutput = await table.client.send(
        new BatchWriteCommand({ RequestItems: { [table.name]: asked } }),
      );
      asked = answer.UnprocessedItems?.[table.name] ?? [];
    }
  }
}

function inLots<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}
