import fc from "fast-check";
import { MetricStore } from "./metric-store";
import { percentOf, statisticOf } from "./statistic";

const metric = { namespace: "app", name: "latency", dimensions: { a: "1", b: "2" } };
const minute = 60_000;
const start = Date.UTC(2030, 0, 1);

describe("the metric store", () => {
  it("finds a metric by all of its dimensions, in whatever order", () => {
    const store = new MetricStore();
    store.series(metric, "Count").add(start, 1);
    const sum = (dimensions: Record<string, string>) => {
      const range = { from: start, to: start + minute };
      const [aggregate] = store.aggregates({ ...metric, dimensions }, range, 60).values();
      return aggregate?.sum;
    };
    expect(sum({ b: "2", a: "1" })).toBe(1);
    expect(sum({ a: "1" })).toBeUndefined();
  });

  it("comes to the same statistics whatever the periods it is asked in", () => {
    const sample = fc.tuple(fc.nat({ max: 3599 }), fc.integer({ min: -50, max: 50 }));
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 120, size: "max" }),
        fc.constantFrom(60, 300, 3600),
        (all, period) => {
          const store = new MetricStore();
          const series = store.series(metric, "Count");
          for (const [second, value] of all) series.add(start + second * 1000, value);
          const range = { from: start, to: start + 3_600_000 };
          for (const [begin, aggregate] of store.aggregates(metric, range, period)) {
            const values = all
              .filter(
                ([second]) =>
                  Math.floor((second * 1000) / (period * 1000)) * period * 1000 === begin - start,
              )
              .map(([, value]) => value);
            expect(statisticOf(aggregate, "SampleCount")).toBe(values.length);
            expect(statisticOf(aggregate, "Sum")).toBe(
              values.reduce((sum, value) => sum + value, 0),
            );
            expect(statisticOf(aggregate, "Minimum")).toBe(Math.min(...values));
            expect(statisticOf(aggregate, "Maximum")).toBe(Math.max(...values));
          }
        },
      ),
    );
  });

  it("tells percentiles exactly of few values, and near of many", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 100 }),
        (values, percent) => {
          const store = new MetricStore();
          for (const value of values) store.series(metric, "Count").add(start, value);
          const range = { from: start, to: start + minute };
          const [aggregate] = store.aggregates(metric, range, 60).values();
          const sorted = values.toSorted((one, other) => one - other);
          const exact = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
          const told = aggregate && statisticOf(aggregate, `p${percent}`);
          const few = new Set(values).size <= 32;
          expect(Math.abs((told ?? 0) - exact)).toBeLessThanOrEqual(few ? 0 : exact * 0.025);
        },
      ),
    );
  });

  it("has no percentile of a statistic set, whose values nobody knows", () => {
    const store = new MetricStore();
    const aggregate = store.series(metric, "Count").aggregateAt(start);
    aggregate.addSet({ count: 4, sum: 10, min: 1, max: 4 });
    aggregate.add(9);
    expect(statisticOf(aggregate, "Average")).toBe(19 / 5);
    expect(statisticOf(aggregate, "p50")).toBeUndefined();
    expect(["p99", "p99.9", "p100", "p101", "median"].map(percentOf)).toEqual([
      99,
      99.9,
      100,
      undefined,
      undefined,
    ]);
  });

  it("keeps what an alarm looks back on, then coarser sums, and does not grow", () => {
    const store = new MetricStore();
    const hour = 60 * minute;
    let most = 0;
    for (let at = start; at < start + 40 * 24 * hour; at += minute) {
      store.series(metric, "Count").add(at, 1);
      if (at % hour === 0) store.age(at);
      most = Math.max(most, store.size.periods);
    }
    const end = start + 40 * 24 * hour;
    const sum = (from: number, to: number, period: number) =>
      [...store.aggregates(metric, { from, to }, period).values()].reduce(
        (all, one) => all + one.sum,
        0,
      );
    expect(sum(end - 24 * hour, end, 60)).toBe(24 * 60);
    expect(sum(start, end, 3600)).toBe(40 * 24 * 60);
    expect(most).toBeLessThan(3500);
    store.age(end + 64 * 24 * hour);
    store.age(end + 64 * 24 * hour);
    expect(store.size).toEqual({ metrics: 0, periods: 0 });
  });
});
