import * as v from "valibot";
import type { ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";

const indexSchema = v.object({
  name: v.string(),
  hashKey: v.optional(v.string()),
  rangeKey: v.optional(v.string()),
  keySchemas: v.optional(v.array(v.object({ attributeName: v.string(), keyType: v.string() })), []),
  projectionType: v.string(),
  nonKeyAttributes: v.optional(v.array(v.string())),
});
const tableSchema = v.object({
  name: v.string(),
  arn: v.string(),
  hashKey: v.string(),
  rangeKey: v.optional(v.string()),
  attributes: v.array(v.object({ name: v.string(), type: v.string() })),
  globalSecondaryIndexes: v.optional(v.array(indexSchema), []),
  localSecondaryIndexes: v.optional(v.array(indexSchema), []),
  ttl: v.optional(
    v.object({ attributeName: v.optional(v.string()), enabled: v.optional(v.boolean()) }),
  ),
  pointInTimeRecovery: v.optional(
    v.object({ enabled: v.boolean(), recoveryPeriodInDays: v.optional(v.number()) }),
  ),
  deletionProtectionEnabled: v.boolean(),
  tableClass: v.string(),
  billingMode: v.string(),
  readCapacity: v.optional(v.number(), 0),
  writeCapacity: v.optional(v.number(), 0),
  tagsAll: v.optional(v.record(v.string(), v.string()), {}),
});
const itemSchema = v.object({
  tableName: v.string(),
  hashKey: v.string(),
  rangeKey: v.optional(v.string()),
  /** DynamoDB JSON. */
  item: v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.record(v.string(), v.unknown()))),
});

export const tableType = "aws:dynamodb/table:Table";
export const tableItemType = "aws:dynamodb/tableItem:TableItem";

export type TableDeclaration = v.InferOutput<typeof tableSchema>;
export type ItemDeclaration = v.InferOutput<typeof itemSchema>;

export function tableDeclaration(record: ResourceRecord): TableDeclaration {
  return declared(tableSchema, record);
}

export function itemDeclaration(record: ResourceRecord): ItemDeclaration {
  return declared(itemSchema, record);
}

interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

interface IndexShape {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: object;
}

/** What of a table decides how its items are kept; in the words of CreateTable. */
export interface TableShape {
  readonly TableName: string;
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }[];
  readonly KeySchema: readonly KeyElement[];
  readonly GlobalSecondaryIndexes?: readonly IndexShape[];
  readonly LocalSecondaryIndexes?: readonly IndexShape[];
}

/** The table as DescribeTable shows it, and as dynalite's actions read it. */
export interface TableDescription extends TableShape {
  readonly TableStatus: "ACTIVE";
  readonly TableArn: string;
  readonly TableId: string;
  /** Seconds since the epoch. */
  readonly CreationDateTime: number;
}

export function tableShape(table: TableDeclaration): TableShape {
  const globals = table.globalSecondaryIndexes.map((index) => indexShape(table, index));
  const locals = table.localSecondaryIndexes.map((index) => indexShape(table, index));
  return {
    TableName: table.name,
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: keySchema(table.hashKey, table.rangeKey),
    ...(globals.length > 0 ? { GlobalSecondaryIndexes: globals } : {}),
    ...(locals.length > 0 ? { LocalSecondaryIndexes: locals } : {}),
  };
}

/** @param now milliseconds since the epoch */
export function tableDescription(
  table: TableDeclaration,
  tableId: string,
  now: number,
): TableDescription {
  const { GlobalSecondaryIndexes, LocalSecondaryIndexes, ...shape } = tableShape(table);
  const described = (index: IndexShape) => ({
    ...index,
    IndexArn: `${table.arn}/index/${index.IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
  });
  const onDemand = table.billingMode === "PAY_PER_REQUEST";
  const throughput = {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: onDemand ? 0 : table.readCapacity,
    WriteCapacityUnits: onDemand ? 0 : table.writeCapacity,
  };
  const parts = {
    TableStatus: "ACTIVE",
    TableArn: table.arn,
    TableId: tableId,
    CreationDateTime: now / 1000,
    ProvisionedThroughput: throughput,
    DeletionProtectionEnabled: table.deletionProtectionEnabled,
    TableClassSummary: { TableClass: table.tableClass },
    ...(onDemand && {
      BillingModeSummary: {
        BillingMode: "PAY_PER_REQUEST",
        LastUpdateToPayPerRequestDateTime: now / 1000,
      },
    }),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => ({
        ...described(index),
        IndexStatus: "ACTIVE",
        ProvisionedThroughput: throughput,
      })),
    }),
    ...(LocalSecondaryIndexes && { LocalSecondaryIndexes: LocalSecondaryIndexes.map(described) }),
  } as const;
  return { ...shape, ...parts };
}

export function keyOf(item: ItemDeclaration): ItemDeclaration["item"] {
  const names =
    item.rangeKey === undefined || item.rangeKey === ""
      ? [item.hashKey]
      : [item.hashKey, item.rangeKey];
  return Object.fromEntries(
    names.flatMap((name) => (item.item[name] ? [[name, item.item[name]]] : [])),
  );
}

function indexShape(
  table: TableDeclaration,
  index: TableDeclaration["globalSecondaryIndexes"][number],
): IndexShape {
  return {
    IndexName: index.name,
    KeySchema:
      index.keySchemas.length > 0
        ? index.keySchemas.map(({ attributeName, keyType }) => ({
            AttributeName: attributeName,
            KeyType: keyType,
          }))
        : keySchema(index.hashKey ?? table.hashKey, index.rangeKey),
    Projection: {
      ProjectionType: index.projectionType,
      ...(index.nonKeyAttributes && index.nonKeyAttributes.length > 0
        ? { NonKeyAttributes: index.nonKeyAttributes }
        : {}),
    },
  };
}

function keySchema(hashKey: string, rangeKey: string | undefined): KeyElement[] {
  const hash = { AttributeName: hashKey, KeyType: "HASH" };
  return rangeKey === undefined || rangeKey === ""
    ? [hash]
    : [hash, { AttributeName: rangeKey, KeyType: "RANGE" }];
}
