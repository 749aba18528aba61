import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import {
  allowedAt,
  isOpen,
  isRecord,
  keysAt,
  nearest,
  type StackConfig,
  stackSchema,
} from "./schema";

/**
 * The running stack's config. The only place where the program asks Pulumi for it. By the title
 * people recognise the stack in a console, where several may stand side by side; what people do
 * not look for is named by Pulumi.
 */
export function stackConfig(): StackConfig & { readonly title: string } {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  const config = parseStackConfig(pulumi.runtime.allConfig(), project, `Pulumi.${stack}.yaml`);
  return { ...config, title: `${project}-${stack}` };
}

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

function ownValues(raw: RawConfig, namespace: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const [space, name] = splitKey(key);
    if (space === namespace) values[name] = parsed(value);
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

/** One thing wrong in a stack file. */
interface ConfigProblem {
  /** In Pulumi's path form: `ai-nutritionist:rollout.awsWeight`. */
  readonly key: string;
  readonly found: string;
  readonly allowed: string;
}

/**
 * Everything that is wrong in a stack file, in one message. A `RunError`, so that Pulumi shows the
 * message without a stack trace.
 */
export class ConfigError extends pulumi.RunError {
  constructor(
    readonly file: string,
    readonly problems: readonly ConfigProblem[],
  ) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(
      [
        `${file} has ${count}:`,
        ...problems.map(
          ({ key, found, allowed }) => `  ${key}\n    found:   ${found}\n    allowed: ${allowed}`,
        ),
      ].join("\n"),
    );
  }
}

/** Turns an issue of the schema into words for the person who edits the file. */
function problemOf(issue: v.BaseIssue<unknown>, values: unknown, namespace: string): ConfigProblem {
  const path = (issue.path ?? []).map((item) => String(item.key));
  const key = `${namespace}:${path.join(".")}`;
  if (issue.received === "undefined") return { key, found: "nothing", allowed: allowedAt(path) };
  const found = valueAt(values, path);
  return {
    key,
    found: found === undefined ? "nothing" : shown(found),
    allowed: inOurWords(issue) ? issue.message : allowedAt(path),
  };
}

/**
 * A rule over several keys is told at one of them; what stands there is what the reader looks for.
 */
function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | null | undefined)?.[key],
    values,
  );
}

/** valibot's own messages all start so; ours never do. */
function inOurWords(issue: v.BaseIssue<unknown>): boolean {
  return !issue.message.startsWith("Invalid ");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/**
 * The paths of all keys that the schema does not know. A place where any key may stand (keywords,
 * ContentSids) has none.
 */
function unknownKeys(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (!isObject(value) || isOpen(path)) return [];
  if (isRecord(path))
    return Object.entries(value).flatMap(([key, inner]) => unknownKeys(inner, [...path, key]));
  const known = keysAt(path);
  if (known.length === 0) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    return known.includes(key) ? unknownKeys(inner, here) : [here];
  });
}

function unknownKeyProblem(path: readonly string[], namespace: string): ConfigProblem {
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
