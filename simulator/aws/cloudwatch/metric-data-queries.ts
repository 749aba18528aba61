import * as v from "valibot";
import { MathError } from "./math/syntax";
import { type MetricStore, periodBegin } from "./metric-store";
import { type MetricQuery, periodOf, pointsIn, QueryEvaluation } from "./queries";
import {
  dimensions,
  invalidCombination,
  invalidValue,
  metricName,
  namespace,
  period,
  unit,
} from "./wire-shapes";

/** `MetricDataQuery` of the API. */
export const dataQuery = v.object({
  Id: v.string(),
  MetricStat: v.optional(
    v.object({
      Metric: v.object({ Namespace: namespace, MetricName: metricName, Dimensions: dimensions }),
      Period: period,
      Stat: v.string(),
      Unit: v.optional(unit),
    }),
  ),
  Expression: v.optional(v.string()),
  Label: v.optional(v.string()),
  ReturnData: v.optional(v.boolean(), true),
  Period: v.optional(period),
  AccountId: v.optional(v.string()),
});

/** @throws AwsError */
export function queryOf(query: v.InferOutput<typeof dataQuery>): MetricQuery {
  const { Id: id, Label: label, MetricStat, Expression, ReturnData: returnData } = query;
  if ((MetricStat === undefined) === (Expression === undefined))
    throw invalidCombination(`The query ${id} has either MetricStat or Expression.`);
  if (!MetricStat) {
    const source = { kind: "expression", text: Expression ?? "", period: query.Period } as const;
    return { id, label, returnData, source };
  }
  const { Metric, Period, Stat: stat, Unit } = MetricStat;
  const { Namespace, MetricName: name, Dimensions } = Metric;
  const metric = { namespace: Namespace, name, dimensions: Dimensions };
  return {
    id,
    label,
    returnData,
    source: { kind: "metric", stat: { metric, period: Period, stat, unit: Unit } },
  };
}

interface Asked {
  readonly StartTime: number;
  readonly EndTime: number;
  readonly ScanBy: "TimestampDescending" | "TimestampAscending";
}

interface ResultLine {
  readonly Id: string;
  readonly Label: string;
  readonly points: readonly (readonly [number, number])[];
}

/** What the queries that return data come to. @throws AwsError */
export function linesOf(
  metrics: MetricStore,
  queries: readonly MetricQuery[],
  { StartTime, EndTime, ScanBy }: Asked,
): readonly ResultLine[] {
  if (EndTime <= StartTime) throw invalidValue("StartTime is before EndTime.");
  const longest = periodOf(queries) ?? 60;
  const range = { from: periodBegin(StartTime, longest), to: EndTime };
  const results = new QueryEvaluation(queries, pointsIn(metrics), range);
  const returned = queries.filter(({ returnData }) => returnData);
  return returned.flatMap(({ id, label, source }) =>
    seriesOf(results, id).map((series) => {
      const from = periodBegin(StartTime, series.period);
      const points = [...series.points].filter(([at]) => at >= from);
      const name = source.kind === "metric" ? source.stat.metric.name : id;
      return {
        Id: id,
        Label: label ?? name,
        points: ScanBy === "TimestampAscending" ? points : points.toReversed(),
      };
    }),
  );
}

function seriesOf(results: QueryEvaluation, id: string) {
  try {
    return results.seriesOf(id);
  } catch (error) {
    if (error instanceof MathError) throw invalidValue(`MetricDataQueries: ${error.message}.`);
    throw error;
  }
}
