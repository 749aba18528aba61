import type { cloudwatch } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { lastingName, region, tagsAll } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const logGroup = defineModel<cloudwatch.LogGroupArgs, cloudwatch.LogGroup>({
  type: "aws:cloudwatch/logGroup:LogGroup",
  autoName: { property: "name", maxLength: 512 },
  inputs: {
    ...lastingName,
    region,
    deletionProtectionEnabled: { default: false },
    kmsKeyId: {},
    logGroupClass: { replaces: true, default: "STANDARD" },
    retentionInDays: { default: 0 },
    skipDestroy: { default: false },
    tags: {},
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({ arn: arn("logs", `log-group:${name}`), tagsAll: tagsAll(tags) }),
});

const metricAlarm = defineModel<cloudwatch.MetricAlarmArgs, cloudwatch.MetricAlarm>({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  autoName: { property: "name", maxLength: 255 },
  inputs: {
    name: { replaces: true },
    region,
    actionsEnabled: { default: true },
    alarmActions: { compare: "set" },
    alarmDescription: {},
    comparisonOperator: {},
    datapointsToAlarm: {},
    dimensions: {},
    evaluateLowSampleCountPercentiles: {},
    evaluationCriteria: {},
    evaluationInterval: {},
    evaluationPeriods: {},
    extendedStatistic: {},
    insufficientDataActions: { compare: "set" },
    metricName: {},
    metricQueries: { compare: "set" },
    namespace: {},
    okActions: { compare: "set" },
    period: {},
    statistic: {},
    tags: {},
    threshold: {},
    thresholdMetricId: {},
    treatMissingData: { default: "missing" },
    unit: {},
    warmUpConfiguration: {},
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({
    arn: arn("cloudwatch", `alarm:${name}`),
    tagsAll: tagsAll(tags),
  }),
});

const dashboard = defineModel<cloudwatch.DashboardArgs, cloudwatch.Dashboard>({
  type: "aws:cloudwatch/dashboard:Dashboard",
  inputs: {
    region,
    dashboardName: { required: true, replaces: true },
    dashboardBody: { required: true, compare: "json" },
  },
  id: ({ dashboardName }) => dashboardName,
  computed: ({ dashboardName }) => ({
    dashboardArn: `arn:${simulatedAccount.partition}:cloudwatch::${simulatedAccount.accountId}:dashboard/${dashboardName}`,
  }),
});

export const cloudwatchModels = [logGroup, metricAlarm, dashboard];
