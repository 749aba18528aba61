import type { Caller } from "../../gateway/access-control";
import { AwsError } from "../../gateway/aws-error";
import { Listeners } from "../../kernel/listeners";
import type { Change } from "../account/control-plane";
import { type Keys, type KeyUser, toSend } from "../kms/keys";
import type { Draws, ServiceDeps } from "../service-deps";
import type { Sqs } from "../sqs/sqs";
import {
  checkSubscription,
  subscriptionsOf,
  subscriptionType,
  type TopicDeclaration,
  topicDeclaration,
  topicPolicies,
  topicType,
} from "./declarations";
import { Delivery, type SnsTraffic } from "./delivery";
import { Mail } from "./mail";
import { type Content, notificationOf, problemOf } from "./notification";

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

export interface SnsDeps extends ServiceDeps, Draws {
  readonly keys: Keys;
  readonly sqs: Sqs;
}

/**
 * The simulated SNS: standard topics, with the subscriptions that the evaluated program declares.
 */
export class Sns {
  readonly mail: Mail;
  readonly #delivery: Delivery;
  readonly #traffic: Listeners<SnsTraffic>;

  constructor(private readonly deps: SnsDeps) {
    this.mail = new Mail(deps);
    this.#delivery = new Delivery({
      ...deps,
      mail: this.mail,
      count: (...counted) => this.#count(...counted),
    });
    this.#traffic = new Listeners(deps.faults.failure("sns", "What listens to the topics"));
    deps.access.registerResourcePolicies("sns", topicPolicies(deps.controlPlane));
    deps.controlPlane.onChange((change) => this.#check(change));
  }

  topics(): TopicDeclaration[] {
    return this.deps.controlPlane.all(topicType).map(topicDeclaration);
  }

  /** @throws AwsError of SNS when there is no such topic. */
  topic(topicArn: string): TopicDeclaration {
    const topic = this.#find(topicArn);
    if (topic) return topic;
    // What is no topic's ARN at all (SNS API reference, Publish, errors).
    if (!/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(topicArn))
      throw new AwsError("InvalidParameter", "Invalid parameter: TopicArn");
    throw new AwsError("NotFound", "Topic does not exist", 404);
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
    const topic = this.#find(topicArn);
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
        () => this.#delivery.deliver(notification, subscription),
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

  onTraffic(listener: (traffic: SnsTraffic) => void): void {
    this.#traffic.add(listener);
  }

  #count(topicArn: string, metric: SnsTraffic["metric"], value: number): void {
    const topicName = topicArn.slice(topicArn.lastIndexOf(":") + 1);
    this.#traffic.tell({ at: this.deps.clock.now(), topicName, metric, value });
  }

  #find(topicArn: string): TopicDeclaration | undefined {
    const record = this.deps.controlPlane.find(topicType, "arn", topicArn);
    return record && topicDeclaration(record);
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

  #check(change: Change): void {
    if (change.kind !== "deleted" && change.after.type === topicType)
      topicDeclaration(change.after);
    if (change.kind !== "deleted" && change.after.type === subscriptionType)
      checkSubscription(this.deps.controlPlane, change.after);
    this.mail.follow(change);
  }
}

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

function refusalOf(topicArn: string, { servicePrincipal, sourceArn, roleArn }: Publisher): string {
  return roleArn === undefined
    ? `The policy of topic ${topicArn} does not allow ${servicePrincipal} ` +
        `sns:Publish for ${sourceArn}.`
    : `The role ${roleArn} does not let ${servicePrincipal} publish to topic ${topicArn}: ` +
        "it must trust the service and allow sns:Publish.";
}
