import type { dynamodb } from "@pulumi/aws";
import { arn } from "../../cloud/account";
import { isUnknown } from "../property-value";
import { defineModel } from "../resource-model";
import { region, tagsAll } from "./common-inputs";

const table = defineModel<dynamodb.TableArgs, dynamodb.Table>({
  type: "aws:dynamodb/table:Table",
  autoName: { property: "name", maxLength: 255 },
  inputs: {
    name: { replaces: true },
    region,
    hashKey: { replaces: true },
    rangeKey: { replaces: true },
    attributes: { compare: "set" },
    billingMode: { default: "PROVISIONED" },
    deletionProtectionEnabled: { default: false },
    globalSecondaryIndexes: { compare: "set" },
    globalTableWitness: {},
    importTable: { replaces: true },
    localSecondaryIndexes: { replaces: true, compare: "set" },
    onDemandThroughput: {},
    pointInTimeRecovery: {},
    readCapacity: {},
    replicas: { compare: "set" },
    restoreBackupArn: { replaces: true },
    restoreDateTime: { replaces: true },
    restoreSourceName: { replaces: true },
    restoreSourceTableArn: { replaces: true },
    restoreToLatestTime: { replaces: true },
    serverSideEncryption: {},
    streamEnabled: {},
    streamViewType: {},
    tableClass: { default: "STANDARD" },
    tags: {},
    ttl: {},
    warmThroughput: {},
    writeCapacity: {},
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({
    arn: arn("dynamodb", `table/${name}`),
    streamArn: "",
    streamLabel: "",
    tagsAll: tagsAll(tags),
  }),
});

const tableItem = defineModel<dynamodb.TableItemArgs, dynamodb.TableItem>({
  type: "aws:dynamodb/tableItem:TableItem",
  inputs: {
    region,
    tableName: { required: true, replaces: true },
    hashKey: { required: true, replaces: true },
    rangeKey: { replaces: true },
    item: { required: true, compare: "json", replacesIf: keyChanged },
  },
  id: (inputs) => [inputs.tableName, ...keyOf(inputs).flatMap(({ attribute, value }) => [attribute, value])].join("|"),
  computed: (inputs) => {
    const [hash, range] = keyOf(inputs);
    return { hashKeyValue: hash?.value ?? "", rangeKeyValue: range?.value ?? "" };
  },
});

/** An item under another key is another item. */
function keyChanged(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): boolean {
  if (isUnknown(after)) return false;
  return JSON.stringify(keyOf(before)) !== JSON.stringify(keyOf(after));
}

/** The item's key: names of the attributes, and their values as text. */
function keyOf(inputs: Readonly<Record<string, unknown>>): { attribute: string; value: string }[] {
  const item: unknown = JSON.parse(String(inputs.item));
  return [inputs.hashKey, inputs.rangeKey]
    .filter((attribute) => typeof attribute === "string")
    .map((attribute) => ({ attribute, value: attributeValue(item, attribute) }));
}

/** The value inside DynamoDB's JSON, `{ "S": "x" }`. */
function attributeValue(item: unknown, attribute: string): string {
  const found =
    typeof item === "object" && item !== null
      ? Object.entries(item).find(([name]) => name === attribute)?.[1]
      : undefined;
  if (typeof found !== "object" || found === null) throw new Error(`the item has no key attribute "${attribute}".`);
  return String(Object.values(found)[0]);
}

export const dynamodbModels = [table, tableItem];
