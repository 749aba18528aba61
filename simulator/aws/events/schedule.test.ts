import fc from "fast-check";
import { scheduleOf } from "./schedule";

const at = (text: string) => Date.parse(text);
const created = at("2026-03-10T08:00:30Z");

/** The first times after a moment, in ISO form. */
function times(expression: string, after: string, count: number): string[] {
  const found: string[] = [];
  let last: number | undefined = at(after);
  while (found.length < count) {
    last = scheduleOf(expression).next(last, created);
    if (last === undefined) break;
    found.push(new Date(last).toISOString().slice(0, 16));
  }
  return found;
}

describe("a schedule", () => {
  it("by rate counts from the rule's creation", () => {
    const { next } = scheduleOf("rate(5 minutes)");
    expect(next(created, created)).toBe(created + 300_000);
    expect(next(created + 300_000, created)).toBe(created + 600_000);
    expect(next(created + 899_999, created)).toBe(created + 900_000);
  });

  // The examples of the EventBridge user guide, "Setting a schedule pattern", and what they say.
  it.each([
    ["cron(0 10 * * ? *)", ["2026-03-10T10:00", "2026-03-11T10:00"]],
    ["cron(15 12 * * ? *)", ["2026-03-10T12:15", "2026-03-11T12:15"]],
    ["cron(0 18 ? * MON-FRI *)", ["2026-03-10T18:00", "2026-03-11T18:00", "2026-03-12T18:00"]],
    ["cron(0 8 1 * ? *)", ["2026-04-01T08:00", "2026-05-01T08:00"]],
    ["cron(0/15 * * * ? *)", ["2026-03-10T08:15", "2026-03-10T08:30", "2026-03-10T08:45"]],
    ["cron(0/10 * ? * MON-FRI *)", ["2026-03-10T08:10", "2026-03-10T08:20"]],
    ["cron(0/5 8-17 ? * MON-FRI *)", ["2026-03-10T08:05", "2026-03-10T08:10"]],
    ["cron(0 9 ? * 2 *)", ["2026-03-16T09:00", "2026-03-23T09:00"]],
    ["cron(30 6 29 FEB ? *)", ["2028-02-29T06:30", "2032-02-29T06:30"]],
    ["cron(0 0 1 1 ? 2027,2029)", ["2027-01-01T00:00", "2029-01-01T00:00"]],
    ["cron(0 0 1 1 ? 2026)", []],
  ])("%s fires at %j", (expression, expected) => {
    expect(times(expression, "2026-03-10T08:00:00Z", expected.length || 1)).toEqual(expected);
  });

  it("by cron is always ahead, on a whole minute, with none left out in between", () => {
    const moment = fc.integer({ min: at("2020-01-01"), max: at("2030-01-01") });
    fc.assert(
      fc.property(moment, fc.constantFrom("cron(* * * * ? *)", "rate(1 minute)"), (after, one) => {
        const next = scheduleOf(one).next(after, at("2019-12-31")) ?? 0;
        expect(next - after).toBeGreaterThan(0);
        expect(next - after).toBeLessThanOrEqual(60_000);
        expect(next % 60_000).toBe(0);
      }),
    );
  });

  it.each([
    ["every minute", "is no schedule"],
    ["rate(1 minutes)", "rate(1 minute)"],
    ["rate(5 minute)", "rate(5 minutes)"],
    ["rate(0 minutes)", "whole number"],
    ["rate(30 seconds)", "minute(s), hour(s) or day(s)"],
    ["cron(0 10 * * ?)", "six fields"],
    ["cron(0 10 * * * *)", "one of day of month and day of week is ?"],
    ["cron(60 10 * * ? *)", '"60" in minutes'],
    ["cron(0/0 10 * * ? *)", "in minutes is not understood"],
    ["cron(0 10 L * ? *)", "L, W and # are not simulated"],
    ["cron(0 18 ? * FRI-MON *)", '"FRI-MON" in day of week'],
  ])("refuses %s", (expression, words) => {
    expect(() => scheduleOf(expression)).toThrow(words);
  });
});
