import type { AlarmState, Judgement } from "./alarm-evaluation";
import { timestamp } from "./alarm-notification";
import { comparisons, type MetricAlarmDeclaration } from "./metric-alarm";

export interface Evaluation {
  /** When the first retrieved period begins and the last ends, milliseconds since the epoch. */
  readonly from: number;
  readonly at: number;
  /** The values of the evaluation range, oldest first; an undefined one is missing. */
  readonly values: readonly (number | undefined)[];
  readonly judgement: Judgement;
}

/** Why the state changed, in the words that captures of notifications show. */
export function reasonOf(
  alarm: MetricAlarmDeclaration,
  { from, values, judgement }: Evaluation,
  states: { readonly from: AlarmState; readonly to: AlarmState },
): string {
  const { evaluated, filled } = judgement;
  const newestFirst = evaluated.toReversed();
  if (states.to === "INSUFFICIENT_DATA")
    return (
      `Insufficient Data: ${count(filled, "datapoint")} ` +
      `${filled === 1 ? "was" : "were"} unknown.`
    );
  if (newestFirst.length === 0) {
    const treated = alarm.treatMissingData === "breaching" ? "Breaching" : "NonBreaching";
    return (
      `Threshold Crossed: no datapoints were received for ${count(filled, "period")} ` +
      `and ${count(filled, "missing datapoint")} ${filled === 1 ? "was" : "were"} treated ` +
      `as [${treated}].`
    );
  }
  const { breaches, words } = comparisons[alarm.comparisonOperator];
  const breaching = newestFirst.filter((index) => breaches(values[index] ?? 0, alarm.threshold));
  const toldOf =
    states.to === "ALARM" ? breaching : newestFirst.filter((index) => !breaching.includes(index));
  const told = toldOf
    .map(
      (index) =>
        `${decimal(values[index] ?? 0)} ` +
        `(${shortTime(from + index * alarm.evaluatedPeriod * 1000)})`,
    )
    .join(", ");
  const verb = `${toldOf.length === 1 ? "was" : "were"}${states.to === "ALARM" ? "" : " not"}`;
  return (
    `Threshold Crossed: ${toldOf.length} out of the last ${count(evaluated.length + filled, "datapoint")} ` +
    `[${told}] ${verb} ${words} the threshold (${decimal(alarm.threshold)}) ` +
    `(minimum ${count(minimumOf(alarm, states.to), "datapoint")} for ${states.from} -> ` +
    `${states.to} transition).`
  );
}

/** `StateReasonData`: JSON text. */
export function reasonDataOf(alarm: MetricAlarmDeclaration, evaluation: Evaluation): string {
  const { from, at, values, judgement } = evaluation;
  const periodMs = alarm.evaluatedPeriod * 1000;
  const [oldest] = judgement.evaluated;
  return JSON.stringify({
    version: "1.0",
    queryDate: timestamp(at),
    ...(oldest !== undefined && { startDate: timestamp(from + oldest * periodMs) }),
    ...(alarm.statistic !== undefined && { statistic: alarm.statistic }),
    period: alarm.evaluatedPeriod,
    recentDatapoints: judgement.evaluated.map((index) => values[index]),
    threshold: alarm.threshold,
    evaluatedDatapoints: judgement.evaluated.toReversed().map((index) => ({
      timestamp: timestamp(from + index * periodMs),
      value: values[index],
    })),
  });
}

function minimumOf(alarm: MetricAlarmDeclaration, to: AlarmState): number {
  return to === "ALARM" ? alarm.datapoints : alarm.evaluationPeriods - alarm.datapoints + 1;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** A number as Java writes a double. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** A time is written as `24/11/26 10:00:00`. */
function shortTime(at: number): string {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const [year = "", month, day] = date.split("-");
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
