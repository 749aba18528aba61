import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import { type OperationTable, operation } from "../../gateway/operation";
import { pageOf } from "../../gateway/page";
import { arn } from "../account/account";
import type { Alarm } from "./alarm";
import { compositeAlarmShape, metricAlarmShape } from "./alarm-shapes";
import type { Alarms } from "./alarms";
import { alarmsIn } from "./composite-alarm";
import { keyOf } from "./metric";
import {
  alarmName,
  dimensions,
  everything,
  invalidNextToken,
  metricName,
  namespace,
  period,
  scanBy,
  stateValue,
  timestamp,
  unit,
} from "./wire-shapes";

const alarmTypes = v.optional(v.array(v.picklist(["CompositeAlarm", "MetricAlarm"])), [
  "MetricAlarm",
]);
const maxRecords = (most: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), most);
const alarmNames = v.pipe(v.array(alarmName), v.maxLength(100));

export function alarmOperations(alarms: Alarms): OperationTable {
  const setEnabled = (action: string, enabled: boolean) =>
    operation({
      input: v.object({ AlarmNames: alarmNames }),
      authorise: ({ AlarmNames }) =>
        AlarmNames.map((name) => [`cloudwatch:${action}`, arnOf(name)] as const),
      run: ({ AlarmNames }) => {
        // A name that is none changes nothing and is no error.
        for (const name of AlarmNames) {
          const alarm = alarms.find(name);
          if (alarm) alarm.actionsEnabled = enabled;
        }
        return {};
      },
    });

  return {
    DescribeAlarms: operation({
      input: v.object({
        AlarmNames: v.optional(alarmNames),
        AlarmNamePrefix: v.optional(alarmName),
        AlarmTypes: alarmTypes,
        ChildrenOfAlarmName: v.optional(alarmName),
        ParentsOfAlarmName: v.optional(alarmName),
        StateValue: v.optional(stateValue),
        ActionPrefix: v.optional(v.string()),
        MaxRecords: maxRecords(50),
        NextToken: v.optional(v.string()),
      }),
      authorise: everything("DescribeAlarms"),
      run: (input) => {
        const found = related(alarms, input)
          .filter(({ name }) => input.AlarmNames?.includes(name) ?? true)
          .filter(({ name }) => name.startsWith(input.AlarmNamePrefix ?? ""))
          .filter(({ state }) => (input.StateValue ?? state) === state)
          .filter((alarm) => input.AlarmTypes.includes(typeOf(alarm)))
          .filter(
            ({ declaration: { is } }) =>
              input.ActionPrefix === undefined ||
              [...is.alarmActions, ...is.okActions, ...is.insufficientDataActions].some((action) =>
                action.startsWith(input.ActionPrefix ?? ""),
              ),
          );
        const page = pageOf(found, input.MaxRecords, input.NextToken, invalidNextToken);
        return {
          MetricAlarms: page.items.flatMap((alarm) => metricAlarmShape(alarm) ?? []),
          CompositeAlarms: page.items.flatMap((alarm) => compositeAlarmShape(alarm) ?? []),
          NextToken: page.nextToken,
        };
      },
    }),

    DescribeAlarmsForMetric: operation({
      input: v.object({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: dimensions,
        Statistic: v.optional(v.string()),
        ExtendedStatistic: v.optional(v.string()),
        Period: v.optional(period),
        Unit: v.optional(unit),
      }),
      authorise: everything("DescribeAlarmsForMetric"),
      run: (input) => {
        const wanted = keyOf({
          namespace: input.Namespace,
          name: input.MetricName,
          dimensions: input.Dimensions,
        });
        const stat = input.Statistic ?? input.ExtendedStatistic;
        // Alarms on math expressions are not found by it (DescribeAlarmsForMetric).
        const found = alarms.each().filter(({ declaration }) => {
          if (declaration.kind !== "metric" || declaration.is.metricName === undefined)
            return false;
          const source = declaration.is.queries[0]?.source;
          return (
            source?.kind === "metric" &&
            keyOf(source.stat.metric) === wanted &&
            (stat ?? source.stat.stat) === source.stat.stat &&
            (input.Period ?? source.stat.period) === source.stat.period &&
            (input.Unit ?? source.stat.unit) === source.stat.unit
          );
        });
        return { MetricAlarms: found.flatMap((alarm) => metricAlarmShape(alarm) ?? []) };
      },
    }),

    DescribeAlarmHistory: operation({
      input: v.object({
        AlarmName: v.optional(alarmName),
        AlarmTypes: alarmTypes,
        HistoryItemType: v.optional(v.picklist(["ConfigurationUpdate", "StateUpdate", "Action"])),
        StartDate: v.optional(timestamp, 0),
        EndDate: v.optional(timestamp, Number.MAX_SAFE_INTEGER),
        MaxRecords: maxRecords(100),
        NextToken: v.optional(v.string()),
        ScanBy: scanBy,
      }),
      authorise: everything("DescribeAlarmHistory"),
      run: (input) => {
        const found = alarms
          .each()
          .filter((alarm) => input.AlarmTypes.includes(typeOf(alarm)))
          .filter(({ name }) => (input.AlarmName ?? name) === name)
          .flatMap((alarm) => alarm.history.map((item) => ({ alarm, item })))
          .filter(({ item: { type } }) => (input.HistoryItemType ?? type) === type)
          .filter(({ item: { at } }) => at >= input.StartDate && at <= input.EndDate)
          .toSorted((one, other) => one.item.at - other.item.at);
        const ordered = input.ScanBy === "TimestampAscending" ? found : found.toReversed();
        const page = pageOf(ordered, input.MaxRecords, input.NextToken, invalidNextToken);
        return {
          AlarmHistoryItems: page.items.map(({ alarm, item }) => ({
            AlarmName: alarm.name,
            AlarmType: typeOf(alarm),
            Timestamp: item.at / 1000,
            HistoryItemType: item.type,
            HistorySummary: item.summary,
            HistoryData: item.data,
          })),
          NextToken: page.nextToken,
        };
      },
    }),

    SetAlarmState: operation({
      input: v.object({
        AlarmName: alarmName,
        StateValue: stateValue,
        StateReason: v.pipe(v.string(), v.maxLength(1023)),
        StateReasonData: v.optional(v.pipe(v.string(), v.maxLength(4000))),
      }),
      authorise: ({ AlarmName }) => [["cloudwatch:SetAlarmState", arnOf(AlarmName)]],
      run: ({ AlarmName, StateValue, StateReason, StateReasonData }) => {
        const alarm = alarms.find(AlarmName);
        if (!alarm) throw new AwsError("ResourceNotFound", "Unknown alarm.", 404);
        if (StateReasonData !== undefined && !isJson(StateReasonData))
          throw new AwsError("InvalidFormatFault", "StateReasonData is not JSON.");
        alarms.setState(alarm, StateValue, StateReason, StateReasonData);
        return {};
      },
    }),

    EnableAlarmActions: setEnabled("EnableAlarmActions", true),
    DisableAlarmActions: setEnabled("DisableAlarmActions", false),
  };
}

function arnOf(name: string): string {
  return arn("cloudwatch", `alarm:${name}`);
}

function typeOf({ declaration }: Alarm): "CompositeAlarm" | "MetricAlarm" {
  return declaration.kind === "metric" ? "MetricAlarm" : "CompositeAlarm";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The alarms that a composite names, or the composites that name an alarm, or all. */
function related(
  alarms: Alarms,
  asked: {
    readonly ChildrenOfAlarmName?: string | undefined;
    readonly ParentsOfAlarmName?: string | undefined;
  },
): readonly Alarm[] {
  const namedBy = ({ declaration }: Alarm) =>
    declaration.kind === "composite"
      ? alarmsIn(declaration.is.rule).flatMap((named) => alarms.find(named) ?? [])
      : [];
  if (asked.ChildrenOfAlarmName !== undefined) {
    const parent = alarms.find(asked.ChildrenOfAlarmName);
    return parent ? [...new Set(namedBy(parent))] : [];
  }
  if (asked.ParentsOfAlarmName !== undefined)
    return alarms
      .each()
      .filter((alarm) => namedBy(alarm).some(({ name }) => name === asked.ParentsOfAlarmName));
  return alarms.each();
}
