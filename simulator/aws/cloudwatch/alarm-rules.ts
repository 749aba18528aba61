import { nearest } from "../../kernel/nearest";
import type { Properties } from "../account/control-plane";
import { isUnknown } from "../resources/property-value";
import type { CheckFailure } from "../resources/resource-model";

interface Query {
  readonly id?: unknown;
  readonly expression?: unknown;
  readonly metric?: unknown;
  readonly period?: unknown;
  readonly returnData?: unknown;
}

/**
 * What PutMetricAlarm refuses of an alarm's metrics: an alarm watches one metric, or queries of
 * which exactly one returns data and whose expressions name each other (CloudWatch API reference,
 * PutMetricAlarm, Metrics).
 */
export function alarmFailures(inputs: Properties): CheckFailure[] {
  return [...thresholdFailures(inputs), ...windowFailures(inputs), ...metricFailures(inputs)];
}

/** PutMetricAlarm: Threshold is needed for an alarm on a static threshold; no other is simulated. */
function thresholdFailures({ threshold }: Properties): CheckFailure[] {
  return threshold === undefined
    ? [failure("threshold", "threshold is missing; allowed is a number")]
    : [];
}

/** PutMetricAlarm, EvaluationPeriods: together a day at most, or seven where a period is an hour. */
function windowFailures({ evaluationPeriods, period, metricQueries }: Properties): CheckFailure[] {
  const queries = Array.isArray(metricQueries) ? (metricQueries as Query[]) : [];
  const periods = [period, ...queries.map(({ metric }) => (metric as Query | undefined)?.period)];
  const longest = Math.max(0, ...periods.filter((each) => typeof each === "number"));
  const most = (longest < 3600 ? 1 : 7) * 86_400;
  if (typeof evaluationPeriods !== "number" || evaluationPeriods * longest <= most) return [];
  return [
    failure(
      "evaluationPeriods",
      `evaluationPeriods is ${evaluationPeriods} of ${longest} s each; allowed is ${most} s ` +
        "together at most",
    ),
  ];
}

function metricFailures(inputs: Properties): CheckFailure[] {
  const queries = Array.isArray(inputs.metricQueries) ? (inputs.metricQueries as Query[]) : [];
  if (isUnknown(inputs.metricQueries)) return [];
  if (queries.length === 0)
    return inputs.metricName === undefined
      ? [
          failure(
            "metricName",
            "neither metricName nor metricQueries is set; allowed is one of them",
          ),
        ]
      : [];
  if (inputs.metricName !== undefined)
    return [failure("metricName", "metricName and metricQueries are set; allowed is one of them")];
  const ids = queries.map(({ id }) => String(id));
  const returning = ids.filter((_, index) => queries[index]?.returnData === true);
  return [
    ...queries.flatMap((query, index) => queryFailures(query, `metricQueries[${index}]`, ids)),
    ...(returning.length === 1
      ? []
      : [
          failure(
            "metricQueries",
            "returnData is true for " +
              `${returning.length === 0 ? "none" : returning.join(", ")}; allowed is it ` +
              `for exactly one of ${ids.join(", ")}`,
          ),
        ]),
  ];
}

function queryFailures(
  { id, expression, metric }: Query,
  at: string,
  ids: string[],
): CheckFailure[] {
  const found: CheckFailure[] = [];
  if (!/^[a-z][A-Za-z0-9_]*$/.test(String(id)))
    found.push(
      failure(
        `${at}.id`,
        `${at}.id is ${JSON.stringify(id)}; allowed is a small letter, then letters, digits ` +
          "and underscores",
      ),
    );
  if (ids.filter((other) => other === id).length > 1)
    found.push(
      failure(`${at}.id`, `${at}.id ${JSON.stringify(id)} stands twice; allowed is it once`),
    );
  if ((expression === undefined) === (metric === undefined))
    found.push(
      failure(
        at,
        `${at} has ${metric === undefined ? "neither" : "both"} expression and metric; ` +
          "allowed is one of them",
      ),
    );
  for (const name of namesIn(expression)) {
    if (ids.includes(name)) continue;
    const meant = nearest(name, ids);
    found.push(
      failure(
        `${at}.expression`,
        `${at}.expression names ${name}; allowed are ${ids.join(", ")}` +
          `${meant ? ` (did you mean ${meant}?)` : ""}`,
      ),
    );
  }
  return found;
}

/** The ids in an expression; functions and statistics are written in capitals. */
function namesIn(expression: unknown): string[] {
  if (typeof expression !== "string") return [];
  const withoutTexts = expression.replace(/'[^']*'|"[^"]*"/g, "");
  return [...new Set(withoutTexts.match(/(?<![\w.])[a-z]\w*/g) ?? [])];
}

function failure(property: string, reason: string): CheckFailure {
  return { property, reason: `${reason}.` };
}
