import { nearest } from "../../kernel/nearest";
import { evaluateExpression } from "./math/evaluation";
import { type Expression, idsIn, MathError, parseExpression } from "./math/syntax";
import type { Points, Series, Value } from "./math/value";
import type { MetricName } from "./metric";
import type { MetricStore, Range } from "./metric-store";
import { isStatistic, statisticOf } from "./statistic";

export interface MetricStat {
  readonly metric: MetricName;
  /** Seconds. */
  readonly period: number;
  readonly stat: string;
  readonly unit?: string | undefined;
}

/** A member of GetMetricData's `MetricDataQueries`, of an alarm's, or of a dashboard's widget. */
export interface MetricQuery {
  readonly id: string;
  readonly source:
    | { readonly kind: "metric"; readonly stat: MetricStat }
    | { readonly kind: "expression"; readonly text: string; readonly period?: number | undefined };
  readonly label?: string | undefined;
  readonly returnData: boolean;
}

/** The id of a metric or an expression begins with a small letter (PutMetricAlarm). */
const idPattern = /^[a-z][a-zA-Z0-9_]{0,254}$/;

/**
 * What is wrong with a set of queries, as one sentence: ids, statistics, periods, expressions that
 * cannot be read or name what is not there.
 */
export function problemOfQueries(queries: readonly MetricQuery[]): string | undefined {
  const ids = new Set(queries.map(({ id }) => id));
  if (ids.size < queries.length) return "two queries have the same id";
  for (const query of queries) {
    const problem = problemOf(query, ids);
    if (problem !== undefined) return `query "${query.id}": ${problem}`;
  }
  try {
    const evaluation = new QueryEvaluation(queries, () => new Map(), { from: 0, to: 0 });
    for (const query of queries) if (query.returnData) evaluation.seriesOf(query.id);
  } catch (error) {
    if (error instanceof MathError) return error.message;
    throw error;
  }
  return undefined;
}

function problemOf({ id, source }: MetricQuery, ids: ReadonlySet<string>): string | undefined {
  if (!idPattern.test(id))
    return "an id begins with a small letter, and holds letters, digits and underscores";
  if (source.kind === "metric") return problemOfStat(source.stat);
  try {
    const unknown = idsIn(parseExpression(source.text)).find((named) => !ids.has(named));
    if (unknown === undefined) return undefined;
    const meant = nearest(unknown, ids);
    return (
      `the expression names "${unknown}", which is no query` +
      `${meant ? `; did you mean "${meant}"?` : ""}`
    );
  } catch (error) {
    if (error instanceof MathError) return error.message;
    throw error;
  }
}

export function problemOfStat({ stat, period }: MetricStat): string | undefined {
  if (!isStatistic(stat))
    return `the statistic ${stat} is none of SampleCount, Sum, Average, Minimum, Maximum and pNN`;
  return problemOfPeriod(period);
}

export function problemOfPeriod(period: number): string | undefined {
  if ([1, 5, 10, 20, 30].includes(period) || (period > 0 && period % 60 === 0)) return undefined;
  return `a period is 1, 5, 10, 20, 30 or a multiple of 60 seconds, not ${period}`;
}

/** The queries' results over a range; each is worked out once, and only if it is asked for. */
export class QueryEvaluation {
  readonly #values = new Map<string, Value>();
  readonly #underWay = new Set<string>();
  readonly #byId: ReadonlyMap<string, MetricQuery>;

  constructor(
    private readonly queries: readonly MetricQuery[],
    private readonly pointsOf: (stat: MetricStat, range: Range) => Points,
    /** Begins where a period does. */
    private readonly range: Range,
  ) {
    this.#byId = new Map(queries.map((query) => [query.id, query]));
  }

  /** @throws MathError when the query comes to a number, or cannot be worked out. */
  seriesOf(id: string): readonly Series[] {
    const value = this.#valueOf(id);
    if (value.kind === "series") return [{ ...value.series, id }];
    if (value.kind === "list") return value.items;
    throw new MathError(`query "${id}" comes to a number, not to a time series`);
  }

  #valueOf(id: string): Value {
    const known = this.#values.get(id);
    if (known) return known;
    const query = this.#byId.get(id);
    if (!query) throw new MathError(`there is no query "${id}"`);
    if (this.#underWay.has(id)) throw new MathError(`query "${id}" depends on itself`);
    this.#underWay.add(id);
    const value = this.#workOut(query);
    this.#underWay.delete(id);
    this.#values.set(id, value);
    return value;
  }

  #workOut({ id, source }: MetricQuery): Value {
    if (source.kind === "metric") {
      const { period } = source.stat;
      const points = this.pointsOf(source.stat, this.range);
      return { kind: "series", series: { id, points, period } };
    }
    const period = source.period ?? this.#period();
    return evaluateExpression(expressionOf(source.text), {
      valueOf: (other) => this.#valueOf(other),
      metrics: () => this.#metrics(),
      grid: { ...this.range, period },
    });
  }

  #metrics(): readonly Series[] {
    return this.queries
      .filter(({ source }) => source.kind === "metric")
      .flatMap(({ id }) => this.seriesOf(id));
  }

  /** The longest of the metrics' periods. */
  #period(): number {
    return periodOf(this.queries) ?? 60;
  }
}

export function periodOf(queries: readonly MetricQuery[]): number | undefined {
  const periods = queries.flatMap(({ source }) =>
    source.kind === "metric" ? [source.stat.period] : (source.period ?? []),
  );
  return periods.length === 0 ? undefined : Math.max(...periods);
}

const read = new Map<string, Expression>();
/** Enough for the alarms and dashboards of an account; what is asked once by wire is let go. */
const mostRead = 1000;

function expressionOf(text: string): Expression {
  const before = read.get(text);
  if (before) return before;
  const expression = parseExpression(text);
  if (read.size >= mostRead) read.clear();
  read.set(text, expression);
  return expression;
}

/** The statistic's values in the store; the first period begins with the range. */
export function pointsIn(store: MetricStore): (stat: MetricStat, range: Range) => Points {
  return ({ metric, period, stat, unit }, range) => {
    const points = new Map<number, number>();
    for (const [at, aggregate] of store.aggregates(metric, range, period, unit)) {
      const value = statisticOf(aggregate, stat);
      if (value !== undefined) points.set(at, value);
    }
    return points;
  };
}
