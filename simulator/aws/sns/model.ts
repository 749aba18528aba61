import type { sns } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { lastingName, region, tagsAll, uuid } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const topic = defineModel<sns.TopicArgs, sns.Topic>({
  type: "aws:sns/topic:Topic",
  autoName: {
    property: "name",
    maxLength: 256,
    suffix: ({ fifoTopic }) => (fifoTopic === true ? ".fifo" : ""),
  },
  inputs: {
    ...lastingName,
    region,
    fifoTopic: { replaces: true, default: false },
    contentBasedDeduplication: { default: false },
    applicationFailureFeedbackRoleArn: {},
    applicationSuccessFeedbackRoleArn: {},
    applicationSuccessFeedbackSampleRate: {},
    archivePolicy: { compare: "json" },
    deliveryPolicy: { compare: "json" },
    displayName: {},
    fifoThroughputScope: {},
    firehoseFailureFeedbackRoleArn: {},
    firehoseSuccessFeedbackRoleArn: {},
    firehoseSuccessFeedbackSampleRate: {},
    httpFailureFeedbackRoleArn: {},
    httpSuccessFeedbackRoleArn: {},
    httpSuccessFeedbackSampleRate: {},
    kmsMasterKeyId: {},
    lambdaFailureFeedbackRoleArn: {},
    lambdaSuccessFeedbackRoleArn: {},
    lambdaSuccessFeedbackSampleRate: {},
    policy: { compare: "json" },
    signatureVersion: {},
    sqsFailureFeedbackRoleArn: {},
    sqsSuccessFeedbackRoleArn: {},
    sqsSuccessFeedbackSampleRate: {},
    tags: {},
    tracingConfig: {},
  },
  id: ({ name }) => arn("sns", String(name)),
  computed: ({ tags }, { id }) => ({
    arn: id,
    owner: simulatedAccount.accountId,
    beginningArchiveTime: "",
    tagsAll: tagsAll(tags),
  }),
});

const topicPolicy = defineModel<sns.TopicPolicyArgs, sns.TopicPolicy>({
  type: "aws:sns/topicPolicy:TopicPolicy",
  inputs: {
    region,
    arn: { required: true, replaces: true },
    policy: { required: true, compare: "json" },
  },
  id: (inputs) => inputs.arn,
  computed: () => ({ owner: simulatedAccount.accountId }),
  deleteBeforeReplace: true,
});

const topicSubscription = defineModel<sns.TopicSubscriptionArgs, sns.TopicSubscription>({
  type: "aws:sns/topicSubscription:TopicSubscription",
  inputs: {
    region,
    topic: { required: true, replaces: true },
    protocol: { required: true, replaces: true },
    endpoint: { required: true, replaces: true },
    confirmationTimeoutInMinutes: { default: 1 },
    deliveryPolicy: { compare: "json" },
    endpointAutoConfirms: { default: false },
    filterPolicy: { compare: "json" },
    filterPolicyScope: {},
    rawMessageDelivery: { default: false },
    redrivePolicy: { compare: "json" },
    replayPolicy: { compare: "json" },
    subscriptionRoleArn: {},
  },
  id: (inputs, { unique }) => `${inputs.topic}:${uuid(unique("subscription", 32))}`,
  computed: ({ protocol }, { id }) => {
    // A person confirms by a link in the e-mail; until then nothing is sent.
    const byEmail = protocol.startsWith("email");
    return {
      arn: id,
      ownerId: simulatedAccount.accountId,
      confirmationWasAuthenticated: !byEmail,
      pendingConfirmation: byEmail,
    };
  },
});

export const snsModels = [topic, topicPolicy, topicSubscription];
