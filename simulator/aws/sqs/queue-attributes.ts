import { AwsError } from "../../gateway/aws-error";
import type { Queue } from "./queue";

type Attribute = (queue: Queue, policy: string | undefined) => string | undefined;

const whole =
  (value: (queue: Queue) => number): Attribute =>
  (queue) =>
    String(value(queue));
const ofFifo =
  (value: (queue: Queue) => string | undefined): Attribute =>
  (queue) =>
    queue.declaration.fifoQueue ? value(queue) || undefined : undefined;

/** Every attribute that GetQueueAttributes knows, all text; one that does not apply is left out. */
const attributes: Readonly<Record<string, Attribute>> = {
  QueueArn: ({ arn }) => arn,
  ApproximateNumberOfMessages: whole((queue) => queue.depth().visible),
  ApproximateNumberOfMessagesNotVisible: whole((queue) => queue.depth().inFlight),
  ApproximateNumberOfMessagesDelayed: whole((queue) => queue.depth().delayed),
  CreatedTimestamp: whole(({ createdAt }) => Math.floor(createdAt / 1000)),
  LastModifiedTimestamp: whole(({ modifiedAt }) => Math.floor(modifiedAt / 1000)),
  VisibilityTimeout: whole(({ declaration }) => declaration.visibilityTimeoutSeconds),
  DelaySeconds: whole(({ declaration }) => declaration.delaySeconds),
  MessageRetentionPeriod: whole(({ declaration }) => declaration.messageRetentionSeconds),
  MaximumMessageSize: whole(({ declaration }) => declaration.maxMessageSize),
  ReceiveMessageWaitTimeSeconds: whole(({ declaration }) => declaration.receiveWaitTimeSeconds),
  Policy: (_, policy) => policy,
  RedrivePolicy: ({ declaration: { redrivePolicy } }) =>
    redrivePolicy && JSON.stringify(redrivePolicy),
  RedriveAllowPolicy: ({ declaration }) => declaration.redriveAllowPolicy || undefined,
  KmsMasterKeyId: ({ declaration }) => declaration.kmsMasterKeyId || undefined,
  KmsDataKeyReusePeriodSeconds: ({ declaration }) =>
    declaration.kmsMasterKeyId ? String(declaration.kmsDataKeyReusePeriodSeconds) : undefined,
  SqsManagedSseEnabled: ({ declaration: { kmsMasterKeyId, sqsManagedSseEnabled } }) =>
    String(!kmsMasterKeyId && sqsManagedSseEnabled),
  FifoQueue: ofFifo(() => "true"),
  ContentBasedDeduplication: ofFifo(({ declaration }) =>
    String(declaration.contentBasedDeduplication),
  ),
  DeduplicationScope: ofFifo(({ declaration }) => declaration.deduplicationScope),
  FifoThroughputLimit: ofFifo(({ declaration }) => declaration.fifoThroughputLimit),
};

/** @throws AwsError for a name that SQS does not know. */
export function attributesOf(
  queue: Queue,
  names: readonly string[],
  policy: string | undefined,
): object {
  const unknown = names.find((name) => name !== "All" && !Object.hasOwn(attributes, name));
  if (unknown !== undefined)
    throw new AwsError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
  const found = Object.entries(attributes)
    .filter(([name]) => names.includes("All") || names.includes(name))
    .map(([name, read]) => [name, read(queue, policy)] as const)
    .filter(([, value]) => value !== undefined);
  return found.length === 0 ? {} : { Attributes: Object.fromEntries(found) };
}
