import type { Queue } from "./queue";

/** The attributes of a queue as GetQueueAttributes gives them: all text. */
export function queueAttributes(queue: Queue): Readonly<Record<string, string>> {
  const { declaration } = queue;
  const depth = queue.depth();
  return {
    QueueArn: declaration.arn,
    ApproximateNumberOfMessages: String(depth.visible),
    ApproximateNumberOfMessagesNotVisible: String(depth.inFlight),
    ApproximateNumberOfMessagesDelayed: String(depth.delayed),
    VisibilityTimeout: String(declaration.visibilityTimeoutSeconds),
    DelaySeconds: String(declaration.delaySeconds),
    MessageRetentionPeriod: String(declaration.messageRetentionSeconds),
    MaximumMessageSize: String(declaration.maxMessageSize),
    ReceiveMessageWaitTimeSeconds: String(declaration.receiveWaitTimeSeconds),
    ...(declaration.redrivePolicy
      ? { RedrivePolicy: JSON.stringify(declaration.redrivePolicy) }
      : {}),
    ...(declaration.fifoQueue
      ? {
          FifoQueue: "true",
          ContentBasedDeduplication: String(declaration.contentBasedDeduplication),
        }
      : {}),
  };
}
