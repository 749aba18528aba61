import type { dynamodb } from "@pulumi/aws";
import { isMap } from "../../pulumi/config-path";
import { arn } from "../account/account";
import type { Properties } from "../account/control-plane";
import { isUnknown } from "../provider/property-value";
import { region, tagsAll } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

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
  id: (inputs) =>
    [inputs.tableName, ...keyOf(inputs).flatMap(({ attribute, value }) => [attribute, value])].join(
      "|",
    ),
  computed: (inputs) => {
    const [hash, range] = keyOf(inputs);
    return { hashKeyValue: hash?.value ?? "", rangeKeyValue: range?.value ?? "" };
  },
});

/** An item under another key is another item. */
function keyChanged(before: Properties, after: Properties): boolean {
  return !isUnknown(after) && JSON.stringify(keyOf(before)) !== JSON.stringify(keyOf(after));
}

/**
 * The names of the key's attributes and their values as text.
 * @throws when the item has no such attribute
 */
function keyOf({ hashKey, rangeKey, item }: Properties): { attribute: string; value: string }[] {
  const attributes: unknown = JSON.parse(String(item));
  return [hashKey, rangeKey]
    .filter((attribute) => typeof attribute === "string")
    .map((attribute) => ({ attribute, value: attributeValue(attributes, attribute) }));
}

/** The value inside DynamoDB's JSON, `{ "S": "x" }`. */
function attributeValue(attributes: unknown, name: string): string {
  const typed = isMap(attributes) ? attributes[name] : undefined;
  if (!isMap(typed)) throw new Error(`the item has no key attribute "${name}".`);
  return String(Object.values(typed)[0]);
}

export const dynamodbModels = [table, tableItem];
