import * as v from "valibot";
import { type OperationTable, operation } from "../../gateway/operation";
import { pageOf } from "../../gateway/page";
import type { SimulatedClock } from "../../kernel/clock";
import type { CloudWatch } from "./cloudwatch";
import { type Dimensions, dimensionList } from "./metric";
import { dataQuery, linesOf, queryOf } from "./metric-data-queries";
import { type MetricStore, periodBegin } from "./metric-store";
import { problemOfPeriod, problemOfQueries } from "./queries";
import { percentOf, simpleStatistics, statisticOf } from "./statistic";
import {
  dimensions,
  everything,
  invalidCombination,
  invalidNextToken,
  invalidValue,
  metricName,
  namespace,
  period,
  scanBy,
  timestamp,
  unit,
} from "./wire-shapes";

const datum = v.object({
  MetricName: metricName,
  Dimensions: dimensions,
  Timestamp: v.optional(timestamp),
  Value: v.optional(v.number()),
  Values: v.optional(v.pipe(v.array(v.number()), v.maxLength(150)), []),
  Counts: v.optional(v.array(v.number())),
  StatisticValues: v.optional(
    v.object({
      SampleCount: v.number(),
      Sum: v.number(),
      Minimum: v.number(),
      Maximum: v.number(),
    }),
  ),
  Unit: v.optional(unit, "None"),
  StorageResolution: v.optional(v.picklist([1, 60]), 60),
});
type Datum = v.InferOutput<typeof datum>;

const hourMs = 3_600_000;
/** What PutMetricData takes: up to two weeks old, up to two hours ahead. */
const oldestMs = 14 * 24 * hourMs;
const newestMs = 2 * hourMs;
const recentlyActiveMs = 3 * hourMs;
const mostMetricsAPage = 500;
const mostDatapoints = 1440;

export function metricOperations(
  { metrics }: Pick<CloudWatch, "metrics">,
  clock: SimulatedClock,
): OperationTable {
  return {
    PutMetricData: operation({
      input: v.object({
        Namespace: namespace,
        MetricData: v.pipe(v.array(datum), v.minLength(1), v.maxLength(1000)),
      }),
      authorise: everything("PutMetricData"),
      run: ({ Namespace, MetricData }) => {
        const now = clock.now();
        for (const one of MetricData) checkDatum(one, now);
        for (const one of MetricData) putDatum(metrics, Namespace, one, now);
        return {};
      },
    }),

    GetMetricData: operation({
      input: v.object({
        MetricDataQueries: v.pipe(v.array(dataQuery), v.minLength(1), v.maxLength(500)),
        StartTime: timestamp,
        EndTime: timestamp,
        ScanBy: scanBy,
        NextToken: v.optional(v.string()),
        MaxDatapoints: v.optional(v.number(), 100_800),
        LabelOptions: v.optional(v.object({ Timezone: v.optional(v.string()) })),
      }),
      authorise: everything("GetMetricData"),
      run: (input) => {
        const queries = input.MetricDataQueries.map(queryOf);
        const problem = problemOfQueries(queries);
        if (problem !== undefined) throw invalidValue(`MetricDataQueries: ${problem}.`);
        const lines = linesOf(metrics, queries, input);
        const all = lines.flatMap(({ points }, line) => points.map((point) => ({ line, point })));
        const page = pageOf(all, input.MaxDatapoints, input.NextToken, invalidNextToken);
        const results = lines.map(({ Id, Label }, line) => {
          const points = page.items.filter((item) => item.line === line);
          return {
            Id,
            Label,
            Timestamps: points.map(({ point: [at] }) => at / 1000),
            Values: points.map(({ point: [, value] }) => value),
            StatusCode: page.nextToken === undefined ? "Complete" : "PartialData",
          };
        });
        return { MetricDataResults: results, NextToken: page.nextToken, Messages: [] };
      },
    }),

    GetMetricStatistics: operation({
      input: v.object({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: dimensions,
        StartTime: timestamp,
        EndTime: timestamp,
        Period: period,
        Statistics: v.optional(v.array(v.picklist(simpleStatistics)), []),
        ExtendedStatistics: v.optional(v.array(v.string()), []),
        Unit: v.optional(unit),
      }),
      authorise: everything("GetMetricStatistics"),
      run: (input) => ({ Label: input.MetricName, Datapoints: datapointsOf(metrics, input) }),
    }),

    ListMetrics: operation({
      input: v.object({
        Namespace: v.optional(namespace),
        MetricName: v.optional(metricName),
        Dimensions: v.optional(
          v.array(v.object({ Name: v.string(), Value: v.optional(v.string()) })),
          [],
        ),
        RecentlyActive: v.optional(v.picklist(["PT3H"])),
        NextToken: v.optional(v.string()),
      }),
      authorise: everything("ListMetrics"),
      run: (input) => {
        const since = input.RecentlyActive ? clock.now() - recentlyActiveMs : 0;
        const found = metrics
          .all()
          .filter(({ latestAt }) => latestAt >= since)
          .map(({ metric }) => metric)
          .filter(
            (metric) =>
              (input.Namespace ?? metric.namespace) === metric.namespace &&
              (input.MetricName ?? metric.name) === metric.name &&
              input.Dimensions.every(({ Name, Value }) => has(metric.dimensions, Name, Value)),
          );
        const page = pageOf(found, mostMetricsAPage, input.NextToken, invalidNextToken);
        return {
          Metrics: page.items.map((metric) => ({
            Namespace: metric.namespace,
            MetricName: metric.name,
            Dimensions: dimensionList(metric.dimensions),
          })),
          NextToken: page.nextToken,
        };
      },
    }),
  };
}

