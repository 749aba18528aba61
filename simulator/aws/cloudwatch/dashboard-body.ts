import * as v from "valibot";
import { nearest } from "../../kernel/nearest";
import type { Dimensions } from "./metric";
import { type MetricQuery, problemOfQueries } from "./queries";

/**
 * Where a series is drawn, and how; "Dashboard body structure and syntax" of CloudWatch's API
 * reference names the members.
 */
const rendering = {
  id: v.optional(v.string()),
  label: v.optional(v.string()),
  stat: v.optional(v.string()),
  /** Seconds. */
  period: v.optional(v.number()),
  color: v.optional(v.string()),
  yAxis: v.optional(v.picklist(["left", "right"])),
  visible: v.optional(v.boolean()),
  region: v.optional(v.string()),
  accountId: v.optional(v.string()),
};
const renderingSchema = v.strictObject({ ...rendering, expression: v.optional(v.string()) });
type Rendering = v.InferOutput<typeof renderingSchema>;

const metricEntry = v.array(v.union([v.string(), v.looseObject({})]));
const axis = v.optional(
  v.strictObject({
    min: v.optional(v.number()),
    max: v.optional(v.number()),
    label: v.optional(v.string()),
    showUnits: v.optional(v.boolean()),
  }),
);
const anyObject = v.looseObject({});
const between = (least: number, most: number) => {
  const allowed = `allowed are ${least} to ${most}`;
  return v.optional(v.pipe(v.number(), v.minValue(least, allowed), v.maxValue(most, allowed)));
};
/** On a grid of 24 columns (the same page, "Widget"). */
const place = {
  x: between(0, 23),
  y: v.optional(v.number()),
  width: between(1, 24),
  height: between(1, 1000),
};

const metricWidget = v.strictObject({
  type: v.literal("metric"),
  ...place,
  properties: v.strictObject({
    metrics: v.optional(v.array(metricEntry), []),
    annotations: v.optional(
      v.strictObject({
        alarms: v.optional(v.array(v.string())),
        horizontal: v.optional(v.array(v.union([anyObject, v.array(anyObject)]))),
        vertical: v.optional(v.array(v.union([anyObject, v.array(anyObject)]))),
      }),
    ),
    accountId: v.optional(v.string()),
    end: v.optional(v.string()),
    legend: v.optional(v.strictObject({ position: v.picklist(["right", "bottom", "hidden"]) })),
    labels: v.optional(anyObject),
    liveData: v.optional(v.boolean()),
    period: v.optional(v.number()),
    region: v.optional(v.string()),
    setPeriodToTimeRange: v.optional(v.boolean()),
    singleValueFullPrecision: v.optional(v.boolean()),
    sparkline: v.optional(v.boolean()),
    stacked: v.optional(v.boolean()),
    start: v.optional(v.string()),
    stat: v.optional(v.string()),
    table: v.optional(anyObject),
    timezone: v.optional(v.string()),
    title: v.optional(v.string()),
    trend: v.optional(v.boolean()),
    view: v.optional(v.picklist(["timeSeries", "singleValue", "gauge", "bar", "pie", "table"])),
    yAxis: v.optional(v.strictObject({ left: axis, right: axis })),
  }),
});
const textWidget = v.strictObject({
  type: v.literal("text"),
  ...place,
  properties: v.strictObject({
    markdown: v.string(),
    background: v.optional(v.picklist(["solid", "transparent"])),
  }),
});
const alarmWidget = v.strictObject({
  type: v.literal("alarm"),
  ...place,
  properties: v.strictObject({
    alarms: v.pipe(v.array(v.string()), v.maxLength(100)),
    sortBy: v.optional(v.picklist(["default", "stateUpdatedTimestamp", "timestamp"])),
    states: v.optional(v.array(v.picklist(["ALARM", "INSUFFICIENT_DATA", "OK"]))),
    title: v.optional(v.string()),
  }),
});

const bodySchema = v.strictObject({
  widgets: v.pipe(
    v.array(v.variant("type", [metricWidget, textWidget, alarmWidget])),
    v.maxLength(500),
  ),
  start: v.optional(v.string()),
  end: v.optional(v.string()),
  periodOverride: v.optional(v.picklist(["auto", "inherit"])),
});

