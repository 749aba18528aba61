import { keyOf, type MetricName } from "./metric";
import { Aggregate } from "./statistic";

/**
 * How finely values are kept (seconds), and for how long. Far shorter than CloudWatch's own 3
 * hours, 15, 63 and 455 days: as far back as an alarm looks (a day) by the minute, and a dashboard
 * by the hour, so that a run of many weeks does not grow.
 */
const tiers = [
  { resolution: 1, keptMs: 3 * 3_600_000 },
  { resolution: 60, keptMs: 27 * 3_600_000 },
  { resolution: 300, keptMs: 3 * 24 * 3_600_000 },
  { resolution: 3600, keptMs: 63 * 24 * 3_600_000 },
] as const;
const [highResolution, standardResolution] = [0, 1] as const;

/** Above, somebody gives a metric a dimension that never repeats. */
const mostMetrics = 20_000;

export interface Range {
  /** Milliseconds since the epoch, inclusive and exclusive. */
  readonly from: number;
  readonly to: number;
}

/** One metric in one unit: the values by period, the fine ones for a while, then coarser ones. */
export class MetricSeries {
  readonly #tiers = tiers.map(() => new Map<number, Aggregate>());
  #latestAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly metric: MetricName,
    readonly unit: string,
  ) {}

  /** Milliseconds since the epoch, of the latest value. */
  get latestAt(): number {
    return this.#latestAt;
  }

  /** @param at milliseconds since the epoch. */
  add(at: number, value: number, times = 1, highResolutionWanted = false): void {
    this.aggregateAt(at, highResolutionWanted).add(value, times);
  }

  aggregateAt(at: number, highResolutionWanted = false): Aggregate {
    this.#latestAt = Math.max(this.#latestAt, at);
    return this.#aggregate(highResolutionWanted ? highResolution : standardResolution, at);
  }

  /** Adds what fell into each period (seconds) to `into`; the first begins with the range. */
  collect(into: Map<number, Aggregate>, { from, to }: Range, period: number): void {
    tiers.forEach(({ resolution }, tier) => {
      if (resolution > period) return;
      for (const [start, aggregate] of this.#between(tier, from, to)) {
        const begin = from + periodBegin(start - from, period);
        const sum = into.get(begin) ?? new Aggregate();
        into.set(begin, sum);
        sum.addAll(aggregate);
      }
    });
  }

  /** Moves what is too old for its tier into the next one, and forgets what is too old for all. */
  age(now: number): void {
    tiers.forEach(({ keptMs }, tier) => {
      for (const [start, aggregate] of this.#tiers[tier] ?? []) {
        if (start >= now - keptMs) continue;
        this.#tiers[tier]?.delete(start);
        if (tier + 1 < tiers.length) this.#aggregate(tier + 1, start).addAll(aggregate);
      }
    });
  }

  get empty(): boolean {
    return this.#tiers.every((tier) => tier.size === 0);
  }

  /** How many periods are kept, for those who watch the store's size. */
  get size(): number {
    return this.#tiers.reduce((sum, tier) => sum + tier.size, 0);
  }

  #aggregate(tier: number, at: number): Aggregate {
    const periods = this.#tiers[tier] as Map<number, Aggregate>;
    const start = periodBegin(at, tiers[tier]?.resolution ?? 60);
    const before = periods.get(start);
    if (before) return before;
    const fresh = new Aggregate();
    periods.set(start, fresh);
    return fresh;
  }

  /** Looks periods up where the range is short, and walks through all of them where it is long. */
  *#between(tier: number, from: number, to: number): Iterable<[number, Aggregate]> {
    const periods = this.#tiers[tier] as Map<number, Aggregate>;
    const stepMs = (tiers[tier]?.resolution ?? 60) * 1000;
    if ((to - from) / stepMs > periods.size) {
      for (const entry of periods) if (entry[0] >= from && entry[0] < to) yield entry;
      return;
    }
    for (let start = Math.ceil(from / stepMs) * stepMs; start < to; start += stepMs) {
      const aggregate = periods.get(start);
      if (aggregate) yield [start, aggregate];
    }
  }
}

/** All metrics of the account, in bounded memory. */
export class MetricStore {
  /** The values of each metric, by unit. */
  readonly #metrics = new Map<string, Map<string, MetricSeries>>();

  constructor(private readonly tooMany: (metric: MetricName) => void = () => {}) {}

  /**
   * Where the metric's values are left, for values that are left at once: a series that stays empty
   * is forgotten.
   */
  series(metric: MetricName, unit: string): MetricSeries {
    const key = keyOf(metric);
    let byUnit = this.#metrics.get(key);
    if (!byUnit) {
      if (this.#metrics.size >= mostMetrics) this.#forgetOne(metric);
      byUnit = new Map();
      this.#metrics.set(key, byUnit);
    }
    const before = byUnit.get(unit);
    if (before) return before;
    const series = new MetricSeries(metric, unit);
    byUnit.set(unit, series);
    return series;
  }

  /**
   * What fell into each period, by the period's begin; periods without a value are not there. The
   * first period begins with the range.
   * @param period seconds
   * @param unit all of them when not given
   */
  aggregates(
    metric: MetricName,
    range: Range,
    period: number,
    unit?: string,
  ): ReadonlyMap<number, Aggregate> {
    const into = new Map<number, Aggregate>();
    for (const series of this.#metrics.get(keyOf(metric))?.values() ?? [])
      if (unit === undefined || series.unit === unit) series.collect(into, range, period);
    return new Map([...into].toSorted(([one], [other]) => one - other));
  }

  /** The unit that the metric's latest value came in. */
  unitOf(metric: MetricName): string {
    const series = [...(this.#metrics.get(keyOf(metric))?.values() ?? [])];
    return series.toSorted((one, other) => other.latestAt - one.latestAt)[0]?.unit ?? "None";
  }

  /** Metrics that have values, with the time of the latest. */
  all(): readonly { readonly metric: MetricName; readonly latestAt: number }[] {
    return [...this.#metrics.values()].flatMap((byUnit) => {
      const series = [...byUnit.values()].filter(({ empty }) => !empty);
      const [first] = series;
      if (!first) return [];
      const latestAt = Math.max(...series.map((one) => one.latestAt));
      return [{ metric: first.metric, latestAt }];
    });
  }

  /** To be called now and then: keeps the store bounded. */
  age(now: number): void {
    for (const [key, byUnit] of this.#metrics) {
      for (const series of byUnit.values()) series.age(now);
      if ([...byUnit.values()].every(({ empty }) => empty)) this.#metrics.delete(key);
    }
  }

  get size(): { readonly metrics: number; readonly periods: number } {
    const series = [...this.#metrics.values()].flatMap((byUnit) => [...byUnit.values()]);
    return {
      metrics: this.#metrics.size,
      periods: series.reduce((sum, { size }) => sum + size, 0),
    };
  }

  #forgetOne(metric: MetricName): void {
    const [oldest] = this.#metrics.keys();
    if (oldest !== undefined) this.#metrics.delete(oldest);
    this.tooMany(metric);
  }
}

/** The begin of the period (seconds) in which the time (milliseconds) lies. */
export function periodBegin(at: number, period: number): number {
  return Math.floor(at / (period * 1000)) * period * 1000;
}
