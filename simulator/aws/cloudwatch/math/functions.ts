import { MathError } from "./syntax";
import {
  kept,
  mapPoints,
  mapSeries,
  type Points,
  type Series,
  scalar,
  seriesOf,
  timesOf,
  type Value,
} from "./value";

/** The periods that are asked about. */
export interface Grid {
  /** Milliseconds since the epoch: a period's begin; the first, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Seconds. */
  readonly period: number;
}

interface CallContext {
  readonly name: string;
  readonly metrics: () => readonly Series[];
  readonly grid: Grid;
}

type MathFunction = (args: readonly Value[], context: CallContext) => Value;

/** Real functions of CloudWatch that the simulator does not have. */
export const refusedFunctions = [
  ...["SEARCH", "ANOMALY_DETECTION_BAND", "INSIGHT_RULE_METRIC", "SERVICE_QUOTA", "LAMBDA"],
  ...["SELECT", "SORT", "SLICE", "DB_PERF_INSIGHTS"],
];

/**
 * The functions of metric math, by the user guide's table ("Metric math syntax and functions").
 */
export const mathFunctions: Readonly<Record<string, MathFunction>> = {
  ABS: pointwise(Math.abs),
  CEIL: pointwise(Math.ceil),
  FLOOR: pointwise(Math.floor),
  LOG: pointwise(Math.log),
  LOG10: pointwise(Math.log10),
  SUM: over((values) => values.reduce((sum, value) => sum + value, 0), "missing is 0"),
  // "Missing values are treated as 0", said of AVG over several series.
  AVG: over((values, of) => values.reduce((sum, value) => sum + value, 0) / of, "missing is 0"),
  MIN: over((values) => Math.min(...values), "missing is left out"),
  MAX: over((values) => Math.max(...values), "missing is left out"),
  STDDEV: over(standardDeviation, "missing is left out"),
  DATAPOINT_COUNT: over((values) => values.length, "missing is left out"),
  METRICS: ([part], { metrics }) => ({
    kind: "list",
    items: metrics().filter(({ id }) => part?.kind !== "text" || id.includes(part.text)),
  }),
  METRIC_COUNT: (args, context) => scalar(seriesOf(argument(args, 0, context)).length),
  FIRST: (args, context) => itemOf(seriesOf(argument(args, 0, context)).at(0)),
  LAST: (args, context) => itemOf(seriesOf(argument(args, 0, context)).at(-1)),
  REMOVE_EMPTY: (args, context) => ({
    kind: "list",
    items: seriesOf(argument(args, 0, context)).filter(({ points }) => points.size > 0),
  }),
  PERIOD: (args, context) => scalar(oneSeries(args, context).period),
  TIME_SERIES: (args, context) => {
    const value = argument(args, 0, context);
    if (value.kind !== "scalar") throw new MathError("TIME_SERIES takes a number");
    const points = new Map(timesOn(context.grid).map((at) => [at, value.value]));
    return { kind: "series", series: { id: "", points, period: context.grid.period } };
  },
  DIFF: neighbours((value, before) => value - before),
  DIFF_TIME: neighbours((_value, _before, seconds) => seconds),
  RATE: neighbours((value, before, seconds) => (value - before) / seconds),
  RUNNING_SUM: (args, context) =>
    mapSeries(argument(args, 0, context), ({ points }) => {
      let sum = 0;
      return new Map(
        [...points].map(([at, value]) => {
          sum += value;
          return [at, sum];
        }),
      );
    }),
  FILL: (args, context) => fill(argument(args, 0, context), argument(args, 1, context), context),
  IF: (args, context) => choose(args, context),
  EPOCH: byTime((at) => at.getTime() / 1000),
  MINUTE: byTime((at) => at.getUTCMinutes()),
  HOUR: byTime((at) => at.getUTCHours()),
  // Monday is 1.
  DAY: byTime((at) => at.getUTCDay() || 7),
  DATE: byTime((at) => at.getUTCDate()),
  MONTH: byTime((at) => at.getUTCMonth() + 1),
  YEAR: byTime((at) => at.getUTCFullYear()),
};

function argument(args: readonly Value[], index: number, { name }: CallContext): Value {
  const value = args[index];
  if (!value) throw new MathError(`${name} is given too few arguments`);
  return value;
}

function oneSeries(args: readonly Value[], context: CallContext): Series {
  const [series, ...more] = seriesOf(argument(args, 0, context));
  if (!series || more.length > 0) throw new MathError(`${context.name} takes one time series`);
  return series;
}

