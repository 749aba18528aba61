import * as v from "valibot";
import { type Dimensions, units } from "./metric";

/** A metric's values as a log line carries them. */
export interface EmbeddedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  readonly unit: string;
  readonly values: readonly number[];
  readonly highResolution: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type EmbeddedMetrics =
  | { readonly kind: "none" }
  | { readonly kind: "metrics"; readonly metrics: readonly EmbeddedMetric[] }
  /** Meant as metrics, but against the specification: nothing of it counts. */
  | { readonly kind: "malformed"; readonly problem: string };

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
/** "Specification: Embedded metric format" of the CloudWatch user guide. */
const metadata = v.looseObject({
  Timestamp: v.pipe(v.number(), v.integer()),
  CloudWatchMetrics: v.array(
    v.looseObject({
      Namespace: name,
      Dimensions: v.pipe(
        v.array(v.pipe(v.array(name), v.maxLength(30, "a set has at most 30 dimensions"))),
        v.minLength(1),
      ),
      Metrics: v.pipe(
        v.array(
          v.looseObject({
            Name: name,
            Unit: v.optional(v.picklist(units, "is no unit of CloudWatch"), "None"),
            StorageResolution: v.optional(v.picklist([1, 60]), 60),
          }),
        ),
        v.maxLength(100, "a directive has at most 100 metrics"),
      ),
    }),
  ),
});
const metricTarget = v.union([
  v.pipe(
    v.number(),
    v.transform((value) => [value]),
  ),
  v.pipe(v.array(v.number()), v.maxLength(100)),
]);
const dimensionTarget = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));

const none: EmbeddedMetrics = { kind: "none" };

/**
 * The metrics that a log line carries. What Lambda puts before a line (time, request id, level,
 * with tabs between) does not count.
 */
export function embeddedMetrics(line: string): EmbeddedMetrics {
  if (!line.includes('"_aws"')) return none;
  const text = line.slice(line.lastIndexOf("\t", line.indexOf("{")) + 1);
  const root = jsonObject(text);
  if (!root && text.startsWith("{"))
    return { kind: "malformed", problem: "the line is not a JSON object" };
  if (!isObject(root?._aws) || root._aws.CloudWatchMetrics === undefined) return none;
  const parsed = v.safeParse(metadata, root._aws);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return { kind: "malformed", problem: `_aws.${v.getDotPath(issue)}: ${issue.message}` };
  }
  const metrics: EmbeddedMetric[] = [];
  const { Timestamp: at, CloudWatchMetrics: directives } = parsed.output;
  for (const { Namespace: namespace, Dimensions: sets, Metrics: definitions } of directives) {
    for (const { Name, Unit: unit, StorageResolution } of definitions) {
      const target = v.safeParse(metricTarget, root[Name]);
      if (!target.success) return malformedTarget(Name, "a number, or at most 100 of them");
      for (const set of sets) {
        const dimensions = targetsOf(root, set);
        if (typeof dimensions === "string") return malformedTarget(dimensions, "a text");
        const highResolution = StorageResolution === 1;
        const values = target.output;
        metrics.push({ namespace, name: Name, dimensions, unit, values, highResolution, at });
      }
    }
  }
  return { kind: "metrics", metrics };
}

/** @returns the key whose target is missing or no text. */
function targetsOf(
  root: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Dimensions | string {
  const dimensions: Record<string, string> = {};
  for (const key of keys) {
    const target = v.safeParse(dimensionTarget, root[key]);
    if (!target.success) return key;
    dimensions[key] = target.output;
  }
  return dimensions;
}

function malformedTarget(member: string, wanted: string): EmbeddedMetrics {
  return { kind: "malformed", problem: `the member "${member}" of the line is not ${wanted}` };
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // A line that only speaks of such metrics is a line like any other.
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
