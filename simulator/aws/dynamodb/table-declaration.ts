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
});
const itemSchema = v.object({
  tableName: v.string(),
  hashKey: v.string(),
  rangeKey: v.optional(v.string()),
  /** DynamoDB JSON. */
  item: v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())),
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

/**
 * The input of CreateTable. Capacity is not limited, and `ttl` has no effect: DynamoDB may leave an
 * expired item for days, so this one always does.
 */
export function createTableInput(table: TableDeclaration): object {
  const globals = table.globalSecondaryIndexes.map(indexInput(table));
  const locals = table.localSecondaryIndexes.map(indexInput(table));
  return {
    TableName: table.name,
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: keySchema(table.hashKey, table.rangeKey),
    BillingMode: "PAY_PER_REQUEST",
    ...(globals.length > 0 ? { GlobalSecondaryIndexes: globals } : {}),
    ...(locals.length > 0 ? { LocalSecondaryIndexes: locals } : {}),
  };
}

export function keyOf(item: ItemDeclaration): Readonly<Record<string, unknown>> {
  const names =
    item.rangeKey === undefined || item.rangeKey === ""
      ? [item.hashKey]
      : [item.hashKey, item.rangeKey];
  return Object.fromEntries(names.map((name) => [name, item.item[name]]));
}

function indexInput(table: TableDeclaration) {
  return (index: TableDeclaration["globalSecondaryIndexes"][number]): object => ({
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
  });
}

function keySchema(hashKey: string, rangeKey: string | undefined): object[] {
  const hash = { AttributeName: hashKey, KeyType: "HASH" };
  return rangeKey === undefined || rangeKey === ""
    ? [hash]
    : [hash, { AttributeName: rangeKey, KeyType: "RANGE" }];
}
