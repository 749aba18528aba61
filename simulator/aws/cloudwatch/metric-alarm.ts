import * as v from "valibot";
import type { ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";

const comparisons = {
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

const alarmSchema = v.object({
  name: v.string(),
  arn: v.string(),
  namespace: v.optional(v.string(), ""),
  metricName: v.optional(v.string(), ""),
  dimensions: v.optional(v.record(v.string(), v.string()), {}),
  comparisonOperator: v.string(),
  threshold: v.optional(v.number(), 0),
  /** Seconds. */
  period: v.optional(v.number(), 60),
  evaluationPeriods: v.optional(v.number(), 1),
  alarmActions: v.optional(v.array(v.string()), []),
  okActions: v.optional(v.array(v.string()), []),
});

export type AlarmDeclaration = v.InferOutput<typeof alarmSchema>;

export const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

export function alarmDeclaration(record: ResourceRecord): AlarmDeclaration {
  return declared(alarmSchema, record);
}

/**
 * The name of the queue whose depth the alarm watches; undefined for any other alarm, which is not
 * evaluated here.
 */
export function watchedQueue(alarm: AlarmDeclaration): string | undefined {
  if (alarm.namespace !== "AWS/SQS" || alarm.metricName !== "ApproximateNumberOfMessagesVisible")
    return undefined;
  return alarm.comparisonOperator in comparisons ? alarm.dimensions.QueueName : undefined;
}

export function breaches(alarm: AlarmDeclaration, value: number): boolean {
  const compare = comparisons[alarm.comparisonOperator as keyof typeof comparisons];
  return compare?.(value, alarm.threshold) ?? false;
}
