import * as v from "valibot";
import { nearest } from "../../kernel/nearest";
import type { ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import { missingDataTreatments } from "./alarm-evaluation";
import { dimensionsSchema } from "./metric";
import { type MetricQuery, problemOfQueries, problemOfStat } from "./queries";
import { percentOf } from "./statistic";

export const metricAlarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** How a value is compared with the threshold, and how a reason says that it was or was not. */
export const comparisons = {
  GreaterThanThreshold: {
    breaches: (value: number, threshold: number) => value > threshold,
    words: "greater than",
  },
  GreaterThanOrEqualToThreshold: {
    breaches: (value: number, threshold: number) => value >= threshold,
    words: "greater than or equal to",
  },
  LessThanThreshold: {
    breaches: (value: number, threshold: number) => value < threshold,
    words: "less than",
  },
  LessThanOrEqualToThreshold: {
    breaches: (value: number, threshold: number) => value <= threshold,
    words: "less than or equal to",
  },
} as const;

export type Comparison = keyof typeof comparisons;

const bandComparisons: readonly string[] = [
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];

const comparison = v.pipe(
  v.string(),
  v.check(
    (name) => !bandComparisons.includes(name),
    "compares with an anomaly detection band, which is not simulated",
  ),
  v.picklist(
    Object.keys(comparisons) as Comparison[],
    ({ received }) =>
      `is one of ${Object.keys(comparisons).join(", ")}, not ${received}${meant(received)}`,
  ),
);

function meant(received: string): string {
  const word = nearest(received.replaceAll('"', ""), Object.keys(comparisons));
  return word ? `; did you mean ${word}?` : "";
}

const notSimulated = (what: string) => v.optional(v.never(`${what} is not simulated`));
const actions = v.optional(v.array(v.string()), []);
const whole = v.pipe(v.number(), v.integer(), v.minValue(1));

const querySchema = v.strictObject({
  id: v.string(),
  accountId: v.optional(v.string()),
  expression: v.optional(v.string()),
  label: v.optional(v.string()),
  /** Seconds. */
  period: v.optional(v.number()),
  returnData: v.optional(v.boolean(), false),
  metric: v.optional(
    v.strictObject({
      namespace: v.optional(v.string(), ""),
      metricName: v.string(),
      dimensions: dimensionsSchema,
      period: v.number(),
      stat: v.string(),
      unit: v.optional(v.string()),
    }),
  ),
});

const alarmSchema = v.object({
  name: v.string(),
  arn: v.string(),
  alarmDescription: v.optional(v.string()),
  actionsEnabled: v.boolean(),
  alarmActions: actions,
  okActions: actions,
  insufficientDataActions: actions,
  comparisonOperator: comparison,
  threshold: v.optional(v.number(), 0),
  thresholdMetricId: notSimulated("an anomaly detection band"),
  evaluationPeriods: whole,
  datapointsToAlarm: v.optional(whole),
  treatMissingData: v.picklist(missingDataTreatments),
  evaluateLowSampleCountPercentiles: v.optional(v.picklist(["evaluate", "ignore"])),
  evaluationCriteria: notSimulated("an alarm on a PromQL query"),
  evaluationInterval: notSimulated("an alarm on a PromQL query"),
  warmUpConfiguration: notSimulated("a warm-up"),
  namespace: v.optional(v.string(), ""),
  metricName: v.optional(v.string()),
  dimensions: dimensionsSchema,
  period: v.optional(v.number()),
  statistic: v.optional(v.string()),
  extendedStatistic: v.optional(v.string()),
  unit: v.optional(v.string()),
  metricQueries: v.optional(v.array(querySchema), []),
  tags: v.optional(v.record(v.string(), v.string()), {}),
});

export interface MetricAlarmDeclaration extends v.InferOutput<typeof alarmSchema> {
  readonly datapoints: number;
  /** Seconds. */
  readonly evaluatedPeriod: number;
  readonly queries: readonly MetricQuery[];
  /** The query whose result is compared. */
  readonly watchedId: string;
}

/**
 * Reads an alarm, and refuses what CloudWatch refuses.
 * @throws naming the resource, the property and what is allowed.
 */
export function metricAlarm(record: ResourceRecord): MetricAlarmDeclaration {
  const alarm = declared(alarmSchema, record);
  const refuse = (problem: string): never => {
    throw new Error(`Alarm ${record.logicalName}: ${problem}.`);
  };
  const queries = queriesOf(alarm) ?? refuse(neitherOrBoth);
  const problem = problemOfQueries(queries) ?? problemOfNumbers(alarm, queries);
  if (problem !== undefined) refuse(problem);
  const [watched, ...more] = queries.filter(({ returnData }) => returnData);
  if (!watched || more.length > 0)
    return refuse("exactly one of metricQueries has returnData: true, the one that is compared");
  return {
    ...alarm,
    datapoints: alarm.datapointsToAlarm ?? alarm.evaluationPeriods,
    evaluatedPeriod: periodsOf(queries)[0] ?? 60,
    queries,
    watchedId: watched.id,
  };
}

const neitherOrBoth =
  "either metricName with namespace, period and statistic or extendedStatistic, or metricQueries";

type Declared = v.InferOutput<typeof alarmSchema>;

/** @returns nothing when the alarm says neither metric nor queries, or both. */
function queriesOf(alarm: Declared): readonly MetricQuery[] | undefined {
  const { metricName, metricQueries, namespace, dimensions, period, unit } = alarm;
  if ((metricName === undefined) === (metricQueries.length === 0)) return undefined;
  if (metricName === undefined) return metricQueries.map(queryOf);
  const stat = alarm.statistic ?? alarm.extendedStatistic;
  if (stat === undefined || period === undefined || namespace === "") return undefined;
  const metric = { namespace, name: metricName, dimensions };
  return [
    {
      id: "m1",
      returnData: true,
      source: { kind: "metric", stat: { metric, period, stat, unit } },
    },
  ];
}

function queryOf(query: v.InferOutput<typeof querySchema>): MetricQuery {
  const { id, label, returnData, metric, expression = "", period } = query;
  if (!metric)
    return { id, label, returnData, source: { kind: "expression", text: expression, period } };
  const { namespace, metricName: name, dimensions, stat, unit } = metric;
  const named = { namespace, name, dimensions };
  return {
    id,
    label,
    returnData,
    source: { kind: "metric", stat: { metric: named, period: metric.period, stat, unit } },
  };
}

function periodsOf(queries: readonly MetricQuery[]): readonly number[] {
  const periods = queries.flatMap(({ source }) =>
    source.kind === "metric" ? [source.stat.period] : (source.period ?? []),
  );
  return [...new Set(periods)];
}

const mostMetrics = 10;
const week = 7 * 24 * 3600;

function problemOfNumbers(alarm: Declared, queries: readonly MetricQuery[]): string | undefined {
  const { evaluationPeriods, datapointsToAlarm = evaluationPeriods, metricQueries } = alarm;
  const broken = metricQueries.find(
    ({ metric, expression }) => (metric === undefined) === (expression === undefined),
  );
  if (broken) return `query "${broken.id}" has either a metric or an expression`;
  if (datapointsToAlarm > evaluationPeriods)
    return (
      `datapointsToAlarm (${datapointsToAlarm}) is more than evaluationPeriods ` +
      `(${evaluationPeriods})`
    );
  const metrics = queries.filter(({ source }) => source.kind === "metric");
  if (metrics.length === 0) return "no query reads a metric";
  if (metrics.length > mostMetrics) return `an alarm watches at most ${mostMetrics} metrics`;
  const [period = 60, other] = periodsOf(queries);
  if (other !== undefined)
    return `all queries of an alarm have the same period, not ${period} and ${other}`;
  if (period < 10)
    return `an alarm's period is 10, 20, 30 or a multiple of 60 seconds, not ${period}`;
  if (period * evaluationPeriods > week)
    return (
      `period × evaluationPeriods is at most ${week} seconds, not ` +
      `${period * evaluationPeriods}`
    );
  if (alarm.statistic !== undefined && percentOf(alarm.statistic) !== undefined)
    return `a percentile (${alarm.statistic}) is an extendedStatistic`;
  return metrics
    .flatMap(({ source }) => (source.kind === "metric" ? [problemOfStat(source.stat)] : []))
    .find((problem) => problem !== undefined);
}

export function breaches(alarm: MetricAlarmDeclaration, value: number): boolean {
  return comparisons[alarm.comparisonOperator].breaches(value, alarm.threshold);
}
