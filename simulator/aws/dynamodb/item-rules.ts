import { itemSize } from "dynalite/db";
import { AwsError } from "../../gateway/aws-error";
import type { AttributeValue, Item } from "./item-store";
import type { TableDescription } from "./table-declaration";

// What DynamoDB refuses and dynalite lets through. The messages are those of DynamoDB Local.

const maxItemBytes = 409_600;

/** @throws AwsError for an item that is put. */
export function checkItem(table: TableDescription, item: Item): void {
  if (isTooLarge(item)) throw invalid("Item size has exceeded the maximum allowed size");
  for (const { index, attribute, isHash } of indexKeys(table)) {
    checkKeySize(item[attribute], isHash);
    const kind = emptyKind(item[attribute]);
    if (!kind) continue;
    throw invalid(
      "One or more parameter values are not valid. A value specified for a secondary index key " +
        "is not supported. The AttributeValue for a key attribute cannot contain an empty " +
        `${kind} value. IndexName: ${index}, IndexKey: ${attribute}`,
    );
  }
}

/** @throws AwsError for what an update has made of an item. */
export function checkUpdatedItem(table: TableDescription, item: Item | undefined): void {
  if (!item) return;
  if (isTooLarge(item)) throw invalid("Item size to update has exceeded the maximum allowed size");
  for (const { attribute, type, isHash } of indexKeys(table)) {
    const value = item[attribute];
    checkKeySize(value, isHash);
    if (value && value[type] === undefined)
      throw invalid(
        "The update expression attempted to update the secondary index key to unsupported type",
      );
    const kind = emptyKind(value);
    if (!kind) continue;
    throw invalid(
      "One or more parameter values are not valid. The update expression attempted to update a " +
        "secondary index key to a value that is not supported. The AttributeValue for a key " +
        `attribute cannot contain an empty ${kind} value.`,
    );
  }
}

interface BatchRequest {
  readonly PutRequest?: { readonly Item: Item };
}

/** @throws AwsError for a batch that must not begin; dynalite counts the requests a table only. */
export function checkBatchWrite(
  requestItems: Readonly<Record<string, unknown>>,
  table: (name: string) => TableDescription | undefined,
): void {
  const requests = Object.entries(requestItems) as [string, readonly BatchRequest[]][];
  if (requests.reduce((sum, [, { length }]) => sum + length, 0) > 25)
    throw invalid("Too many items requested for the BatchWriteItem call");
  for (const [name, list] of requests) {
    if (list.some((request) => Object.keys(request).length > 1))
      throw invalid(
        "Supplied AttributeValue has more than one datatypes set, " +
          "must contain exactly one of the supported datatypes",
      );
    const found = table(name);
    if (!found) continue;
    for (const { PutRequest } of list) if (PutRequest) checkItem(found, PutRequest.Item);
  }
}

/** A size in bytes; dynalite counts UTF-16 units. */
export function itemBytes(item: Item): number {
  return itemSize(inBytes(item));
}

export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

interface IndexKey {
  readonly index: string;
  readonly attribute: string;
  readonly type: string;
  readonly isHash: boolean;
}

const knownIndexKeys = new WeakMap<TableDescription, readonly IndexKey[]>();

function indexKeys(table: TableDescription): readonly IndexKey[] {
  const known = knownIndexKeys.get(table);
  if (known) return known;
  const own = table.KeySchema.map(({ AttributeName }) => AttributeName);
  const types = new Map(
    table.AttributeDefinitions.map((one) => [one.AttributeName, one.AttributeType]),
  );
  const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = table;
  const found = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].flatMap((index) =>
    index.KeySchema.filter(({ AttributeName }) => !own.includes(AttributeName)).map(
      ({ AttributeName: attribute, KeyType }) => ({
        index: index.IndexName,
        attribute,
        isHash: KeyType === "HASH",
        type: types.get(attribute) ?? "S",
      }),
    ),
  );
  knownIndexKeys.set(table, found);
  return found;
}

/** In the words for a table's own key; those for an index's key are unverified. */
function checkKeySize(value: AttributeValue | undefined, isHash: boolean): void {
  const { S, B } = value ?? {};
  const bytes = Buffer.byteLength(String(S ?? B ?? ""), S === undefined ? "base64" : "utf8");
  if (isHash && bytes > 2048)
    throw invalid(
      "One or more parameter values were invalid: " +
        "Size of hashkey has exceeded the maximum size limit of2048 bytes",
    );
  if (!isHash && bytes > 1024)
    throw invalid(
      "One or more parameter values were invalid: " +
        "Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
    );
}

function emptyKind(value: AttributeValue | undefined): "string" | "binary" | undefined {
  if (value?.S === "") return "string";
  return value?.B === "" ? "binary" : undefined;
}

function isTooLarge(item: Item): boolean {
  // Most items are far from it, and their text is longer than they are; a character of it is at
  // most three bytes.
  return JSON.stringify(item).length * 3 > maxItemBytes && itemBytes(item) > maxItemBytes;
}

/** The value with each string in as many characters as it has bytes in UTF-8. */
function inBytes<T>(value: T): T {
  if (typeof value === "string") return Buffer.from(value, "utf8").toString("latin1") as T;
  if (Array.isArray(value)) return value.map(inBytes) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [inBytes(name), inBytes(inner)]),
  ) as T;
}
