import * as v from "valibot";
import { ConfigError, problemOf } from "./config-error";
import { type StackConfig, stackSchema } from "./schema";
import { unknownKeyProblem, unknownKeys } from "./unknown-keys";

/** The config map as Pulumi hands it to a program: flat, each value a string, objects as JSON. */
export type RawConfig = Readonly<Record<string, string>>;

/**
 * Reads the stack's config once, whole.
 * @param namespace the project's name, the part before the colon of each key
 * @param file the file that the problems are found in, for the message
 * @throws ConfigError that lists every problem.
 */
export function parseStackConfig(raw: RawConfig, namespace: string, file: string): StackConfig {
  const values = ownValues(raw, namespace);
  const result = v.safeParse(stackSchema, values);
  const problems = [
    ...(result.issues ?? []).map((issue) => problemOf(issue, values, namespace)),
    ...unknownKeys(values).map((path) => unknownKeyProblem(path, namespace)),
  ];
  if (problems.length > 0 || !result.success) throw new ConfigError(file, problems);
  return result.output;
}

/**
 * Only text keys hold plain text; every other value is JSON (Pulumi stores booleans, numbers and
 * objects so).
 */
const plainTextKeys = new Set(["project", "environment"]);

function ownValues(raw: RawConfig, namespace: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const [space, name] = splitKey(key);
    if (space === namespace) values[name] = plainTextKeys.has(name) ? value : parsed(value);
  }
  return values;
}

function splitKey(key: string): [string, string] {
  const colon = key.indexOf(":");
  return [key.slice(0, colon), key.slice(colon + 1)];
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // Not JSON is plain text: the schema says what should stand there instead.
    return value;
  }
}
