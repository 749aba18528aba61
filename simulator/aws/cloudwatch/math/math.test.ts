import fc from "fast-check";
import { evaluateExpression } from "./evaluation";
import { parseExpression } from "./syntax";
import type { Series } from "./value";

const minute = 60_000;

/** A series of a minute's period from the epoch on; "-" is missing. */
function series(id: string, text: string): Series {
  const points = text
    .split(" ")
    .flatMap((point, index): [number, number][] =>
      point === "-" ? [] : [[index * minute, Number(point)]],
    );
  return { id, points: new Map(points), period: 60 };
}

function evaluate(text: string, given: Readonly<Record<string, string>>): string {
  const all = Object.entries(given).map(([id, values]) => series(id, values));
  const length = Math.max(1, ...Object.values(given).map((values) => values.split(" ").length));
  const value = evaluateExpression(parseExpression(text), {
    valueOf: (id) => {
      const found = all.find((one) => one.id === id);
      if (!found) throw new Error(id);
      return { kind: "series", series: found };
    },
    metrics: () => all,
    grid: { from: 0, to: length * minute, period: 60 },
  });
  const shown = ({ points }: Series) =>
    Array.from({ length }, (_, index) => String(points.get(index * minute) ?? "-")).join(" ");
  if (value.kind === "scalar") return `scalar ${value.value}`;
  if (value.kind === "list") return value.items.map(shown).join(" | ");
  return value.kind === "series" ? shown(value.series) : value.text;
}

describe("metric math, by the user guide's tables", () => {
  const metric1 = "30 20 0 0";
  const metric2 = "20 - 20 -";

  test.each([
    // Comparison and logical operators.
    ["metric1 < metric2", "0 0 1 0"],
    ["metric1 >= 30", "1 0 0 0"],
    ["metric1 > 15 AND metric2 > 15", "1 0 0 0"],
    ["metric1 > 15 && metric2 > 15 || metric1 == 20", "1 1 0 0"],
    // "Missing values in a time series are treated as 0"; a division by zero drops the point.
    ["metric1 + metric2", "50 20 20 0"],
    ["metric1 / metric2", "1.5 - 0 -"],
    ["100 * (metric1 - 20) / 2 ^ 2", "250 0 -500 -500"],
    ["-metric1 ^ 2", "-900 -400 0 0"],
    ["SUM([metric1, metric2])", "50 20 20 0"],
    ["AVG([metric1, metric2])", "25 10 10 0"],
    ["MAX(METRICS())", "30 20 20 0"],
    ["MIN(METRICS())", "20 20 0 0"],
    ['METRICS("2") * 2', "40 - 40 -"],
    ["metric1 / METRIC_COUNT(METRICS())", "15 10 0 0"],
    ["metric1 - AVG(metric1)", "17.5 7.5 -12.5 -12.5"],
    ["metric1 / PERIOD(metric1)", "0.5 0.3333333333333333 0 0"],
    ["FILL(metric2, 7)", "20 7 20 7"],
    ["FILL(metric2, metric1)", "20 20 20 0"],
    ["FILL(metric2, REPEAT)", "20 20 20 20"],
    ["FILL(METRICS(), 0)", "30 20 0 0 | 20 0 20 0"],
    ["DIFF(metric1)", "- -10 -20 0"],
    ["DIFF(metric2)", "- - 0 -"],
    ["RATE(metric1) * 60", "- -10 -20 0"],
    ["DIFF_TIME(metric2)", "- - 120 -"],
    ["RUNNING_SUM(metric1)", "30 50 50 50"],
    ["CEIL(metric1 / 7)", "5 3 0 0"],
    ["FLOOR(ABS(-metric1) / 7)", "4 2 0 0"],
    ["TIME_SERIES(MAX(metric1))", "30 30 30 30"],
    ["IF(metric1 < 25, metric1)", "- 20 0 0"],
    ["IF(metric1 < 25, 10, 2)", "2 10 10 10"],
  ])("%s", (expression, expected) => {
    expect(evaluate(expression, { metric1, metric2 })).toBe(expected);
  });

  test.each([
    ["IF(metric1, metric2, metric3)", "30 0 20 - -"],
    ["IF(metric1, 5, metric3)", "5 5 20 - -"],
    ["IF(metric1, metric2, 5)", "30 0 5 5 -"],
  ])("%s", (expression, expected) => {
    const metrics = { metric1: "1 1 0 0 -", metric2: "30 - 0 0 30", metric3: "0 0 20 - 20" };
    expect(evaluate(expression, metrics)).toBe(expected);
  });

  test("FILL with LINEAR goes straight from neighbour to neighbour", () => {
    expect(evaluate("FILL(m, LINEAR)", { m: "- 10 - - 40 -" })).toBe("10 10 20 30 40 40");
  });

  test.each([
    ["m1 +", "the end stands where a value is expected"],
    ["(m1", "the end stands where"],
    ["m1 m1", '"m1" stands where an operator or the end is expected'],
    ["m1 § 2", '"§ 2" cannot be read'],
    ["sum(m1)", "there is no function sum (functions are written in capitals)"],
    ["SEARCH('x')", "the function SEARCH is not simulated"],
    ["ANOMALY_DETECTION_BAND(m1)", "the function ANOMALY_DETECTION_BAND is not simulated"],
    ["FILL(m1, NEXT)", "not NEXT"],
    ["FILL(m1)", "FILL is given too few arguments"],
  ])("refuses %s", (expression, message) => {
    expect(() => evaluate(expression, { m1: "1" })).toThrow(message);
  });

  test("binds as JavaScript's numbers do", () => {
    const operand = fc.integer({ min: 1, max: 9 }).map(String);
    const text = fc
      .array(fc.tuple(operand, fc.constantFrom("+", "-", "*", "/")), { minLength: 1, maxLength: 8 })
      .map((parts) => `${parts.flat().join(" ")} 1`);
    fc.assert(
      fc.property(text, (expression) => {
        const expected = Function(`return ${expression}`)() as number;
        expect(evaluate(expression, {})).toBe(`scalar ${expected}`);
      }),
    );
  });
});
