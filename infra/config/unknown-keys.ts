import type { ConfigProblem } from "./config-error";
import { nearest } from "./nearest";
import { isOpen, keysAt } from "./schema-walk";

/**
 * The paths of all keys that the schema does not know. A place where any key may stand (keywords,
 * ContentSids) has none.
 */
export function unknownKeys(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly string[])[] {
  const known = keysAt(path);
  if (known.length === 0 || !isObject(value) || isOpen(path)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    return known.includes(key) ? unknownKeys(inner, here) : [here];
  });
}

export function unknownKeyProblem(path: readonly string[], namespace: string): ConfigProblem {
  const name = path.at(-1) ?? "";
  const known = keysAt(path.slice(0, -1));
  const near = nearest(name, known);
  const meant = near ? `; did you mean "${near}"?` : "";
  return {
    key: `${namespace}:${path.join(".")}`,
    found: `an unknown key "${name}"`,
    allowed: `${known.join(", ")}${meant}`,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
