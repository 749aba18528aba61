import type { SimulatedClock } from "../../kernel/clock";
import type { FaultLog } from "../../kernel/fault-log";
import { Listeners } from "../../kernel/listeners";
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
  readonly faults: FaultLog;
}

const mostEmails = 1000;

/** The mail of `email` subscriptions: nobody gets any before they have confirmed theirs. */
export class Mail {
  readonly #emails: Email[] = [];
  /** Subscriptions whose recipient has confirmed them, by the resource's id. */
  readonly #confirmed = new Set<string>();

  readonly #arrivals: Listeners<Email>;
  readonly #confirmations: Listeners<EmailSubscription>;

  constructor(private readonly deps: MailDeps) {
    const failed = deps.faults.failure("sns", "What listens to the mail");
    this.#arrivals = new Listeners(failed);
    this.#confirmations = new Listeners(failed);
  }

  /** @returns a function that stops it. */
  onArrival(listener: (email: Email) => void): () => void {
    return this.#arrivals.add(listener);
  }

  /** @returns a function that stops it. */
  onConfirmation(listener: (subscription: EmailSubscription) => void): () => void {
    return this.#confirmations.add(listener);
  }

  /** What came to the recipients, the latest thousand, in order. */
  emails(): readonly Email[] {
    return this.#emails;
  }

  subscriptions(): readonly EmailSubscription[] {
    return this.#records().map((record) => this.#viewOf(record));
  }

  /**
   * The recipient opens the link of each confirmation mail.
   * @returns how many subscriptions that confirmed
   */
  confirm(to: string): number {
    const pending = this.#records().filter(
      ({ id, outputs }) => outputs.endpoint === to && !this.#confirmed.has(id),
    );
    for (const record of pending) {
      this.#confirmed.add(record.id);
      this.#confirmations.tell(this.#viewOf(record));
    }
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

  #viewOf({ id, outputs }: ResourceRecord): EmailSubscription {
    const confirmed = this.#confirmed.has(id);
    return { topicArn: String(outputs.topic), to: String(outputs.endpoint), confirmed };
  }

  #records(): readonly ResourceRecord[] {
    return this.deps.controlPlane.all(subscriptionType).filter(isForMail);
  }

  #put(email: Email): void {
    this.#emails.push(email);
    if (this.#emails.length > mostEmails) this.#emails.shift();
    this.#arrivals.tell(email);
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
