import type { sqs } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { lastingName, region, tagsAll } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const queue = defineModel<sqs.QueueArgs, sqs.Queue>({
  type: "aws:sqs/queue:Queue",
  autoName: {
    property: "name",
    maxLength: 80,
    suffix: ({ fifoQueue }) => (fifoQueue === true ? ".fifo" : ""),
  },
  inputs: {
    ...lastingName,
    region,
    fifoQueue: { replaces: true, default: false },
    contentBasedDeduplication: { default: false },
    deduplicationScope: {},
    delaySeconds: { default: 0 },
    fifoThroughputLimit: {},
    kmsDataKeyReusePeriodSeconds: { default: 300 },
    kmsMasterKeyId: {},
    maxMessageSize: { default: 262_144 },
    messageRetentionSeconds: { default: 345_600 },
    policy: { compare: "json" },
    receiveWaitTimeSeconds: { default: 0 },
    redriveAllowPolicy: { compare: "json" },
    redrivePolicy: { compare: "json" },
    sqsManagedSseEnabled: { default: true },
    tags: {},
    visibilityTimeoutSeconds: { default: 30 },
  },
  id: ({ name }) =>
    `https://sqs.${simulatedAccount.region}.amazonaws.com/${simulatedAccount.accountId}/${name}`,
  computed: ({ name, tags }, { id }) => ({
    arn: arn("sqs", String(name)),
    url: id,
    tagsAll: tagsAll(tags),
  }),
});

const queuePolicy = defineModel<sqs.QueuePolicyArgs, sqs.QueuePolicy>({
  type: "aws:sqs/queuePolicy:QueuePolicy",
  inputs: {
    region,
    queueUrl: { required: true, replaces: true },
    policy: { required: true, compare: "json" },
  },
  id: ({ queueUrl }) => queueUrl,
  computed: () => ({}),
  deleteBeforeReplace: true,
});

export const sqsModels = [queue, queuePolicy];
