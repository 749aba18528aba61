import * as v from "valibot";
import type { ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared, jsonText } from "../account/declared";
import { ownPolicy, policyText, type ResourcePolicies } from "../iam/access";
import { mustExist, redriveTarget } from "../sqs/declaration";

const topicSchema = v.object({
  name: v.string(),
  arn: v.string(),
  fifoTopic: v.optional(v.literal(false, "FIFO topics are not simulated")),
  displayName: v.optional(v.string(), ""),
  kmsMasterKeyId: v.optional(v.string()),
  signatureVersion: v.optional(v.number()),
  tracingConfig: v.optional(v.string()),
  tagsAll: v.optional(v.record(v.string(), v.string()), {}),
});
const emptyText = v.optional(v.literal("", "filter policies are not simulated"));
const subscriptionSchema = v.object({
  arn: v.optional(v.string()),
  topic: v.string(),
  protocol: v.picklist(["sqs", "email"]),
  endpoint: v.string(),
  rawMessageDelivery: v.boolean(),
  redrivePolicy: jsonText(v.object(redriveTarget)),
  filterPolicy: emptyText,
  pendingConfirmation: v.optional(v.boolean(), false),
});

export type TopicDeclaration = v.InferOutput<typeof topicSchema>;
export type SubscriptionDeclaration = v.InferOutput<typeof subscriptionSchema> & {
  readonly id: string;
  readonly logicalName: string;
};

export const topicType = "aws:sns/topic:Topic";
export const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";

export function topicDeclaration(record: ResourceRecord): TopicDeclaration {
  return declared(topicSchema, record);
}

export function allSubscriptions(controlPlane: ControlPlane): SubscriptionDeclaration[] {
  return controlPlane.all(subscriptionType).map(subscriptionOf);
}

function subscriptionOf(record: ResourceRecord): SubscriptionDeclaration {
  const { id, logicalName } = record;
  return { ...declared(subscriptionSchema, record), id, logicalName };
}

export function subscriptionsOf(
  controlPlane: ControlPlane,
  topicArn: string,
): SubscriptionDeclaration[] {
  return controlPlane
    .all(subscriptionType)
    .filter(({ outputs }) => outputs.topic === topicArn)
    .map(subscriptionOf);
}

const topicPolicyType = "aws:sns/topicPolicy:TopicPolicy";
const topicPolicySchema = v.object({ arn: v.string(), policy: policyText });

/** A topic's policy: the one of a TopicPolicy, or else the one in the topic's own property. */
export function topicPolicies(controlPlane: ControlPlane): ResourcePolicies {
  return {
    types: [topicType, topicPolicyType],
    policyOf: (topicArn) => {
      const topic = controlPlane.find(topicType, "arn", topicArn);
      if (!topic) return undefined;
      const attached = controlPlane
        .all(topicPolicyType)
        .map((record) => declared(topicPolicySchema, record))
        .find((policy) => policy.arn === topicArn);
      const text = attached?.policy ?? ownPolicy(topic);
      return text === undefined
        ? undefined
        : { text, owner: `the policy of topic ${topic.outputs.name}` };
    },
  };
}

/**
 * Refuses what SNS refuses when a subscription is created.
 * @throws naming the subscription and what is missing.
 */
export function checkSubscription(controlPlane: ControlPlane, record: ResourceRecord): void {
  const subscription = declared(subscriptionSchema, record);
  const name = `Subscription ${record.logicalName}`;
  if (!controlPlane.find(topicType, "arn", subscription.topic)) {
    throw new Error(`${name} names the topic ${subscription.topic}, which does not exist.`);
  }
  if (subscription.redrivePolicy) {
    mustExist(
      controlPlane,
      subscription.redrivePolicy.deadLetterTargetArn,
      `The redrive policy of subscription ${record.logicalName}`,
    );
  }
  if (
    subscription.protocol === "sqs" &&
    mustExist(controlPlane, subscription.endpoint, name).fifoQueue
  ) {
    throw new Error(
      `${name}: a FIFO queue (${subscription.endpoint}) cannot subscribe to a standard topic.`,
    );
  }
}
