import type { Properties } from "../account/control-plane";
import { isUnknown } from "../resources/property-value";
import type { CheckFailure } from "../resources/resource-model";
import { textRule } from "../resources/text-rule";

/** An attribute, an index or an entry of its key schema, of which no more is known here. */
interface Named {
  readonly name?: unknown;
  readonly attributeName?: unknown;
  readonly hashKey?: unknown;
  readonly rangeKey?: unknown;
  readonly keySchemas?: unknown;
  readonly projectionType?: unknown;
  readonly nonKeyAttributes?: unknown;
}

/** What CreateTable refuses, and what the provider refuses before it asks. */
export function tableFailures(inputs: Properties): CheckFailure[] {
  return [
    // CreateTable, TableName.
    ...textRule(
      "name",
      inputs.name,
      /^[\w.-]{3,255}$/,
      "3 to 255 letters, digits, dots, dashes and underscores",
    ),
    ...capacityFailures(inputs),
    ...projectionFailures("globalSecondaryIndexes", inputs.globalSecondaryIndexes),
    ...projectionFailures("localSecondaryIndexes", inputs.localSecondaryIndexes),
    ...expiryFailures(inputs),
    ...keyFailures(inputs),
  ];
}

/** The provider's `validateProvisionedThroughputField`. */
function capacityFailures({ billingMode, ...inputs }: Properties): CheckFailure[] {
  return ["readCapacity", "writeCapacity"].flatMap((property) => {
    const value = inputs[property] ?? 0;
    const isNone = value === 0;
    if (isUnknown(value) || isNone === (billingMode !== "PROVISIONED")) return [];
    const reason = isNone
      ? `${property} is missing; allowed is at least 1 with billingMode PROVISIONED.`
      : `${property} is ${JSON.stringify(value)}; allowed is none with billingMode ${billingMode}.`;
    return isUnknown(billingMode) ? [] : [{ property, reason }];
  });
}

/** CreateTable, Projection: its attributes are named where the type is INCLUDE, and only there. */
function projectionFailures(property: string, indexes: unknown): CheckFailure[] {
  if (isUnknown(indexes)) return [];
  return listOf(indexes).flatMap(({ projectionType, nonKeyAttributes }, at) => {
    const place = `${property}[${at}].nonKeyAttributes`;
    const isNamed = listOf(nonKeyAttributes).length > 0;
    if (isNamed === (projectionType === "INCLUDE")) return [];
    const reason = isNamed
      ? `${place} is set; allowed is it with projectionType INCLUDE.`
      : `${place} is missing; projectionType INCLUDE needs it.`;
    return [{ property: place, reason }];
  });
}

/** UpdateTimeToLive: the attribute is required. */
function expiryFailures({ ttl }: Properties): CheckFailure[] {
  const { enabled, attributeName } = (ttl ?? {}) as Readonly<Record<string, unknown>>;
  if (enabled !== true || attributeName) return [];
  const property = "ttl.attributeName";
  return [{ property, reason: `${property} is missing; ttl.enabled needs it.` }];
}

/**
 * Every attribute that a key uses is declared, once, and no other (DynamoDB API reference,
 * CreateTable, AttributeDefinitions; the provider says so before it asks: "all attributes must be
 * indexed").
 */
function keyFailures(inputs: Properties): CheckFailure[] {
  const { hashKey, rangeKey, attributes, globalSecondaryIndexes, localSecondaryIndexes } = inputs;
  const parts = [hashKey, rangeKey, attributes, globalSecondaryIndexes, localSecondaryIndexes];
  if (parts.some(isUnknown)) return [];
  if (!isName(hashKey))
    return [{ property: "hashKey", reason: "hashKey is missing; allowed is an attribute's name." }];
  const declared = listOf(attributes).map(({ name }) => String(name));
  const used = [
    { property: "hashKey", name: hashKey },
    { property: "rangeKey", name: rangeKey },
    ...keysOf("globalSecondaryIndexes", globalSecondaryIndexes),
    ...keysOf("localSecondaryIndexes", localSecondaryIndexes),
  ].filter(({ name }) => isName(name));
  const twice = new Set(declared.filter((name, at) => declared.indexOf(name) !== at));
  const unused = declared.filter((attribute) => used.every(({ name }) => name !== attribute));
  return [
    ...used
      .filter(({ name }) => !declared.includes(String(name)))
      .map(({ property, name }) => ({
        property,
        reason:
          `${property} names the attribute ${JSON.stringify(name)}; allowed are those ` +
          `in attributes: ${declared.join(", ")}.`,
      })),
    ...[...twice].map((name) => ({
      property: "attributes",
      reason: `attributes has ${JSON.stringify(name)} twice; allowed is it once.`,
    })),
    ...unused.map((name) => ({
      property: "attributes",
      reason:
        `attributes has ${JSON.stringify(name)}, which no key uses; allowed are those ` +
        `of keys alone: ${used.map((key) => key.name).join(", ")}.`,
    })),
  ];
}

function keysOf(property: string, indexes: unknown): { property: string; name: unknown }[] {
  return listOf(indexes).flatMap((index, at) => [
    { property: `${property}[${at}].hashKey`, name: index.hashKey },
    { property: `${property}[${at}].rangeKey`, name: index.rangeKey },
    ...listOf(index.keySchemas).map(({ attributeName }) => ({
      property: `${property}[${at}].keySchemas`,
      name: attributeName,
    })),
  ]);
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function listOf(value: unknown): readonly Named[] {
  return Array.isArray(value) ? value : [];
}
