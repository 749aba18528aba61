import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { tableShape } from "./item-shapes";

/** The one table, open. */
export interface Table {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
}

export function openTable(name: string, dynamoDb = new DynamoDBClient({})): Table {
  return {
    name,
    client: DynamoDBDocumentClient.from(dynamoDb, {
      marshallOptions: { removeUndefinedValues: true },
    }),
  };
}

export function keyOf(partition: string, sort: string): Record<string, string> {
  return { [tableShape.partitionKey]: partition, [tableShape.sortKey]: sort };
}

/** How long the ledger keeps a message: long enough to settle a bill or a complaint. */
const ledgerDays = 400;

/**
 * The value of the expiry attribute of a ledger record written now.
 * @param now milliseconds since the epoch.
 */
export function ledgerExpiry(now: number): number {
  return Math.floor(now / 1000) + ledgerDays * 24 * 60 * 60;
}

/** Whether a conditional write found its condition false. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === "ConditionalCheckFailedException";
}