export type DashboardBody = v.InferOutput<typeof bodySchema>;
export type Widget = DashboardBody["widgets"][number];
export type MetricWidget = Extract<Widget, { type: "metric" }>;

/** @throws in words, naming what is wrong and where. */
export function dashboardBody(text: string): DashboardBody {
  const parsed = v.safeParse(bodySchema, JSON.parse(text));
  if (!parsed.success) throw new Error(problemOf(parsed.issues[0]));
  parsed.output.widgets.forEach((widget, index) => {
    if (widget.type !== "metric") return;
    const problem = problemOfQueries(linesOf(widget).map(({ query }) => query));
    if (problem !== undefined) throw new Error(`widgets.${index}: ${problem}`);
  });
  return parsed.output;
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? "(the whole body)";
  if (issue.expected === "never") {
    const allowed = knownMembers(issue.path);
    const meant = nearest(path.slice(path.lastIndexOf(".") + 1), allowed);
    return `${path} is no member that CloudWatch knows${meant ? `; did you mean "${meant}"?` : ""}`;
  }
  if (issue.type === "variant" && path.endsWith("type"))
    return (
      `${path}: widgets of type ${issue.received} are not simulated; metric, text and ` +
      "alarm are"
    );
  return `${path}: ${issue.message}`;
}

function knownMembers(path: v.BaseIssue<unknown>["path"]): readonly string[] {
  const inProperties = path?.some((item) => item.key === "properties");
  return Object.keys(inProperties ? metricWidget.entries.properties.entries : metricWidget.entries);
}

/** One series of a metric widget. */
export interface Line {
  readonly query: MetricQuery;
  readonly rendering: Rendering;
}

const usualPeriod = 300;

/** The widget's metrics, with its shorthand written out. @throws in words */
export function linesOf({ properties }: MetricWidget): readonly Line[] {
  const lines: Line[] = [];
  let before: readonly string[] = [];
  properties.metrics.forEach((entry, index) => {
    const names = spelledOut(
      entry.filter((part) => typeof part === "string"),
      before,
    );
    const rendering = renderingOf(entry, index);
    const id = rendering.id ?? `line${index}`;
    const { label, period = properties.period ?? usualPeriod } = rendering;
    const common = { id, label, returnData: rendering.visible !== false };
    if (rendering.expression !== undefined) {
      const source = { kind: "expression", text: rendering.expression, period } as const;
      lines.push({ query: { ...common, source }, rendering });
      return;
    }
    const [namespace = "", name = "", ...pairs] = names;
    if (name === "" || pairs.length % 2 !== 0)
      throw new Error(`metrics.${index} is namespace, name, and pairs of dimension and value`);
    before = names;
    const metric = { namespace, name, dimensions: dimensionsOf(pairs) };
    const stat = rendering.stat ?? properties.stat ?? "Average";
    lines.push({
      query: { ...common, source: { kind: "metric", stat: { metric, period, stat } } },
      rendering,
    });
  });
  return lines;
}

function renderingOf(entry: v.InferOutput<typeof metricEntry>, index: number): Rendering {
  const parsed = v.safeParse(renderingSchema, entry.find((part) => typeof part !== "string") ?? {});
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const member = v.getDotPath(issue) ?? "";
  const known = nearest(member, Object.keys(renderingSchema.entries));
  throw new Error(
    issue.expected === "never"
      ? `metrics.${index}.${member} is no member that CloudWatch knows` +
          `${known ? `; did you mean "${known}"?` : ""}`
      : `metrics.${index}.${member}: ${issue.message}`,
  );
}

/** "." stands for the same as in the metric before, "..." for all that is not given after it. */
function spelledOut(names: readonly string[], before: readonly string[]): readonly string[] {
  const rest = names.length - 1;
  const whole =
    names[0] === "..." ? [...before.slice(0, before.length - rest), ...names.slice(1)] : names;
  return whole.map((name, index) => (name === "." ? (before[index] ?? name) : name));
}

function dimensionsOf(pairs: readonly string[]): Dimensions {
  return Object.fromEntries(
    pairs.flatMap((name, index) => (index % 2 === 0 ? [[name, pairs[index + 1] ?? ""]] : [])),
  );
}
