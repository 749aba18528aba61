import { unknownValue } from "./property-value";
import type { CheckFailure } from "./resource-model";

/**
 * What a service's documents allow of a text, where the generated data says nothing of it.
 * @param allowed in words, after "allowed is"
 */
export function textRule(
  property: string,
  value: unknown,
  pattern: RegExp,
  allowed: string,
): CheckFailure[] {
  if (typeof value !== "string" || value.includes(unknownValue) || pattern.test(value)) return [];
  return [{ property, reason: `${property} is ${JSON.stringify(value)}; allowed is ${allowed}.` }];
}
