import { randomUUID } from "node:crypto";
import { AwsError } from "../../gateway/aws-error";
import type { Activity } from "../../kernel/activity";
import type { SimulatedClock } from "../../kernel/clock";
import type { FaultLog } from "../../kernel/fault-log";
import type { SeededRandom } from "../../kernel/random";
import type { Change, ControlPlane, ResourceRecord } from "../account/control-plane";
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
import { envelope, type Notification } from "./envelope";

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

/** What an `email` subscription mailed: a notification, or the request to confirm it. */
export interface Email extends Notification {
  readonly to: string;
}

/** An `email` subscription; nothing is mailed to it until the recipient has confirmed it. */
export interface EmailSubscription {
  readonly topicArn: string;
  readonly to: string;
  readonly confirmed: boolean;
}

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
const mostEmails = 1000;

/**
 * The simulated SNS: standard topics, with the subscriptions that the evaluated program declares.
 */
export class Sns {
  readonly #emails: Email[] = [];
  /** Email subscriptions whose recipient has confirmed them, by the resource's id. */
  readonly #confirmed = new Set<string>();
  readonly #trafficListeners: ((traffic: SnsTraffic) => void)[] = [];

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
    this.#count(topicArn, "NumberOfMessagesPublished", 1);
    this.#count(topicArn, "PublishSize", Buffer.byteLength(message));
    for (const subscription of subscriptions) void this.#deliverLater(notification, subscription);
    return { messageId: notification.messageId };
  }

  /** What came to the recipients of `email` subscriptions, the latest thousand, in order. */
  emails(): readonly Email[] {
    return this.#emails;
  }

  emailSubscriptions(): readonly EmailSubscription[] {
    return this.#emailRecords().map(({ id, outputs }) => ({
      topicArn: String(outputs.topic),
      to: String(outputs.endpoint),
      confirmed: this.#confirmed.has(id),
    }));
  }

  /**
   * The recipient opens the link of each confirmation mail.
   * @returns how many subscriptions that confirmed
   */
  confirmEmails(to: string): number {
    const pending = this.#emailRecords().filter(
      ({ id, outputs }) => outputs.endpoint === to && !this.#confirmed.has(id),
    );
    for (const { id } of pending) this.#confirmed.add(id);
    return pending.length;
  }

  onTraffic(listener: (traffic: SnsTraffic) => void): void {
    this.#trafficListeners.push(listener);
  }

  #count(topicArn: string, metric: SnsTraffic["metric"], value: number): void {
    const topicName = topicArn.slice(topicArn.lastIndexOf(":") + 1);
    const traffic = { at: this.deps.clock.now(), topicName, metric, value };
    for (const listener of this.#trafficListeners) listener(traffic);
  }

  #emailRecords(): readonly ResourceRecord[] {
    return this.deps.controlPlane
      .all(subscriptionType)
      .filter(({ outputs }) => outputs.protocol === "email");
  }

  #mail(email: Email): void {
    this.#emails.push(email);
    if (this.#emails.length > mostEmails) this.#emails.shift();
  }

  #mayPublish(topicArn: string, { servicePrincipal, sourceArn, roleArn }: Publisher): boolean {
    const { access } = this.deps;
    if (servicePrincipal === "cloudwatch.amazonaws.com" && this.#hasDefaultPolicy(topicArn))
      return true;
    if (roleArn === undefined)
      return access.forService(servicePrincipal, "sns:Publish", topicArn, sourceArn) === "allow";
    return (
      access.mayAssume(servicePrincipal, roleArn) &&
      access.forRole(roleArn, "sns:Publish", topicArn).decision === "allow"
    );
  }

  /**
   * The policy that SNS gives a topic lets its owner publish, and alarms of the account with it:
   * seen in practice everywhere, written nowhere (unverified).
   */
  #hasDefaultPolicy(topicArn: string): boolean {
    const { controlPlane } = this.deps;
    const own = controlPlane.find(topicType, "arn", topicArn)?.outputs.policy;
    const attached = controlPlane.find("aws:sns/topicPolicy:TopicPolicy", "arn", topicArn);
    return (own === undefined || own === "") && !attached;
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
    const { topicArn } = notification;
    if (subscription.protocol === "email") {
      if (!this.#confirmed.has(subscription.id)) return;
      this.#mail({ ...notification, to: subscription.endpoint });
      this.#count(topicArn, "NumberOfNotificationsDelivered", 1);
      return;
    }
    const body = subscription.rawMessageDelivery ? notification.message : envelope(notification);
    const problem = this.#enqueue(subscription.endpoint, notification.topicArn, body);
    this.#count(
      topicArn,
      problem === undefined ? "NumberOfNotificationsDelivered" : "NumberOfNotificationsFailed",
      1,
    );
    if (problem === undefined) return;
    const deadLetterArn = subscription.redrivePolicy?.deadLetterTargetArn;
    const second =
      deadLetterArn === undefined
        ? "it has no dead-letter queue"
        : this.#enqueue(deadLetterArn, notification.topicArn, body);
    if (deadLetterArn !== undefined)
      this.#count(
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
    if (change.kind === "deleted") {
      this.#confirmed.delete(change.before.id);
      return;
    }
    if (change.after.type === topicType) topicDeclaration(change.after);
    if (change.after.type === subscriptionType)
      checkSubscription(this.deps.controlPlane, change.after);
    if (change.kind === "created" && change.after.type === subscriptionType)
      this.#askToConfirm(change.after);
  }

  #askToConfirm({ outputs }: ResourceRecord): void {
    if (outputs.protocol !== "email") return;
    const topicArn = String(outputs.topic);
    this.#mail({
      to: String(outputs.endpoint),
      messageId: randomUUID(),
      topicArn,
      subject: "AWS Notification - Subscription Confirmation",
      message: `You have chosen to subscribe to the topic:\n${topicArn}\n\nTo confirm this subscription, click or visit the link below (If this was in error no action is necessary):\nConfirm subscription`,
      publishedAt: this.deps.clock.now(),
    });
  }
}

function refusalOf(topicArn: string, { servicePrincipal, sourceArn, roleArn }: Publisher): string {
  return roleArn === undefined
    ? `The policy of topic ${topicArn} does not allow ${servicePrincipal} sns:Publish for ${sourceArn}.`
    : `The role ${roleArn} does not let ${servicePrincipal} publish to topic ${topicArn}: it must trust the service and allow sns:Publish.`;
}
