import { RunError } from "@pulumi/pulumi";
import type { BaseIssue } from "valibot";
import { allowedAt } from "./schema-walk";

/** One thing wrong in a stack file. */
export interface ConfigProblem {
  /** In Pulumi's path form: `ai-nutritionist:rollout.awsWeight`. */
  readonly key: string;
  readonly found: string;
  readonly allowed: string;
}

/**
 * Everything that is wrong in a stack file, in one message. A `RunError`, so that Pulumi shows the
 * message without a stack trace.
 */
export class ConfigError extends RunError {
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
export function problemOf(
  issue: BaseIssue<unknown>,
  values: unknown,
  namespace: string,
): ConfigProblem {
  const path = (issue.path ?? []).map((item) => String(item.key));
  const key = `${namespace}:${path.join(".")}`;
  if (issue.received === "undefined") return { key, found: "nothing", allowed: allowedAt(path) };
  return {
    key,
    found: shown(valueAt(values, path)),
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
function inOurWords(issue: BaseIssue<unknown>): boolean {
  return !issue.message.startsWith("Invalid ");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
