import * as v from "valibot";
import type { ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared, jsonText } from "../account/declared";
import { ownPolicy, policyText, type ResourcePolicies } from "../iam/access";

const wholeNumber = v.union([
  v.number(),
  v.pipe(
    v.string(),
    v.regex(/^\d+$/),
    v.transform((text) => Number(text)),
  ),
]);

/** Shared with subscriptions, whose redrive policy names a queue alone. */
export const redriveTarget = { deadLetterTargetArn: v.string() };

const queueSchema = v.object({
  name: v.string(),
  url: v.string(),
  arn: v.string(),
  fifoQueue: v.optional(v.boolean(), false),
  visibilityTimeoutSeconds: v.optional(v.number(), 30),
  delaySeconds: v.optional(v.number(), 0),
  messageRetentionSeconds: v.optional(v.number(), 345_600),
  /** Bytes. The default is the one that Pulumi's `aws.sqs.Queue` documents. */
  maxMessageSize: v.optional(v.number(), 262_144),
  receiveWaitTimeSeconds: v.optional(v.number(), 0),
  redrivePolicy: jsonText(v.object({ ...redriveTarget, maxReceiveCount: wholeNumber })),
  contentBasedDeduplication: v.optional(v.boolean(), false),
  deduplicationScope: v.optional(v.picklist(["queue", "messageGroup", ""]), "queue"),
  kmsMasterKeyId: v.optional(v.string()),
  kmsDataKeyReusePeriodSeconds: v.optional(v.number(), 300),
  policy: v.optional(v.string()),
  redriveAllowPolicy: v.optional(v.string()),
  sqsManagedSseEnabled: v.optional(v.boolean(), true),
  fifoThroughputLimit: v.optional(v.string()),
  tagsAll: v.optional(v.record(v.string(), v.string()), {}),
});

/**
 * A queue as the evaluated program declares it. `fifoThroughputLimit` is only told: throughput is
 * not limited here.
 */
export type QueueDeclaration = v.InferOutput<typeof queueSchema>;

export const queueType = "aws:sqs/queue:Queue";

export function queueDeclaration(record: ResourceRecord): QueueDeclaration {
  return declared(queueSchema, record);
}

/** @throws naming both when the queue does not exist. */
export function mustExist(
  controlPlane: ControlPlane,
  queueArn: string,
  wantedBy: string,
): QueueDeclaration {
  const record = controlPlane.find(queueType, "arn", queueArn);
  if (!record) throw new Error(`${wantedBy} names the queue ${queueArn}, which does not exist.`);
  return queueDeclaration(record);
}

/** Refuses what SQS refuses when a queue is created. */
export function checkQueue(controlPlane: ControlPlane, record: ResourceRecord): QueueDeclaration {
  const queue = queueDeclaration(record);
  if (queue.fifoQueue !== queue.name.endsWith(".fifo")) {
    throw new Error(
      `Queue ${queue.name}: a FIFO queue's name ends in .fifo, and only a FIFO queue's.`,
    );
  }
  if (queue.redrivePolicy) {
    const target = mustExist(
      controlPlane,
      queue.redrivePolicy.deadLetterTargetArn,
      `redrivePolicy of queue ${queue.name}`,
    );
    if (target.fifoQueue !== queue.fifoQueue) {
      throw new Error(
        `redrivePolicy: queue ${queue.name} and its dead-letter queue ${target.name} must ` +
          "both be FIFO or both standard.",
      );
    }
  }
  return queue;
}

/** The ARNs of all queues that some redrive policy names as its dead-letter queue. */
export function deadLetterQueueArns(controlPlane: ControlPlane): ReadonlySet<string> {
  const policies = ["aws:sqs/queue:Queue", "aws:sns/topicSubscription:TopicSubscription"]
    .flatMap((type) => controlPlane.all(type))
    .map((record) => record.outputs.redrivePolicy)
    .filter((policy): policy is string => typeof policy === "string" && policy !== "");
  return new Set(
    policies.map((policy) =>
      String((JSON.parse(policy) as { deadLetterTargetArn?: unknown }).deadLetterTargetArn),
    ),
  );
}

const queuePolicyType = "aws:sqs/queuePolicy:QueuePolicy";
const queuePolicySchema = v.object({ queueUrl: v.string(), policy: policyText });

/** A queue's policy: the one of a QueuePolicy, or else the one in the queue's own property. */
export function queuePolicies(controlPlane: ControlPlane): ResourcePolicies {
  return {
    types: [queueType, queuePolicyType],
    policyOf: (queueArn) => {
      const queue = controlPlane.find(queueType, "arn", queueArn);
      if (!queue) return undefined;
      const attached = controlPlane
        .all(queuePolicyType)
        .map((record) => declared(queuePolicySchema, record))
        .find(({ queueUrl }) => queueUrl === queue.outputs.url);
      const text = attached?.policy ?? ownPolicy(queue);
      return text === undefined
        ? undefined
        : { text, owner: `the policy of queue ${queue.outputs.name}` };
    },
  };
}
