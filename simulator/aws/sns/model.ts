import type { sns } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { checkPolicyDocument } from "../iam/declared-actions";
import { keyMustExist } from "../kms/keys";
import { lastingName, region, tags, tagsAll, uuid } from "../resources/common-properties";
import { isUnknown } from "../resources/property-value";
import { mustExist } from "../resources/references";
import { defineModel } from "../resources/resource-model";
import { textRule } from "../resources/text-rule";
import { honoured, notSimulated } from "../resources/treatment";
import { checkSubscription, topicType } from "./declarations";
import topicFile from "./declared/topic.json";
import topicPolicyFile from "./declared/topic-policy.json";
import topicSubscriptionFile from "./declared/topic-subscription.json";

const topic = defineModel<sns.TopicArgs, sns.Topic>({
  declared: topicFile,
  autoName: {
    property: "name",
    maxLength: 256,
    suffix: ({ fifoTopic }) => (fifoTopic === true ? ".fifo" : ""),
  },
  inputs: {
    ...lastingName,
    region,
    fifoTopic: notSimulated,
    contentBasedDeduplication: { ...notSimulated, default: false },
    applicationFailureFeedbackRoleArn: notSimulated,
    applicationSuccessFeedbackRoleArn: notSimulated,
    applicationSuccessFeedbackSampleRate: notSimulated,
    archivePolicy: notSimulated,
    deliveryPolicy: notSimulated,
    displayName: honoured,
    fifoThroughputScope: notSimulated,
    firehoseFailureFeedbackRoleArn: notSimulated,
    firehoseSuccessFeedbackRoleArn: notSimulated,
    firehoseSuccessFeedbackSampleRate: notSimulated,
    httpFailureFeedbackRoleArn: notSimulated,
    httpSuccessFeedbackRoleArn: notSimulated,
    httpSuccessFeedbackSampleRate: notSimulated,
    kmsMasterKeyId: honoured,
    lambdaFailureFeedbackRoleArn: notSimulated,
    lambdaSuccessFeedbackRoleArn: notSimulated,
    lambdaSuccessFeedbackSampleRate: notSimulated,
    policy: honoured,
    signatureVersion: notSimulated,
    sqsFailureFeedbackRoleArn: notSimulated,
    sqsSuccessFeedbackRoleArn: notSimulated,
    sqsSuccessFeedbackSampleRate: notSimulated,
    tags,
    tracingConfig: notSimulated,
  },
  id: ({ name }) => arn("sns", String(name)),
  computed: ({ tags }, { id }) => ({
    arn: id,
    owner: simulatedAccount.accountId,
    beginningArchiveTime: "",
    tagsAll: tagsAll(tags),
  }),
  rules: ({ policy }) => checkPolicyDocument("policy", policy, "resource"),
  accountRules: { put: (record, account) => keyMustExist(account, record, "sns") },
});

const topicPolicy = defineModel<sns.TopicPolicyArgs, sns.TopicPolicy>({
  declared: topicPolicyFile,
  inputs: {
    region,
    arn: { ...honoured, replaces: true },
    policy: honoured,
  },
  id: (inputs) => inputs.arn,
  computed: () => ({ owner: simulatedAccount.accountId }),
  deleteBeforeReplace: true,
  rules: ({ policy }) => checkPolicyDocument("policy", policy, "resource"),
  accountRules: {
    put: ({ outputs }, account) =>
      void mustExist(account, { property: "arn", type: topicType, by: "arn", value: outputs.arn }),
  },
});

const topicSubscription = defineModel<sns.TopicSubscriptionArgs, sns.TopicSubscription>({
  declared: topicSubscriptionFile,
  inputs: {
    region,
    topic: honoured,
    protocol: honoured,
    endpoint: honoured,
    confirmationTimeoutInMinutes: notSimulated,
    deliveryPolicy: notSimulated,
    endpointAutoConfirms: notSimulated,
    filterPolicy: notSimulated,
    filterPolicyScope: notSimulated,
    rawMessageDelivery: honoured,
    redrivePolicy: honoured,
    replayPolicy: notSimulated,
    subscriptionRoleArn: notSimulated,
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
  rules: ({ protocol, endpoint, rawMessageDelivery }) => [
    ...(isUnknown(protocol) || simulatedProtocols.includes(String(protocol))
      ? []
      : [
          {
            property: "protocol",
            reason:
              `protocol ${JSON.stringify(protocol)} is not simulated; simulated are ` +
              `${simulatedProtocols.join(" and ")}.`,
          },
        ]),
    // SNS: "Invalid parameter: Email address", and raw delivery is for programs alone (developer
    // guide, "Amazon SNS raw message delivery").
    ...(protocol === "email"
      ? textRule("endpoint", endpoint, /^[^@\s]+@[^@\s]+\.[^@\s]+$/, "an e-mail address")
      : []),
    ...(protocol === "email" && rawMessageDelivery === true
      ? [
          {
            property: "rawMessageDelivery",
            reason: "rawMessageDelivery is true; allowed is false with the protocol email.",
          },
        ]
      : []),
  ],
  accountRules: { put: (record, account) => checkSubscription(account, record) },
});

const simulatedProtocols: readonly string[] = ["sqs", "email"];

export const snsModels = [topic, topicPolicy, topicSubscription];
