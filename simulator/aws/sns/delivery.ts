import { AwsError } from "../../gateway/aws-error";
import type { FaultLog } from "../../kernel/fault-log";
import type { SeededRandom } from "../../kernel/random";
import type { CloudUnkindness } from "../cloud-unkindness";
import type { Access } from "../iam/access";
import { type KeyRefusal, type Keys, toSend } from "../kms/keys";
import type { OutgoingMessage } from "../sqs/message";
import type { Sqs } from "../sqs/sqs";
import type { SubscriptionDeclaration } from "./declarations";
import type { Mail } from "./mail";
import { envelope, messageFor, type Notification } from "./notification";

/** A value of one of the topic's metrics (AWS/SNS). */
export interface SnsTraffic {
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly at: number;
  readonly topicName: string;
  readonly metric:
    | "NumberOfMessagesPublished"
    | "PublishSize"
    | "NumberOfNotificationsDelivered"
    | "NumberOfNotificationsFailed"
    | "NumberOfNotificationsRedrivenToDlq"
    | "NumberOfNotificationsFailedToRedriveToDlq";
  readonly value: number;
}

export interface DeliveryDeps {
  readonly random: SeededRandom;
  readonly unkindness: CloudUnkindness;
  readonly faults: FaultLog;
  readonly access: Access;
  readonly keys: Keys;
  readonly sqs: Sqs;
  readonly mail: Mail;
  count(topicArn: string, metric: SnsTraffic["metric"], value: number): void;
}

/**
 * How many turns of the event loop a delivery may be held back, so that a later message overtakes
 * it.
 */
const mostTurnsLate = 4;
const principal = "sns.amazonaws.com";

/** Brings what a topic took to its subscriptions. */
export class Delivery {
  constructor(private readonly deps: DeliveryDeps) {}

  /** Later, so that the next message may overtake this one. */
  async deliver(notification: Notification, subscription: SubscriptionDeclaration): Promise<void> {
    const { random, unkindness } = this.deps;
    const turns = 1 + (unkindness.shuffle ? random.below(mostTurnsLate) : 0);
    for (let turn = 0; turn < turns; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    this.#deliverNow(notification, subscription);
  }

  #deliverNow(notification: Notification, subscription: SubscriptionDeclaration): void {
    const { topicArn } = notification;
    if (subscription.protocol === "email") {
      if (this.deps.mail.deliver(notification, subscription))
        this.deps.count(topicArn, "NumberOfNotificationsDelivered", 1);
      return;
    }
    const message = forQueue(notification, subscription);
    const problem = this.#enqueue(subscription.endpoint, topicArn, message);
    this.deps.count(
      topicArn,
      problem === undefined ? "NumberOfNotificationsDelivered" : "NumberOfNotificationsFailed",
      1,
    );
    if (problem === undefined) return;
    const deadLetterArn = subscription.redrivePolicy?.deadLetterTargetArn;
    const second =
      deadLetterArn === undefined
        ? "it has no dead-letter queue"
        : this.#enqueue(deadLetterArn, topicArn, message);
    if (deadLetterArn !== undefined)
      this.deps.count(
        topicArn,
        second === undefined
          ? "NumberOfNotificationsRedrivenToDlq"
          : "NumberOfNotificationsFailedToRedriveToDlq",
        1,
      );
    const fate =
      second === undefined
        ? `it went to the dead-letter queue ${deadLetterArn}`
        : `it is lost: ${second}`;
    this.deps.faults.report(
      "sns",
      `Subscription ${subscription.logicalName} could not deliver a message: ${problem}; ${fate}.`,
    );
  }

  /**
   * @returns why the queue did not take it. A client error such as a refusal is not tried again
   * (SNS developer guide, "Amazon SNS message delivery retries").
   */
  #enqueue(queueArn: string, topicArn: string, message: OutgoingMessage): string | undefined {
    const queue = this.deps.sqs.find(queueArn);
    if (!queue) return `the queue ${queueArn} does not exist`;
    const { name, kmsMasterKeyId } = queue.declaration;
    const allowed = this.deps.access.forService(principal, "sqs:SendMessage", queueArn, topicArn);
    if (allowed !== "allow")
      return (
        `the policy of queue ${name} does not allow ${principal} sqs:SendMessage ` +
        `from topic ${topicArn}`
      );
    const refusal = kmsMasterKeyId && this.#keyRefusal(kmsMasterKeyId, topicArn);
    if (refusal) return `queue ${name} is encrypted. ${refusal.message}`;
    try {
      queue.send(message);
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return `queue ${name} refused it: ${error.code}: ${error.message}`;
    }
  }

  #keyRefusal(keyId: string, topicArn: string): KeyRefusal | undefined {
    const user = { kind: "service", servicePrincipal: principal, sourceArn: topicArn } as const;
    return this.deps.keys.refusal(keyId, user, toSend, "sqs");
  }
}

/**
 * Raw delivery makes the message's attributes those of the queue's message; else they are in the
 * envelope.
 */
function forQueue(
  notification: Notification,
  { logicalName, rawMessageDelivery, arn = logicalName }: SubscriptionDeclaration,
): OutgoingMessage {
  const { attributes, groupId } = notification;
  const group = groupId === undefined ? {} : { groupId };
  if (!rawMessageDelivery) return { body: envelope(notification, "sqs", arn), ...group };
  return {
    body: messageFor("sqs", notification),
    ...group,
    ...(attributes && { attributes }),
  };
}
