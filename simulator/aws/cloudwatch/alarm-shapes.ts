import type { Alarm } from "./alarm";
import { dimensionList } from "./metric";
import type { MetricQuery } from "./queries";

/** `MetricAlarm` and `CompositeAlarm` of the API share these. */
function commonShape(alarm: Alarm): object {
  const { is } = alarm.declaration;
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: is.alarmDescription,
    AlarmConfigurationUpdatedTimestamp: alarm.updatedAt / 1000,
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: is.okActions,
    AlarmActions: is.alarmActions,
    InsufficientDataActions: is.insufficientDataActions,
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: alarm.since / 1000,
    StateTransitionedTimestamp: alarm.since / 1000,
  };
}

/** Undefined for an alarm of the other kind. */
export function compositeAlarmShape(alarm: Alarm): object | undefined {
  if (alarm.declaration.kind !== "composite") return undefined;
  const { alarmRule: AlarmRule } = alarm.declaration.is;
  return { ...commonShape(alarm), AlarmRule };
}

/** Undefined for an alarm of the other kind. */
export function metricAlarmShape(alarm: Alarm): object | undefined {
  if (alarm.declaration.kind !== "metric") return undefined;
  const { is } = alarm.declaration;
  const single = is.metricName !== undefined;
  return {
    ...commonShape(alarm),
    ...(single
      ? {
          MetricName: is.metricName,
          Namespace: is.namespace,
          Statistic: is.statistic,
          ExtendedStatistic: is.extendedStatistic,
          Dimensions: dimensionList(is.dimensions),
          Period: is.period,
          Unit: is.unit,
        }
      : { Dimensions: [], Metrics: is.queries.map(queryShape) }),
    EvaluationPeriods: is.evaluationPeriods,
    DatapointsToAlarm: is.datapointsToAlarm,
    Threshold: is.threshold,
    ComparisonOperator: is.comparisonOperator,
    TreatMissingData: is.treatMissingData,
    EvaluateLowSampleCountPercentile: is.evaluateLowSampleCountPercentiles,
  };
}

function queryShape({ id, label, returnData, source }: MetricQuery): object {
  const common = { Id: id, Label: label, ReturnData: returnData };
  if (source.kind === "expression")
    return { ...common, Expression: source.text, Period: source.period };
  const { metric, period: Period, stat: Stat, unit: Unit } = source.stat;
  const { namespace: Namespace, name: MetricName } = metric;
  const Metric = { Namespace, MetricName, Dimensions: dimensionList(metric.dimensions) };
  return { ...common, MetricStat: { Metric, Period, Stat, Unit } };
}
