import type { dynamodb } from "@pulumi/aws";
import { arn } from "../account/account";
import type { Properties } from "../account/control-plane";
import { isMap, parsedDocument } from "../account/declared";
import { name, region, tags, tagsAll } from "../resources/common-properties";
import { isUnknown } from "../resources/property-value";
import { mustExist } from "../resources/references";
import { type CheckFailure, defineModel } from "../resources/resource-model";
import { honoured, honouredMembers, ignored, notSimulated } from "../resources/treatment";
import tableFile from "./declared/table.json";
import tableItemFile from "./declared/table-item.json";
import { tableType } from "./table-declaration";
import { tableFailures } from "./table-rules";

const indexKeys = honouredMembers({ attributeName: honoured, keyType: honoured });

const table = defineModel<dynamodb.TableArgs, dynamodb.Table>({
  declared: tableFile,
  autoName: { property: "name", maxLength: 255 },
  inputs: {
    name,
    region,
    hashKey: { ...honoured, replaces: true },
    rangeKey: { ...honoured, replaces: true },
    attributes: { ...honouredMembers({ name: honoured, type: honoured }), compare: "set" },
    billingMode: honoured,
    deletionProtectionEnabled: honoured,
    globalSecondaryIndexes: {
      ...honouredMembers({
        hashKey: honoured,
        keySchemas: indexKeys,
        name: honoured,
        nonKeyAttributes: honoured,
        onDemandThroughput: notSimulated,
        projectionType: honoured,
        rangeKey: honoured,
        readCapacity: ignored(
          "capacity is not limited, as with on-demand capacity within its bounds",
        ),
        warmThroughput: notSimulated,
        writeCapacity: ignored(
          "capacity is not limited, as with on-demand capacity within its bounds",
        ),
      }),
      compare: "set",
    },
    globalTableWitness: notSimulated,
    importTable: notSimulated,
    localSecondaryIndexes: {
      ...honouredMembers({
        name: honoured,
        nonKeyAttributes: honoured,
        projectionType: honoured,
        rangeKey: honoured,
      }),
      replaces: true,
      compare: "set",
    },
    onDemandThroughput: notSimulated,
    pointInTimeRecovery: honouredMembers({ enabled: honoured, recoveryPeriodInDays: honoured }),
    readCapacity: ignored("capacity is not limited, as with on-demand capacity within its bounds"),
    replicas: { ...notSimulated, compare: "set" },
    restoreBackupArn: { ...notSimulated, replaces: true },
    restoreDateTime: { ...notSimulated, replaces: true },
    restoreSourceName: { ...notSimulated, replaces: true },
    restoreSourceTableArn: { ...notSimulated, replaces: true },
    restoreToLatestTime: { ...notSimulated, replaces: true },
    serverSideEncryption: notSimulated,
    streamEnabled: notSimulated,
    streamViewType: notSimulated,
    tableClass: ignored("the class of a table changes its price alone"),
    tags,
    ttl: honouredMembers({ attributeName: honoured, enabled: honoured }),
    warmThroughput: notSimulated,
    writeCapacity: ignored("capacity is not limited, as with on-demand capacity within its bounds"),
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({
    arn: arn("dynamodb", `table/${name}`),
    streamArn: "",
    streamLabel: "",
    tagsAll: tagsAll(tags),
  }),
  rules: tableFailures,
  accountRules: {
    remove: ({ outputs }) => {
      if (outputs.deletionProtectionEnabled === true)
        throw new Error(
          "deletionProtectionEnabled is true: set it to false, and apply that, before it is " +
            "deleted.",
        );
    },
  },
});

const tableItem = defineModel<dynamodb.TableItemArgs, dynamodb.TableItem>({
  declared: tableItemFile,
  inputs: {
    region,
    tableName: { ...honoured, replaces: true },
    hashKey: { ...honoured, replaces: true },
    rangeKey: { ...honoured, replaces: true },
    item: { ...honoured, replacesIf: keyChanged },
  },
  id: (inputs) =>
    [inputs.tableName, ...keyOf(inputs).flatMap(({ attribute, value }) => [attribute, value])].join(
      "|",
    ),
  computed: (inputs) => {
    const [hash, range] = keyOf(inputs);
    return { hashKeyValue: hash?.value ?? "", rangeKeyValue: range?.value ?? "" };
  },
  rules: itemFailures,
  accountRules: {
    put: ({ outputs }, account) => {
      const found = mustExist(account, {
        property: "tableName",
        type: tableType,
        by: "name",
        value: outputs.tableName,
      });
      for (const key of ["hashKey", "rangeKey"])
        if ((outputs[key] ?? "") !== (found.outputs[key] ?? ""))
          throw new Error(
            `${key} is ${JSON.stringify(outputs[key])}; allowed is the table's own, ` +
              `${JSON.stringify(found.outputs[key])}.`,
          );
    },
  },
});

/** An item under another key is another item. */
function keyChanged(before: Properties, after: Properties): boolean {
  return !isUnknown(after) && JSON.stringify(keyOf(before)) !== JSON.stringify(keyOf(after));
}

/** An item that is known has all attributes of its key (PutItem, Item). */
function itemFailures({ hashKey, rangeKey, item }: Properties): CheckFailure[] {
  if (isUnknown(item)) return [];
  const attributes = parsedDocument(item);
  return [hashKey, rangeKey]
    .filter((name) => typeof name === "string" && name !== "" && !isUnknown(name))
    .filter((name) => !isMap(attributes[name as string]))
    .map((name) => ({
      property: "item",
      reason: `item has no key attribute ${JSON.stringify(name)}; it is missing in ${item}.`,
    }));
}

/** The names of the key's attributes and their values as text. */
function keyOf({ hashKey, rangeKey, item }: Properties): { attribute: string; value: string }[] {
  const attributes = parsedDocument(item);
  return [hashKey, rangeKey]
    .filter((attribute) => typeof attribute === "string")
    .map((attribute) => ({ attribute, value: attributeValue(attributes, attribute) }));
}

/** The value inside DynamoDB's JSON, `{ "S": "x" }`. */
function attributeValue(attributes: unknown, name: string): string {
  const typed = isMap(attributes) ? attributes[name] : undefined;
  // Without it the item is refused; see `itemFailures`.
  return isMap(typed) ? String(Object.values(typed)[0]) : "";
}

export const dynamodbModels = [table, tableItem];
