import { MathError } from "./syntax";

/** Values by the begin of their period, milliseconds since the epoch, in order. */
export type Points = ReadonlyMap<number, number>;

/** The values of a metric, or of an expression over metrics. */
export interface Series {
  readonly id: string;
  readonly points: Points;
  /** Seconds. */
  readonly period: number;
}

/** S, TS, TS[] and text of the metric math documentation. */
export type Value =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "series"; readonly series: Series }
  | { readonly kind: "list"; readonly items: readonly Series[] }
  | { readonly kind: "text"; readonly text: string };

export function scalar(value: number): Value {
  return { kind: "scalar", value };
}

/** Each series of the value changed, whether it is one or a list. */
export function mapSeries(value: Value, change: (series: Series) => Points): Value {
  const changed = (series: Series): Series => ({ ...series, points: change(series) });
  if (value.kind === "series") return { kind: "series", series: changed(value.series) };
  if (value.kind === "list") return { kind: "list", items: value.items.map(changed) };
  throw new MathError("a time series is expected, not a number");
}

export function mapPoints(value: Value, change: (point: number) => number): Value {
  return mapSeries(
    value,
    ({ points }) => new Map([...points].map(([at, point]) => [at, change(point)])),
  );
}

/** The times at which any of them has a value, in order. */
export function timesOf(all: readonly Series[]): readonly number[] {
  const times = new Set(all.flatMap(({ points }) => [...points.keys()]));
  return [...times].sort((one, other) => one - other);
}

export function seriesOf(value: Value): readonly Series[] {
  if (value.kind === "series") return [value.series];
  if (value.kind === "list") return value.items;
  throw new MathError("a time series is expected, not a number");
}

/**
 * An operator between two values. "Missing values in a time series are treated as 0"; a point that
 * comes to nothing, as by a division by zero, is dropped (user guide, metric math).
 */
export function combine(
  left: Value,
  right: Value,
  operate: (left: number, right: number) => number,
): Value {
  if (left.kind === "scalar" && right.kind === "scalar")
    return scalar(operate(left.value, right.value));
  if (left.kind === "list" && right.kind === "list")
    throw new MathError("two arrays of time series cannot be combined");
  if (left.kind === "scalar") return mapPointsKept(right, (point) => operate(left.value, point));
  if (right.kind === "scalar") return mapPointsKept(left, (point) => operate(point, right.value));
  if (left.kind === "list")
    return mapSeries(left, (series) => together(series, one(right), operate));
  return mapSeries(right, (series) => together(one(left), series, operate));
}

function one(value: Value): Series {
  if (value.kind === "series") return value.series;
  throw new MathError("a number or a time series is expected");
}

function mapPointsKept(value: Value, change: (point: number) => number): Value {
  return mapSeries(value, ({ points }) => kept([...points].map(([at, p]) => [at, change(p)])));
}

function together(
  left: Series,
  right: Series,
  operate: (left: number, right: number) => number,
): Points {
  return kept(
    timesOf([left, right]).map((at) => [
      at,
      operate(left.points.get(at) ?? 0, right.points.get(at) ?? 0),
    ]),
  );
}

export function kept(points: readonly (readonly [number, number])[]): Points {
  return new Map(points.filter(([, value]) => Number.isFinite(value)));
}
