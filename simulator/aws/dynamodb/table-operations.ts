import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import { type Operation, operation } from "../../gateway/operation";
import { arn } from "../account/account";
import type { DynamoDb } from "./dynamodb";
import { itemBytes } from "./item-rules";
import type { TableDeclaration } from "./table-declaration";

/** What describes tables. They are as the program declares them. */
export function tableOperations(dynamodb: DynamoDb): Readonly<Record<string, Operation>> {
  const tableOf = (name: string) => {
    const table = dynamodb.declaration(name);
    if (table) return table;
    throw new AwsError(
      "ResourceNotFoundException",
      `Requested resource not found: Table: ${name} not found`,
    );
  };
  const describe = (name: string, run: (table: TableDeclaration) => object) =>
    operation({
      input: v.object({ TableName: tableName }),
      authorise: ({ TableName }) => [[`dynamodb:${name}`, arn("dynamodb", `table/${TableName}`)]],
      run: ({ TableName }) => run(tableOf(TableName)),
    });
  return {
    DescribeTable: describe("DescribeTable", ({ name }) => {
      // DynamoDB counts anew about every six hours; here it is exact.
      const items = dynamodb.store.items(name);
      const TableSizeBytes = items.reduce((sum, item) => sum + itemBytes(item), 0);
      return {
        Table: { ...dynamodb.store.table(name), ItemCount: items.length, TableSizeBytes },
      };
    }),
    DescribeTimeToLive: describe("DescribeTimeToLive", ({ ttl }) => ({
      TimeToLiveDescription:
        ttl?.enabled && ttl.attributeName
          ? { TimeToLiveStatus: "ENABLED", AttributeName: ttl.attributeName }
          : { TimeToLiveStatus: "DISABLED" },
    })),
    DescribeContinuousBackups: describe("DescribeContinuousBackups", ({ pointInTimeRecovery }) => ({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: "ENABLED",
        PointInTimeRecoveryDescription: pointInTimeRecovery?.enabled
          ? {
              PointInTimeRecoveryStatus: "ENABLED",
              RecoveryPeriodInDays: pointInTimeRecovery.recoveryPeriodInDays ?? 35,
            }
          : { PointInTimeRecoveryStatus: "DISABLED" },
      },
    })),
    ListTables: operation({
      input: v.object({
        ExclusiveStartTableName: v.optional(v.string()),
        Limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 100),
      }),
      authorise: () => [["dynamodb:ListTables", "*"]],
      run: ({ ExclusiveStartTableName: after = "", Limit }) => {
        const left = dynamodb.store.tableNames().filter((name) => name > after);
        const TableNames = left.slice(0, Limit);
        return left.length > Limit
          ? { TableNames, LastEvaluatedTableName: TableNames[Limit - 1] }
          : { TableNames };
      },
    }),
    ListTagsOfResource: operation({
      input: v.object({ ResourceArn: tableName, NextToken: v.optional(v.string()) }),
      authorise: ({ ResourceArn }) => [
        ["dynamodb:ListTagsOfResource", arn("dynamodb", `table/${ResourceArn}`)],
      ],
      run: ({ ResourceArn }) => ({
        Tags: Object.entries(tableOf(ResourceArn).tagsAll).map(([Key, Value]) => ({ Key, Value })),
      }),
    }),
  };
}

/** A table is named by its name or its ARN. */
const tableName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(1024),
  v.transform((nameOrArn) => nameOrArn.replace(/^arn:.*:table\//, "")),
);
