import type { ControlPlane } from "../account/control-plane";

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
