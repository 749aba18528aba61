/**
 * What stands for a value that only the update will know, in the protocol between engine and
 * provider.
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether the value, or a part of it, is not known yet. */
export function isUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(isUnknown);
}

/** Whether two values of a property mean the same to the cloud. */
export function sameValue(
  compare: "set" | "json" | "archive" | undefined,
  one: unknown,
  other: unknown,
): boolean {
  return JSON.stringify(meaning(compare, one)) === JSON.stringify(meaning(compare, other));
}

function meaning(compare: "set" | "json" | "archive" | undefined, value: unknown): unknown {
  if (compare === "set" && Array.isArray(value))
    return value.map((element) => JSON.stringify(canonical(element))).sort();
  if (compare === "json" && typeof value === "string") return parsedOrText(value);
  if (compare === "archive" && typeof value === "object" && value !== null && "hash" in value)
    return value.hash;
  return canonical(value);
}

/**
 * Keys in order, and without those that hold nothing: what Pulumi sends of `{ a: undefined }` and
 * `{}` is the same.
 */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) => inner !== undefined && inner !== null && key !== "__defaults",
  );
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, canonical(inner)]),
  );
}

function parsedOrText(text: string): unknown {
  try {
    return canonical(JSON.parse(text));
  } catch {
    // Not JSON: the text itself is compared.
    return text;
  }
}
