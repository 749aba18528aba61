import type { cloudwatch } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { lastingName, name, region, tags, tagsAll } from "../resources/common-properties";
import { mustExist } from "../resources/references";
import { type AccountRules, defineModel } from "../resources/resource-model";
import { textRule } from "../resources/text-rule";
import { honoured, honouredMembers, notSimulated } from "../resources/treatment";
import { topicType } from "../sns/declarations";
import { alarmFailures } from "./alarm-rules";
import compositeAlarmFile from "./declared/composite-alarm.json";
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
          "deletionProtectionEnabled is true: set it to false, and apply that, before it is " +
            "deleted.",
        );
    },
  },
});

/** What an alarm does is to publish to a topic of its own account; no other action is simulated. */
const actionsMustExist: AccountRules = {
  put: ({ outputs }, account) => {
    for (const property of ["alarmActions", "okActions", "insufficientDataActions"])
      for (const value of [outputs[property] ?? []].flat())
        mustExist(account, { property, type: topicType, by: "arn", value });
  },
};

const metricAlarm = defineModel<cloudwatch.MetricAlarmArgs, cloudwatch.MetricAlarm>({
  declared: metricAlarmFile,
  autoName: { property: "name", maxLength: 255 },
  inputs: {
    name,
    region,
    actionsEnabled: honoured,
    alarmActions: { ...honoured, compare: "set" },
    alarmDescription: honoured,
    comparisonOperator: honoured,
    datapointsToAlarm: honoured,
    dimensions: honoured,
    evaluateLowSampleCountPercentiles: honoured,
    evaluationCriteria: notSimulated,
    evaluationInterval: notSimulated,
    evaluationPeriods: honoured,
    extendedStatistic: honoured,
    insufficientDataActions: { ...honoured, compare: "set" },
    metricName: honoured,
    metricQueries: {
      ...honouredMembers({
        accountId: notSimulated,
        expression: honoured,
        id: honoured,
        label: honoured,
        metric: honouredMembers({
          dimensions: honoured,
          metricName: honoured,
          namespace: honoured,
          period: honoured,
          stat: honoured,
          unit: honoured,
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
    unit: honoured,
    warmUpConfiguration: notSimulated,
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({
    arn: arn("cloudwatch", `alarm:${name}`),
    tagsAll: tagsAll(tags),
  }),
  rules: alarmFailures,
  accountRules: actionsMustExist,
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
    dashboardArn:
      `arn:${simulatedAccount.partition}:cloudwatch::${simulatedAccount.accountId}:` +
      `dashboard/${dashboardName}`,
  }),
  // PutDashboard, DashboardName.
  rules: ({ dashboardName }) =>
    textRule(
      "dashboardName",
      dashboardName,
      /^[\w-]{1,255}$/,
      "up to 255 letters, digits, dashes and underscores",
    ),
});

const compositeAlarm = defineModel<cloudwatch.CompositeAlarmArgs, cloudwatch.CompositeAlarm>({
  declared: compositeAlarmFile,
  inputs: {
    region,
    actionsEnabled: { ...honoured, replaces: true },
    actionsSuppressor: notSimulated,
    alarmActions: { ...honoured, compare: "set" },
    alarmDescription: honoured,
    alarmName: { ...honoured, replaces: true },
    alarmRule: honoured,
    insufficientDataActions: { ...honoured, compare: "set" },
    okActions: { ...honoured, compare: "set" },
    tags,
  },
  id: ({ alarmName }) => alarmName,
  computed: ({ alarmName, tags }) => ({
    arn: arn("cloudwatch", `alarm:${alarmName}`),
    tagsAll: tagsAll(tags),
  }),
  accountRules: actionsMustExist,
});

export const cloudwatchModels = [logGroup, metricAlarm, compositeAlarm, dashboard];
