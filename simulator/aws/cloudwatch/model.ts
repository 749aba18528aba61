import type { cloudwatch } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import {
  description,
  lastingName,
  name,
  region,
  tags,
  tagsAll,
} from "../provider/common-properties";
import { defineModel } from "../provider/resource-model";
import { honoured, honouredMembers, ignored, notSimulated } from "../provider/treatment";
import { alarmFailures } from "./alarm-rules";
import dashboardFile from "./declared/dashboard.json";
import logGroupFile from "./declared/log-group.json";
import metricAlarmFile from "./declared/metric-alarm.json";

const logGroup = defineModel<cloudwatch.LogGroupArgs, cloudwatch.LogGroup>({
  declared: logGroupFile,
  autoName: { property: "name", maxLength: 512 },
  inputs: {
    ...lastingName,
    region,
    deletionProtectionEnabled: honoured,
    kmsKeyId: notSimulated,
    logGroupClass: { ...notSimulated, replaces: true, default: "STANDARD" },
    retentionInDays: { ...honoured, default: 0 },
    skipDestroy: { ...notSimulated, default: false },
    tags,
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({ arn: arn("logs", `log-group:${name}`), tagsAll: tagsAll(tags) }),
  accountRules: {
    remove: ({ outputs }) => {
      if (outputs.deletionProtectionEnabled === true)
        throw new Error(
          "deletionProtectionEnabled is true: set it to false, and apply that, before it is deleted.",
        );
    },
  },
});

const metricAlarm = defineModel<cloudwatch.MetricAlarmArgs, cloudwatch.MetricAlarm>({
  declared: metricAlarmFile,
  autoName: { property: "name", maxLength: 255 },
  inputs: {
    name,
    region,
    actionsEnabled: honoured,
    alarmActions: { ...honoured, compare: "set" },
    alarmDescription: description,
    comparisonOperator: honoured,
    datapointsToAlarm: honoured,
    dimensions: honoured,
    evaluateLowSampleCountPercentiles: notSimulated,
    evaluationCriteria: notSimulated,
    evaluationInterval: notSimulated,
    evaluationPeriods: honoured,
    extendedStatistic: notSimulated,
    insufficientDataActions: { ...honoured, compare: "set" },
    metricName: honoured,
    metricQueries: {
      ...honouredMembers({
        accountId: notSimulated,
        expression: honoured,
        id: honoured,
        label: ignored("a label stands in graphs, and an alarm has none"),
        metric: honouredMembers({
          dimensions: honoured,
          metricName: honoured,
          namespace: honoured,
          period: honoured,
          stat: honoured,
          unit: notSimulated,
        }),
        period: honoured,
        returnData: honoured,
      }),
      compare: "set",
    },
    namespace: honoured,
    okActions: { ...honoured, compare: "set" },
    period: honoured,
    statistic: honoured,
    tags,
    threshold: honoured,
    thresholdMetricId: notSimulated,
    treatMissingData: honoured,
    unit: notSimulated,
    warmUpConfiguration: notSimulated,
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({
    arn: arn("cloudwatch", `alarm:${name}`),
    tagsAll: tagsAll(tags),
  }),
  rules: alarmFailures,
});

const dashboard = defineModel<cloudwatch.DashboardArgs, cloudwatch.Dashboard>({
  declared: dashboardFile,
  inputs: {
    region,
    dashboardName: { ...honoured, replaces: true },
    dashboardBody: honoured,
  },
  id: ({ dashboardName }) => dashboardName,
  computed: ({ dashboardName }) => ({
    dashboardArn: `arn:${simulatedAccount.partition}:cloudwatch::${simulatedAccount.accountId}:dashboard/${dashboardName}`,
  }),
});

const compositeAlarm = defineModel<cloudwatch.CompositeAlarmArgs, cloudwatch.CompositeAlarm>({
  type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  inputs: {
    region,
    actionsEnabled: { replaces: true, default: true },
    actionsSuppressor: {},
    alarmActions: { compare: "set" },
    alarmDescription: {},
    alarmName: { required: true, replaces: true },
    alarmRule: { required: true },
    insufficientDataActions: { compare: "set" },
    okActions: { compare: "set" },
    tags: {},
  },
  id: ({ alarmName }) => alarmName,
  computed: ({ alarmName, tags }) => ({
    arn: arn("cloudwatch", `alarm:${alarmName}`),
    tagsAll: tagsAll(tags),
  }),
});

export const cloudwatchModels = [logGroup, metricAlarm, compositeAlarm, dashboard];
