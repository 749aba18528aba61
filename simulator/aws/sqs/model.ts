import type { sqs } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import type { Properties } from "../account/control-plane";
import { checkPolicyDocument } from "../iam/declared-actions";
import { keyMustExist } from "../kms/keys";
import { lastingName, region, tags, tagsAll } from "../resources/common-properties";
import { isUnknown } from "../resources/property-value";
import { mustExist } from "../resources/references";
import { defineModel } from "../resources/resource-model";
import { textRule } from "../resources/text-rule";
import { honoured, ignored, notSimulated } from "../resources/treatment";
import { checkQueue, queueType } from "./declaration";
import queueFile from "./declared/queue.json";
import queuePolicyFile from "./declared/queue-policy.json";

const queue = defineModel<sqs.QueueArgs, sqs.Queue>({
  declared: queueFile,
  autoName: {
    property: "name",
    maxLength: 80,
    suffix: ({ fifoQueue }) => (fifoQueue === true ? ".fifo" : ""),
  },
  inputs: {
    ...lastingName,
    region,
    fifoQueue: honoured,
    contentBasedDeduplication: { ...honoured, default: false },
    deduplicationScope: honoured,
    delaySeconds: honoured,
    // A limit of requests a second; the simulated queue is slower than either.
    fifoThroughputLimit: honoured,
    kmsDataKeyReusePeriodSeconds: {
      ...ignored("how long a data key is reused changes the cost of KMS alone"),
      default: 300,
    },
    kmsMasterKeyId: honoured,
    maxMessageSize: honoured,
    messageRetentionSeconds: honoured,
    policy: honoured,
    receiveWaitTimeSeconds: honoured,
    redriveAllowPolicy: notSimulated,
    redrivePolicy: honoured,
    // AWS encrypts with keys of its own, which nobody can be refused.
    sqsManagedSseEnabled: {
      ...honoured,
      default: ({ kmsMasterKeyId }: Properties) => !kmsMasterKeyId,
    },
    tags,
    visibilityTimeoutSeconds: honoured,
  },
  id: ({ name }) =>
    `https://sqs.${simulatedAccount.region}.amazonaws.com/${simulatedAccount.accountId}/${name}`,
  computed: ({ name, tags }, { id }) => ({
    arn: arn("sqs", String(name)),
    url: id,
    tagsAll: tagsAll(tags),
  }),
  rules: (inputs) => [
    // CreateQueue, QueueName.
    ...textRule(
      "name",
      inputs.name,
      /^(?=.{1,80}$)[\w-]+(\.fifo)?$/,
      "up to 80 letters, digits, dashes and underscores, and .fifo at the end",
    ),
    // The provider: they conflict with each other.
    ...(inputs.sqsManagedSseEnabled === true && isSet(inputs.kmsMasterKeyId || undefined)
      ? [
          {
            property: "sqsManagedSseEnabled",
            reason: "sqsManagedSseEnabled and kmsMasterKeyId are set; allowed is one of them.",
          },
        ]
      : []),
    ...onlyOfFifoQueues
      .filter((property) => inputs.fifoQueue === false && isSet(inputs[property]))
      .map((property) => ({
        property,
        reason: `${property} is set on a standard queue; allowed is it with fifoQueue: true.`,
      })),
    ...checkPolicyDocument("policy", inputs.policy, "resource"),
  ],
  accountRules: {
    put: (record, account) => {
      checkQueue(account, record);
      keyMustExist(account, record, "sqs");
    },
  },
});

/** AWS::SQS::Queue's schema extension in cfn-lint: a standard queue has none of these. */
const onlyOfFifoQueues = [
  "contentBasedDeduplication",
  "deduplicationScope",
  "fifoThroughputLimit",
] as const;

function isSet(value: unknown): boolean {
  return value !== undefined && value !== false && !isUnknown(value);
}

const queuePolicy = defineModel<sqs.QueuePolicyArgs, sqs.QueuePolicy>({
  declared: queuePolicyFile,
  inputs: {
    region,
    queueUrl: { ...honoured, replaces: true },
    policy: honoured,
  },
  id: ({ queueUrl }) => queueUrl,
  computed: () => ({}),
  deleteBeforeReplace: true,
  rules: ({ policy }) => checkPolicyDocument("policy", policy, "resource"),
  accountRules: {
    put: ({ outputs }, account) =>
      void mustExist(account, {
        property: "queueUrl",
        type: queueType,
        by: "url",
        value: outputs.queueUrl,
      }),
  },
});

export const sqsModels = [queue, queuePolicy];