function itemOf(series: Series | undefined): Value {
  if (!series) throw new MathError("an array of time series is empty");
  return { kind: "series", series };
}

function pointwise(change: (point: number) => number): MathFunction {
  return (args, context) => {
    const value = argument(args, 0, context);
    if (value.kind === "scalar") return scalar(change(value.value));
    return mapPoints(value, change);
  };
}

/** One series comes to a number; several come to one series, time by time. */
function over(
  reduce: (values: readonly number[], of: number) => number,
  missing: "missing is 0" | "missing is left out",
): MathFunction {
  return (args, context) => {
    const value = argument(args, 0, context);
    if (value.kind === "series") {
      const values = [...value.series.points.values()];
      return scalar(values.length === 0 ? 0 : reduce(values, values.length));
    }
    const all = seriesOf(value);
    const points = timesOf(all).map((at): [number, number] => {
      const there = all.flatMap((series) => series.points.get(at) ?? []);
      return [at, reduce(there, missing === "missing is 0" ? all.length : there.length)];
    });
    const period = all[0]?.period ?? context.grid.period;
    return { kind: "series", series: { id: "", points: kept(points), period } };
  };
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function neighbours(
  between: (value: number, before: number, seconds: number) => number,
): MathFunction {
  return (args, context) =>
    mapSeries(argument(args, 0, context), ({ points }) => {
      const entries = [...points];
      return kept(
        entries.slice(1).map(([at, value], index) => {
          const [atBefore, before] = entries[index] as [number, number];
          return [at, between(value, before, (at - atBefore) / 1000)];
        }),
      );
    });
}

function byTime(part: (at: Date) => number): MathFunction {
  return (args, context) =>
    mapSeries(
      argument(args, 0, context),
      () => new Map(timesOn(context.grid).map((at) => [at, part(new Date(at))])),
    );
}

export function timesOn({ from, to, period }: Grid): readonly number[] {
  const times: number[] = [];
  for (let at = from; at < to; at += period * 1000) times.push(at);
  return times;
}

/**
 * Whether a metric that has no value at all in the range is filled too, is not documented:
 * unverified, it is.
 */
function fill(value: Value, filler: Value, { grid }: CallContext): Value {
  const times = timesOn(grid);
  return mapSeries(value, ({ points }) => {
    const wanted = filler.kind === "text" ? filler.text : undefined;
    if (wanted === "REPEAT") return repeated(points, times);
    if (wanted === "LINEAR") return interpolated(points, times);
    if (wanted !== undefined)
      throw new MathError(`FILL takes a number, a series, REPEAT or LINEAR, not ${wanted}`);
    return kept(times.map((at) => [at, points.get(at) ?? pointAt(filler, at) ?? Number.NaN]));
  });
}

function pointAt(value: Value, at: number): number | undefined {
  if (value.kind === "scalar") return value.value;
  return value.kind === "series" ? value.series.points.get(at) : undefined;
}

function repeated(points: Points, times: readonly number[]): Points {
  let last = Number.NaN;
  return kept(
    times.map((at) => {
      last = points.get(at) ?? last;
      return [at, last];
    }),
  );
}

/** A gap at either end has only one neighbour, and is filled with it. */
function interpolated(points: Points, times: readonly number[]): Points {
  const known = [...points.keys()];
  return kept(
    times.map((at) => {
      const before = known.findLast((time) => time <= at) ?? known.find((time) => time > at);
      const after = known.find((time) => time >= at) ?? before;
      if (before === undefined || after === undefined) return [at, Number.NaN];
      const [low, high] = [points.get(before) ?? 0, points.get(after) ?? 0];
      const share = after === before ? 0 : (at - before) / (after - before);
      return [at, low + (high - low) * share];
    }),
  );
}

/** "Using IF expressions" of the user guide: which points are 0 and which are dropped. */
function choose(args: readonly Value[], context: CallContext): Value {
  const condition = argument(args, 0, context);
  const [whenTrue, whenFalse] = [argument(args, 1, context), args[2]];
  if (condition.kind === "scalar") {
    const chosen = condition.value === 0 ? whenFalse : whenTrue;
    const none = { id: "", points: new Map(), period: context.grid.period };
    return chosen ?? { kind: "series", series: none };
  }
  return mapSeries(condition, ({ points }) =>
    kept(
      [...points].map(([at, truth]) => [
        at,
        truth === 0
          ? ((whenFalse && pointAt(whenFalse, at)) ?? Number.NaN)
          : (pointAt(whenTrue, at) ?? 0),
      ]),
    ),
  );
}
