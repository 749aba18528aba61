import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The one table, open. */
export interface Table {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
}

export function openTable(name: string, dynamoDb: DynamoDBClient): Table {
  return {
    name,
    client: DynamoDBDocumentClient.from(dynamoDb, {
      marshallOptions: { removeUndefinedValues: true },
    }),
  };
}

const day = 24 * 60 * 60;

/** How long the ledger keeps a message: long enough to settle a bill or a complaint. */
const ledgerDays = 400;

/**
 * The value of the expiry attribute of a ledger record written now.
 * @param now milliseconds since the epoch.
 */
export function ledgerExpiry(now: number): number {
  return Math.floor(now / 1000) + ledgerDays * day;
}

/**
 * What people wrote and read is kept for two days, or as long as it may still have to be sent.
 * @param notAfter milliseconds since the epoch.
 */
export function contentExpiry(now: number, notAfter = 0): number {
  return Math.max(Math.floor(now / 1000) + 2 * day, Math.ceil(notAfter / 1000));
}

/** Whether a conditional write found its condition false. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === "ConditionalCheckFailedException";
}

/**
 * Why a transaction was cancelled, a code an item in their order (`None` for those that would have
 * passed); undefined for any other error.
 */
export function cancellationCodes(error: unknown): string[] | undefined {
  if (!(error instanceof Error) || error.name !== "TransactionCanceledException") return undefined;
  const { CancellationReasons = [] } = error as Error & {
    readonly CancellationReasons?: readonly { readonly Code?: string }[];
  };
  return CancellationReasons.map(({ Code = "None" }) => Code);
}

/** Whether somebody else was quicker: then it is worth another reading. */
export function areOfRivals(codes: readonly string[]): boolean {
  return codes.every((code) => rivals.has(code));
}

const rivals = new Set(["None", "ConditionalCheckFailed", "TransactionConflict"]);
