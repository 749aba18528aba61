import { extraPeriods, judge } from "./alarm-evaluation";
import type { Evaluation } from "./alarm-reason";
import { breaches, type MetricAlarmDeclaration } from "./metric-alarm";
import type { MetricStore } from "./metric-store";
import { type MetricStat, pointsIn, QueryEvaluation } from "./queries";
import { percentOf } from "./statistic";

/**
 * What the store says of an alarm at a time. The periods end with that time, wherever it lies: an
 * alarm of five minutes looks each minute at the five before it.
 * @param at milliseconds since the epoch
 */
export function evaluateAlarm(
  declaration: MetricAlarmDeclaration,
  metrics: MetricStore,
  at: number,
): Evaluation {
  const periods = declaration.evaluationPeriods + extraPeriods;
  const periodMs = declaration.evaluatedPeriod * 1000;
  const range = { from: at - periods * periodMs, to: at };
  const pointsOf = pointsIn(metrics);
  const results = new QueryEvaluation(declaration.queries, pointsOf, range);
  const [series] = results.seriesOf(declaration.watchedId);
  const values = Array.from({ length: periods }, (_, index) =>
    series?.points.get(range.from + index * periodMs),
  );
  const judgement = judge({
    points: values.map((value) => (value === undefined ? undefined : breaches(declaration, value))),
    evaluationPeriods: declaration.evaluationPeriods,
    datapointsToAlarm: declaration.datapoints,
    treatMissingData: declaration.treatMissingData,
  });
  const tooFew = hasTooFewSamples(declaration, (stat) =>
    [...pointsOf(stat, range).values()].reduce((sum, samples) => sum + samples, 0),
  );
  const { from } = range;
  return { from, at, values, judgement: tooFew ? { ...judgement, state: "retain" } : judgement };
}

/**
 * "Percentile-based alarms and low data samples" of the user guide: fewer than 10 / (1 -
 * percentile) samples, or 10 / percentile below the median.
 */
function hasTooFewSamples(
  { evaluateLowSampleCountPercentiles, extendedStatistic, queries }: MetricAlarmDeclaration,
  sum: (stat: MetricStat) => number,
): boolean {
  const percent = percentOf(extendedStatistic ?? "");
  const source = queries[0]?.source;
  if (evaluateLowSampleCountPercentiles !== "ignore" || percent === undefined) return false;
  if (source?.kind !== "metric") return false;
  const share = percent / 100;
  const wanted = 10 / (share >= 0.5 ? 1 - share : share);
  return sum({ ...source.stat, stat: "SampleCount" }) < wanted;
}
