import type { Properties } from "../account/control-plane";
import { isUnknown } from "../resources/property-value";
import type { CheckFailure } from "../resources/resource-model";

/** An attribute, an index or an entry of its key schema, of which no more is known here. */
interface Named {
  readonly name?: unknown;
  readonly attributeName?: unknown;
  readonly hashKey?: unknown;
  readonly rangeKey?: unknown;
  readonly keySchemas?: unknown;
}

/**
 * Every attribute that a key uses is declared, and no other (DynamoDB API reference, CreateTable,
 * AttributeDefinitions; the provider says so before it asks: "all attributes must be indexed").
 */
export function tableFailures(inputs: Properties): CheckFailure[] {
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
