import type { SimulatedClock } from "../../kernel/clock";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { Change, ControlPlane, ResourceRecord } from "../account/control-plane";
import { type SubscriptionDeclaration, subscriptionType } from "./declarations";
import { messageFor, type Notification } from "./notification";

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

export interface MailDeps {
  readonly controlPlane: ControlPlane;
  readonly clock: SimulatedClock;
  readonly ids: SeededIds;
}

const mostEmails = 1000;

/** The mail of `email` subscriptions: nobody gets any before they have confirmed theirs. */
export class Mail {
  readonly #emails: Email[] = [];
  /** Subscriptions whose recipient has confirmed them, by the resource's id. */
  readonly #confirmed = new Set<string>();

  constructor(private readonly deps: MailDeps) {}

  /** What came to the recipients, the latest thousand, in order. */
  emails(): readonly Email[] {
    return this.#emails;
  }

  subscriptions(): readonly EmailSubscription[] {
    return this.#records().map(({ id, outputs }) => ({
      topicArn: String(outputs.topic),
      to: String(outputs.endpoint),
      confirmed: this.#confirmed.has(id),
    }));
  }

  /**
   * The recipient opens the link of each confirmation mail.
   * @returns how many subscriptions that confirmed
   */
  confirm(to: string): number {
    const pending = this.#records().filter(
      ({ id, outputs }) => outputs.endpoint === to && !this.#confirmed.has(id),
    );
    for (const { id } of pending) this.#confirmed.add(id);
    return pending.length;
  }

  /** @returns whether it was delivered. */
  deliver(notification: Notification, { id, endpoint }: SubscriptionDeclaration): boolean {
    if (!this.#confirmed.has(id)) return false;
    const message = messageFor("email", notification);
    this.#put({ ...notification, message, to: endpoint });
    return true;
  }

  follow(change: Change): void {
    if (change.kind === "deleted") this.#confirmed.delete(change.before.id);
    if (change.kind === "created" && isForMail(change.after)) this.#askToConfirm(change.after);
  }

  #records(): readonly ResourceRecord[] {
    return this.deps.controlPlane.all(subscriptionType).filter(isForMail);
  }

  #put(email: Email): void {
    this.#emails.push(email);
    if (this.#emails.length > mostEmails) this.#emails.shift();
  }

  #askToConfirm({ outputs }: ResourceRecord): void {
    const topicArn = String(outputs.topic);
    this.#put({
      to: String(outputs.endpoint),
      messageId: this.deps.ids.uuid(),
      topicArn,
      subject: "AWS Notification - Subscription Confirmation",
      message:
        `You have chosen to subscribe to the topic:\n${topicArn}\n\n` +
        "To confirm this subscription, click or visit the link below " +
        "(If this was in error no action is necessary):\nConfirm subscription",
      publishedAt: this.deps.clock.now(),
    });
  }
}

function isForMail({ type, outputs }: ResourceRecord): boolean {
  return type === subscriptionType && outputs.protocol === "email";
}
