import type { Caller } from "../../gateway/access";
import { AwsError } from "../../gateway/aws-error";
import type { Activity } from "../../kernel/activity";
import type { SimulatedClock } from "../../kernel/clock";
import type { FaultLog } from "../../kernel/fault-log";
import type { SeededRandom } from "../../kernel/random";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { Traces } from "../../kernel/traces";
import type { Change, ControlPlane, ResourceRecord } from "../account/control-plane";
import type { Access } from "../iam/access";
import { type KeyRefusal, type Keys, type KeyUser, toSend } from "../kms/keys";
import type { OutgoingMessage } from "../sqs/message";
import type { Sqs } from "../sqs/sqs";
import type { Unkindness } from "../unkindness";
import {
  checkSubscription,
  type SubscriptionDeclaration,
  subscriptionsOf,
  subscriptionType,
  type TopicDeclaration,
  topicDeclaration,
  topicPolicies,
  topicType,
} from "./declarations";
import {
  type Content,
  envelope,
  messageFor,
  type Notification,
  notificationOf,
  problemOf,
} from "./notification";

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
  readonly ids: SeededIds;
  readonly unkindness: Unkindness;
  readonly activity: Activity;
  readonly traces: Traces;
  readonly faults: FaultLog;
  readonly access: Access;
  readonly keys: Keys;
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
    deps.access.registerResourcePolicies("sns", topicPolicies(deps.controlPlane));
    deps.controlPlane.onChange((change) => this.#check(change));
  }

  topics(): TopicDeclaration[] {
    return this.deps.controlPlane.all(topicType).map(topicDeclaration);
  }

  /** @throws AwsError of SNS when there is no such topic. */
  topic(topicArn: string): TopicDeclaration {
    const topic = this.topics().find(({ arn }) => arn === topicArn);
    if (!topic) throw new AwsError("NotFound", "Topic does not exist", 404);
    return topic;
  }

  /**
   * Takes a message that an AWS service publishes; it is delivered to the subscriptions later and
   * in no order. A refusal is a named fault, since nobody else would see it.
   * @throws AwsError when the topic does not exist, does not take the message, or its policy or its
   * key does not allow the publisher.
   */
  async publish(
    topicArn: string,
    message: string,
    publisher: Publisher,
  ): Promise<{ readonly messageId: string }> {
    const topic = this.topics().find(({ arn }) => arn === topicArn);
    if (!topic)
      this.#refuse(
        new AwsError(
          "NotFound",
          `The topic ${topicArn} does not exist; ${publisher.sourceArn} publishes to it.`,
          404,
        ),
      );
    if (!this.#mayPublish(topicArn, publisher))
      this.#refuse(new AwsError("AuthorizationError", refusalOf(topicArn, publisher), 403));
    try {
      return this.take(topic, contentOf(message, publisher), keyUser(publisher));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const source = `${publisher.servicePrincipal} for ${publisher.sourceArn}`;
      return this.#refuse(
        new AwsError(
          error.code,
          `Topic ${topicArn} does not take a message of ${source}: ${error.message}`,
          error.status,
        ),
      );
    }
  }

  /**
   * Takes a message of somebody who may publish.
   * @throws AwsError when it is not what a topic takes, or the topic's key may not be used.
   */
  take(topic: TopicDeclaration, content: Content, user: KeyUser): { readonly messageId: string } {
    const problem = problemOf(content);
    if (problem !== undefined)
      throw new AwsError("InvalidParameter", `Invalid parameter: ${problem}`);
    this.checkKey(topic, user);
    const { activity, clock, controlPlane, faults, ids } = this.deps;
    const subscriptions = subscriptionsOf(controlPlane, topic.arn);
    if (subscriptions.length === 0)
      faults.report(
        "sns",
        `A message to topic ${topic.arn} went nowhere: the topic has no subscription.`,
      );
    const notification = notificationOf(content, topic.arn, ids, clock.now());
    const { messageId } = notification;
    const hop = { place: "topic", name: topic.name, what: "published" } as const;
    this.deps.traces.hop({ ...hop, ids: { messageId }, body: content.message });
    this.#count(topic.arn, "NumberOfMessagesPublished", 1);
    this.#count(topic.arn, "PublishSize", Buffer.byteLength(content.message));
    for (const subscription of subscriptions)
      activity.start(
        () => this.#deliverLater(notification, subscription),
        faults.failure("sns", `The delivery to subscription ${subscription.logicalName}`),
      );
    return { messageId };
  }

  /** @throws AwsError when the topic is encrypted with a key that the user may not use so. */
  checkKey(topic: TopicDeclaration, user: KeyUser): void {
    if (!topic.kmsMasterKeyId) return;
    const refusal = this.deps.keys.refusal(topic.kmsMasterKeyId, user, toSend, "sns");
    if (refusal) throw new AwsError(`KMS${refusal.kind}`, refusal.message);
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

  #refuse(error: AwsError): never {
    this.deps.faults.report("sns", error.message);
    throw error;
  }

  async #deliverLater(
    notification: Notification,
    subscription: SubscriptionDeclaration,
  ): Promise<void> {
    const { random, unkindness } = this.deps;
    const turns = 1 + (unkindness.shuffle ? random.below(mostTurnsLate) : 0);
    for (let turn = 0; turn < turns; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    this.#deliver(notification, subscription);
  }

  #deliver(notification: Notification, subscription: SubscriptionDeclaration): void {
    const { topicArn } = notification;
    if (subscription.protocol === "email") {
      if (!this.#confirmed.has(subscription.id)) return;
      const message = messageFor("email", notification);
      this.#mail({ ...notification, message, to: subscription.endpoint });
      this.#count(topicArn, "NumberOfNotificationsDelivered", 1);
      return;
    }
    const message = forQueue(notification, subscription);
    const problem = this.#enqueue(subscription.endpoint, topicArn, message);
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
        : this.#enqueue(deadLetterArn, topicArn, message);
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
   * @returns why the queue did not take it. A client error such as a refusal is not tried again
   * (SNS developer guide, "Amazon SNS message delivery retries").
   */
  #enqueue(queueArn: string, topicArn: string, message: OutgoingMessage): string | undefined {
    const queue = this.deps.sqs.find(queueArn);
    if (!queue) return `the queue ${queueArn} does not exist`;
    const { name, kmsMasterKeyId } = queue.declaration;
    const allowed = this.deps.access.forService(principal, "sqs:SendMessage", queueArn, topicArn);
    if (allowed !== "allow")
      return `the policy of queue ${name} does not allow ${principal} sqs:SendMessage from topic ${topicArn}`;
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
      messageId: this.deps.ids.uuid(),
      topicArn,
      subject: "AWS Notification - Subscription Confirmation",
      message: `You have chosen to subscribe to the topic:\n${topicArn}\n\nTo confirm this subscription, click or visit the link below (If this was in error no action is necessary):\nConfirm subscription`,
      publishedAt: this.deps.clock.now(),
    });
  }
}

const principal = "sns.amazonaws.com";

function contentOf(message: string, { subject }: Publisher): Content {
  return subject === undefined ? { message } : { message, subject };
}

/** A service publishes under its own name, or in a role that it has taken on. */
function keyUser({ servicePrincipal, sourceArn, roleArn }: Publisher): KeyUser {
  if (roleArn === undefined) return { kind: "service", servicePrincipal, sourceArn };
  return {
    kind: "role",
    roleArn,
    roleName: roleArn.slice(roleArn.lastIndexOf("/") + 1),
  } satisfies Caller;
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

function refusalOf(topicArn: string, { servicePrincipal, sourceArn, roleArn }: Publisher): string {
  return roleArn === undefined
    ? `The policy of topic ${topicArn} does not allow ${servicePrincipal} sns:Publish for ${sourceArn}.`
    : `The role ${roleArn} does not let ${servicePrincipal} publish to topic ${topicArn}: it must trust the service and allow sns:Publish.`;
}
