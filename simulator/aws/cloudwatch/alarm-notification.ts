import { simulatedAccount } from "../account/account";
import type { AlarmState } from "./alarm-evaluation";
import type { Dimensions } from "./metric";
import type { MetricAlarmDeclaration } from "./metric-alarm";
import type { MetricQuery } from "./queries";

/** How the console and notifications call a Region; the code itself for one that is not here. */
const regionNames: Readonly<Record<string, string>> = {
  "eu-central-1": "EU (Frankfurt)",
  "eu-west-1": "EU (Ireland)",
  "us-east-1": "US East (N. Virginia)",
  "us-west-2": "US West (Oregon)",
};
export const regionName = regionNames[simulatedAccount.region] ?? simulatedAccount.region;

export interface Transition {
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface NotifyingAlarm {
  readonly name: string;
  readonly arn: string;
  readonly alarmDescription?: string | undefined;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

export function subjectOf({ name }: NotifyingAlarm, state: AlarmState): string {
  return `${state}: "${name}" in ${regionName}`;
}

/** What CloudWatch publishes to an alarm's topic, as captures of it show. */
export function notificationOf(
  alarm: NotifyingAlarm,
  { from, to, reason, at }: Transition,
  rest: { readonly Trigger: object } | { readonly AlarmRule: string },
): string {
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.alarmDescription ?? null,
    AWSAccountId: simulatedAccount.accountId,
    AlarmConfigurationUpdatedTimestamp: timestamp(alarm.updatedAt),
    NewStateValue: to,
    NewStateReason: reason,
    StateChangeTime: timestamp(at),
    Region: regionName,
    AlarmArn: alarm.arn,
    OldStateValue: from,
    OKActions: alarm.okActions,
    AlarmActions: alarm.alarmActions,
    InsufficientDataActions: alarm.insufficientDataActions,
    ...rest,
  });
}

/** SNS's form of a time, such as `2026-11-24T10:00:00.000+0000`. */
export function timestamp(at: number): string {
  return new Date(at).toISOString().replace("Z", "+0000");
}

export function triggerOf(alarm: MetricAlarmDeclaration): object {
  const common = {
    EvaluationPeriods: alarm.evaluationPeriods,
    ...(alarm.datapointsToAlarm !== undefined && { DatapointsToAlarm: alarm.datapointsToAlarm }),
    ComparisonOperator: alarm.comparisonOperator,
    Threshold: alarm.threshold,
    TreatMissingData: alarm.treatMissingData,
    EvaluateLowSampleCountPercentile: alarm.evaluateLowSampleCountPercentiles ?? "",
  };
  if (alarm.metricName === undefined)
    return { Period: alarm.evaluatedPeriod, ...common, Metrics: alarm.queries.map(metricOf) };
  return {
    MetricName: alarm.metricName,
    Namespace: alarm.namespace,
    ...(alarm.statistic === undefined
      ? { StatisticType: "ExtendedStatistic", ExtendedStatistic: alarm.extendedStatistic }
      : { StatisticType: "Statistic", Statistic: statisticNames[alarm.statistic] }),
    Unit: alarm.unit ?? null,
    Dimensions: dimensionsOf(alarm.dimensions),
    Period: alarm.evaluatedPeriod,
    ...common,
  };
}

const statisticNames: Readonly<Record<string, string>> = {
  SampleCount: "SAMPLE_COUNT",
  Sum: "SUM",
  Average: "AVERAGE",
  Minimum: "MINIMUM",
  Maximum: "MAXIMUM",
};

function metricOf({ id, label, returnData, source }: MetricQuery): object {
  const labelled = { Id: id, ...(label !== undefined && { Label: label }) };
  if (source.kind === "expression")
    return { Expression: source.text, ...labelled, ReturnData: returnData };
  const { metric, period, stat, unit } = source.stat;
  return {
    ...labelled,
    MetricStat: {
      Metric: {
        Dimensions: dimensionsOf(metric.dimensions),
        MetricName: metric.name,
        Namespace: metric.namespace,
      },
      Period: period,
      Stat: stat,
      ...(unit !== undefined && { Unit: unit }),
    },
    ReturnData: returnData,
  };
}

/** In small letters, unlike everything else in a notification. */
function dimensionsOf(dimensions: Dimensions): readonly object[] {
  return Object.entries(dimensions).map(([name, value]) => ({ value, name }));
}
