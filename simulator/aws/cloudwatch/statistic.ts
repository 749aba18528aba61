/**
 * How many different values a period keeps exactly. Above, they are rounded to steps of
 * `roundingStep`, so that a busy metric stays bounded; CloudWatch's own percentiles are
 * approximations too (how near is not published).
 */
const exactValues = 32;
const roundingStep = 1.04;

/** What is kept of the values that fell into one period. */
export class Aggregate {
  count = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** How often each value came; kept only once they differ. */
  #values: Map<number, number> | undefined;
  #rounded = false;
  /** Some of the values came as a statistic set, so that no percentile can be told. */
  #incomplete = false;

  /** @param times how often the value came. */
  add(value: number, times = 1): void {
    if (!this.#incomplete && (this.#values || (this.count > 0 && value !== this.max)))
      this.#keep(value, times);
    this.#count({ count: times, sum: value * times, min: value, max: value });
  }

  /** Takes in a statistic set, of whose values only these four are known. */
  addSet(set: { count: number; sum: number; min: number; max: number }): void {
    if (set.min === set.max) {
      this.add(set.max, set.count);
      return;
    }
    this.#count(set);
    this.#incomplete = true;
    this.#values = undefined;
  }

  addAll(other: Aggregate): void {
    if (other.count === 0) return;
    if (!other.#values || this.#incomplete) {
      this.addSet(other);
      return;
    }
    for (const [value, times] of other.#values) this.#keep(value, times);
    this.#count(other);
  }

  /**
   * The smallest value that so many per cent of the values do not exceed. Undefined where only a
   * statistic set is known, as CloudWatch has no percentiles of those.
   */
  percentile(percent: number): number | undefined {
    if (this.min === this.max) return this.max;
    if (!this.#values) return undefined;
    const wanted = (percent / 100) * this.count;
    let seen = 0;
    for (const [value, times] of [...this.#values].toSorted(([one], [other]) => one - other)) {
      seen += times;
      if (seen >= wanted) return Math.min(Math.max(value, this.min), this.max);
    }
    return this.max;
  }

  #count(set: { count: number; sum: number; min: number; max: number }): void {
    this.count += set.count;
    this.sum += set.sum;
    if (set.min < this.min) this.min = set.min;
    if (set.max > this.max) this.max = set.max;
  }

  #keep(value: number, times: number): void {
    // Until now there was one value, or none.
    const values = this.#values ?? new Map(this.count > 0 ? [[this.max, this.count]] : []);
    this.#values = values;
    const kept = this.#rounded ? rounded(value) : value;
    values.set(kept, (values.get(kept) ?? 0) + times);
    if (this.#rounded || values.size <= exactValues) return;
    this.#rounded = true;
    this.#values = new Map();
    for (const [exact, count] of values) this.#keep(exact, count);
  }
}

function rounded(value: number): number {
  if (value === 0) return 0;
  const steps = Math.round(Math.log(Math.abs(value)) / Math.log(roundingStep));
  return Math.sign(value) * roundingStep ** steps;
}

const simple: Readonly<Record<string, (aggregate: Aggregate) => number>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

export const simpleStatistics = Object.keys(simple);

/** The percentage of `p99.9`; undefined for what is no percentile. */
export function percentOf(statistic: string): number | undefined {
  const [, digits] = /^p(\d{1,2}(?:\.\d{0,10})?|100)$/.exec(statistic) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** CloudWatch also has trimmed means and the like (`tm90`, `PR(0:10)`): not simulated. */
export function isStatistic(statistic: string): boolean {
  return statistic in simple || percentOf(statistic) !== undefined;
}

/** @returns undefined where the statistic cannot be told from what is kept. */
export function statisticOf(aggregate: Aggregate, statistic: string): number | undefined {
  if (aggregate.count === 0) return undefined;
  const percent = percentOf(statistic);
  return percent === undefined ? simple[statistic]?.(aggregate) : aggregate.percentile(percent);
}
