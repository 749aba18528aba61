import { randomUUID } from "node:crypto";
import { AwsError } from "../../gateway/aws-error";
import type { Activity } from "../../kernel/activity";
import type { SimulatedClock } from "../../kernel/clock";
import type { FaultLog } from "../../kernel/fault-log";
import type { SeededRandom } from "../../kernel/random";
import type { Change, ControlPlane } from "../account/control-plane";
import type { Access } from "../iam/access";
import type { Sqs } from "../sqs/sqs";
import type { Unkindness } from "../unkindness";
import {
  checkSubscription,
  type SubscriptionDeclaration,
  subscriptionsOf,
  subscriptionType,
  topicDeclaration,
  topicType,
} from "./declarations";
import { envelope, type Notification } from "./notification";

/** The AWS service that publishes, and the resource for which it does. */
export interface Publisher {
  /** Such as `social-messaging.amazonaws.com`. */
  readonly servicePrincipal: string;
  readonly sourceArn: string;
  /**
   * A role that the service takes on to publish, where the resource names one; its policies are
   * asked instead of the topic's.
   */
  readonly roleArn?: string;
  readonly subject?: string;
}

/** What an `email` subscription would have mailed. */
export interface Email extends Notification {
  readonly to: string;
}

export interface SnsDeps {
  readonly controlPlane: ControlPlane;
  readonly clock: SimulatedClock;
  readonly random: SeededRandom;
  readonly unkindness: Unkindness;
  readonly activity: Activity;
  readonly faults: FaultLog;
  readonly access: Access;
  readonly sqs: Sqs;
}

/**
 * How many turns of the event loop a delivery may be held back, so that a later message overtakes
 * it.
 */
const mostTurnsLate = 4;

/**
 * The simulated SNS: standard topics, with the subscriptions that the evaluated program declares.
 */
export class Sns {
  readonly #emails: Email[] = [];

  constructor(private readonly deps: SnsDeps) {
    deps.controlPlane.onChange((change) => this.#check(change));
  }

  /**
   * Takes a message for a topic; it is delivered to the subscriptions later and in no order.
   * @throws AwsError when the topic does not exist, or its policy does not allow the publisher.
   */
  async publish(
    topicArn: string,
    message: string,
    publisher: Publisher,
  ): Promise<{ readonly messageId: string }> {
    const record = this.deps.controlPlane.find(topicType, "arn", topicArn);
    if (!record)
      this.#refuse(
        "NotFoundException",
        `The topic ${topicArn} does not exist; ${publisher.sourceArn} publishes to it.`,
      );
    else if (!this.#mayPublish(topicArn, publisher))
      this.#refuse("AuthorizationErrorException", refusalOf(topicArn, publisher));
    const subscriptions = subscriptionsOf(this.deps.controlPlane, topicArn);
    if (subscriptions.length === 0) {
      this.deps.faults.report(
        "sns",
        `A message to topic ${topicArn} went nowhere: the topic has no subscription.`,
      );
    }
    const { subject } = publisher;
    const notification: Notification = {
      messageId: randomUUID(),
      topicArn,
      message,
      publishedAt: this.deps.clock.now(),
      ...(subject === undefined ? {} : { subject }),
    };
    for (const subscription of subscriptions) void this.#deliverLater(notification, subscription);
    return { messageId: notification.messageId };
  }

  /** What the `email` subscriptions have received, in order. */
  emails(): readonly Email[] {
    return this.#emails;
  }

  #mayPublish(topicArn: string, { servicePrincipal, sourceArn, roleArn }: Publisher): boolean {
    const { access } = this.deps;
    if (roleArn === undefined)
      return access.forService(servicePrincipal, "sns:Publish", topicArn, sourceArn) === "allow";
    return (
      access.mayAssume(servicePrincipal, roleArn) &&
      access.forRole(roleArn, "sns:Publish", topicArn).decision === "allow"
    );
  }

  #refuse(code: string, message: string): never {
    this.deps.faults.report("sns", message);
    throw new AwsError(code, message, code === "NotFoundException" ? 404 : 403);
  }

  async #deliverLater(
    notification: Notification,
    subscription: SubscriptionDeclaration,
  ): Promise<void> {
    const { activity, random, unkindness } = this.deps;
    const end = activity.begin();
    const turns = 1 + (unkindness.shuffle ? random.below(mostTurnsLate) : 0);
    for (let turn = 0; turn < turns; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    this.#deliver(notification, subscription);
    end();
  }

  #deliver(notification: Notification, subscription: SubscriptionDeclaration): void {
    if (subscription.protocol === "email") {
      this.#emails.push({ ...notification, to: subscription.endpoint });
      return;
    }
    const body = subscription.rawMessageDelivery ? notification.message : envelope(notification);
    const problem = this.#enqueue(subscription.endpoint, notification.topicArn, body);
    if (problem === undefined) return;
    const deadLetterArn = subscription.redrivePolicy?.deadLetterTargetArn;
    const second =
      deadLetterArn === undefined
        ? "it has no dead-letter queue"
        : this.#enqueue(deadLetterArn, notification.topicArn, body);
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
   * @returns why the queue did not take it. A client error such as a refusal is not tried again.
   */
  #enqueue(queueArn: string, topicArn: string, body: string): string | undefined {
    const queue = this.deps.sqs.find(queueArn);
    if (!queue) return `the queue ${queueArn} does not exist`;
    if (
      this.deps.access.forService("sns.amazonaws.com", "sqs:SendMessage", queueArn, topicArn) !==
      "allow"
    ) {
      return `the policy of queue ${queue.declaration.name} does not allow sns.amazonaws.com sqs:SendMessage from topic ${topicArn}`;
    }
    queue.send({ body });
    return undefined;
  }

  #check(change: Change): void {
    if (change.kind === "deleted") return;
    if (change.after.type === topicType) topicDeclaration(change.after);
    if (change.after.type === subscriptionType)
      checkSubscription(this.deps.controlPlane, change.after);
  }
}

function refusalOf(topicArn: string, { servicePrincipal, sourceArn, roleArn }: Publisher): string {
  return roleArn === undefined
    ? `The policy of topic ${topicArn} does not allow ${servicePrincipal} sns:Publish for ${sourceArn}.`
    : `The role ${roleArn} does not let ${servicePrincipal} publish to topic ${topicArn}: it must trust the service and allow sns:Publish.`;
}