function has(of: Dimensions, name: string, value: string | undefined): boolean {
  return Object.hasOwn(of, name) && (value ?? of[name]) === of[name];
}

function checkDatum(datum: Datum, now: number): void {
  const { MetricName, Value, Values, Counts, StatisticValues, Timestamp: at = now } = datum;
  const given = [Value !== undefined, Values.length > 0, StatisticValues !== undefined];
  if (given.filter(Boolean).length !== 1)
    throw invalidCombination(
      `The metric ${MetricName} has exactly one of Value, Values and StatisticValues.`,
    );
  if (Counts && Counts.length !== Values.length)
    throw invalidValue(`Values and Counts of ${MetricName} are of one length.`);
  if (at < now - oldestMs || at > now + newestMs)
    throw invalidValue(
      `The Timestamp of ${MetricName} is more than two weeks old or two hours ahead.`,
    );
}

function putDatum(metrics: MetricStore, namespace: string, datum: Datum, now: number): void {
  const { MetricName: name, Dimensions, Unit, Timestamp: at = now } = datum;
  const series = metrics.series({ namespace, name, dimensions: Dimensions }, Unit);
  const highResolution = datum.StorageResolution === 1;
  if (datum.Value !== undefined) series.add(at, datum.Value, 1, highResolution);
  for (const [index, value] of datum.Values.entries())
    series.add(at, value, datum.Counts?.[index] ?? 1, highResolution);
  const set = datum.StatisticValues;
  if (!set) return;
  const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = set;
  series.aggregateAt(at, highResolution).addSet({ count, sum, min, max });
}

interface StatisticsAsked {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: Dimensions;
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Period: number;
  readonly Statistics: readonly string[];
  readonly ExtendedStatistics: readonly string[];
  readonly Unit?: string | undefined;
}

function datapointsOf(metrics: MetricStore, asked: StatisticsAsked): readonly object[] {
  const { StartTime, EndTime, Period, Statistics, ExtendedStatistics, Unit } = asked;
  if (Statistics.length > 0 === ExtendedStatistics.length > 0)
    throw invalidCombination("Either Statistics or ExtendedStatistics is given.");
  if (EndTime <= StartTime) throw invalidValue("StartTime is before EndTime.");
  const odd = ExtendedStatistics.find((statistic) => percentOf(statistic) === undefined);
  if (odd !== undefined) throw invalidValue(`The extended statistic ${odd} is not simulated.`);
  const problem = problemOfPeriod(Period);
  if (problem !== undefined) throw invalidValue(problem);
  if ((EndTime - StartTime) / (Period * 1000) > mostDatapoints)
    throw invalidCombination(
      `You have requested more than the limit of ${mostDatapoints} datapoints; take a longer ` +
        "Period or a shorter range.",
    );
  const metric = {
    namespace: asked.Namespace,
    name: asked.MetricName,
    dimensions: asked.Dimensions,
  };
  const range = { from: periodBegin(StartTime, Period), to: EndTime };
  return [...metrics.aggregates(metric, range, Period, Unit)].map(([at, aggregate]) => {
    const values = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, statisticOf(aggregate, name)]));
    return {
      Timestamp: at / 1000,
      ...values(Statistics),
      ...(ExtendedStatistics.length > 0 && { ExtendedStatistics: values(ExtendedStatistics) }),
      Unit: Unit ?? metrics.unitOf(metric),
    };
  });
}
