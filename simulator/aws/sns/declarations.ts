import * as v from "valibot";
import type { ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared, jsonText } from "../account/declared";
import { mustExist, redriveTarget } from "../sqs/declaration";

const topicSchema = v.object({
  name: v.string(),
  arn: v.string(),
  fifoTopic: v.optional(v.literal(false, "FIFO topics are not simulated")),
});
const emptyText = v.optional(v.literal("", "filter policies are not simulated"));
const subscriptionSchema = v.object({
  topic: v.string(),
  protocol: v.picklist(["sqs", "email"]),
  endpoint: v.string(),
  rawMessageDelivery: v.optional(v.boolean(), false),
  redrivePolicy: jsonText(v.object(redriveTarget)),
  filterPolicy: emptyText,
});

export type TopicDeclaration = v.InferOutput<typeof topicSchema>;
export type SubscriptionDeclaration = v.InferOutput<typeof subscriptionSchema> & {
  readonly logicalName: string;
};

export const topicType = "aws:sns/topic:Topic";
export const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";

export function topicDeclaration(record: ResourceRecord): TopicDeclaration {
  return declared(topicSchema, record);
}

export function subscriptionsOf(
  controlPlane: ControlPlane,
  topicArn: string,
): SubscriptionDeclaration[] {
  return controlPlane
    .all(subscriptionType)
    .map((record) => ({ ...declared(subscriptionSchema, record), logicalName: record.logicalName }))
    .filter((subscription) => subscription.topic === topicArn);
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
