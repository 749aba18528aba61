import type { cloudwatch } from "@pulumi/aws";
import { arn } from "../account/account";
import { lastingName, region, tags, tagsAll } from "../resources/common-properties";
import { defineModel } from "../resources/resource-model";
import { honoured, ignored, notSimulated } from "../resources/treatment";
import { checkRule, checkTarget } from "./declarations";
import ruleFile from "./declared/rule.json";
import targetFile from "./declared/target.json";

const forceDestroy = ignored("it lets a rule go that AWS itself manages, and there is none here");

const rule = defineModel<cloudwatch.EventRuleArgs, cloudwatch.EventRule>({
  declared: ruleFile,
  autoName: { property: "name", maxLength: 64 },
  inputs: {
    ...lastingName,
    region,
    description: ignored("it is for people to read"),
    eventBusName: { ...notSimulated, replaces: true, default: "default" },
    eventPattern: notSimulated,
    forceDestroy,
    isEnabled: honoured,
    roleArn: notSimulated,
    scheduleExpression: honoured,
    state: honoured,
    tags,
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({
    arn: arn("events", `rule/${name}`),
    tagsAll: tagsAll(tags),
  }),
  accountRules: { put: (record) => checkRule(record) },
});

const target = defineModel<cloudwatch.EventTargetArgs, cloudwatch.EventTarget>({
  declared: targetFile,
  inputs: {
    region,
    rule: { ...honoured, replaces: true },
    arn: honoured,
    appsyncTarget: notSimulated,
    batchTarget: notSimulated,
    deadLetterConfig: notSimulated,
    ecsTarget: notSimulated,
    eventBusName: { ...notSimulated, replaces: true, default: "default" },
    forceDestroy,
    httpTarget: notSimulated,
    input: honoured,
    inputPath: notSimulated,
    inputTransformer: notSimulated,
    kinesisTarget: notSimulated,
    redshiftTarget: notSimulated,
    retryPolicy: notSimulated,
    roleArn: notSimulated,
    runCommandTargets: notSimulated,
    sagemakerPipelineTarget: notSimulated,
    sqsTarget: notSimulated,
    targetId: { ...honoured, replaces: true },
  },
  id: ({ rule, targetId }, { unique }) => `${rule}-${targetId ?? unique("target", 26)}`,
  computed: ({ rule, targetId }, { id }) => ({ targetId: targetId ?? id.slice(rule.length + 1) }),
  accountRules: { put: (record, account) => checkTarget(account, record) },
});

export const eventsModels = [rule, target];
