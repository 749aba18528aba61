import type { cloudwatch } from "@pulumi/aws";
import { arn } from "../account/account";
import { lastingName, region, tagsAll } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const rule = defineModel<cloudwatch.EventRuleArgs, cloudwatch.EventRule>({
  type: "aws:cloudwatch/eventRule:EventRule",
  autoName: { property: "name", maxLength: 64 },
  inputs: {
    ...lastingName,
    region,
    description: {},
    eventBusName: { replaces: true, default: "default" },
    eventPattern: { compare: "json" },
    forceDestroy: { default: false },
    isEnabled: {},
    roleArn: {},
    scheduleExpression: {},
    state: {},
    tags: {},
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({
    arn: arn("events", `rule/${name}`),
    tagsAll: tagsAll(tags),
  }),
});

const target = defineModel<cloudwatch.EventTargetArgs, cloudwatch.EventTarget>({
  type: "aws:cloudwatch/eventTarget:EventTarget",
  inputs: {
    region,
    rule: { required: true, replaces: true },
    arn: { required: true },
    appsyncTarget: {},
    batchTarget: {},
    deadLetterConfig: {},
    ecsTarget: {},
    eventBusName: { replaces: true, default: "default" },
    forceDestroy: { default: false },
    httpTarget: {},
    input: {},
    inputPath: {},
    inputTransformer: {},
    kinesisTarget: {},
    redshiftTarget: {},
    retryPolicy: {},
    roleArn: {},
    runCommandTargets: {},
    sagemakerPipelineTarget: {},
    sqsTarget: {},
    targetId: { replaces: true },
  },
  id: ({ rule, targetId }, { unique }) => `${rule}-${targetId ?? unique("target", 26)}`,
  computed: ({ rule, targetId }, { id }) => ({ targetId: targetId ?? id.slice(rule.length + 1) }),
});

export const eventsModels = [rule, target];
