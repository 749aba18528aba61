import type { Alias, Contact } from "../domain/contact/contact";
import type { OutboundContent } from "../domain/content/content";
import { type Fault, type Intent, isWorthRetrying, type LedgerRecord } from "../domain/delivery";
import type { Channel, WhatsAppNumbers } from "../domain/message/channel";
import { failoverId, type OutboundMessageId } from "../domain/message/message-id";
import type { RolloutInForce } from "../domain/rollout/weight-in-force";
import { failover, mayCarry, type Route } from "../domain/routing/route";
import type { Clock, Ledger, Log, MessageSender, SendOutcome, WhatsAppSender } from "../ports";

export interface Senders {
  /** Absent once Twilio is removed. */
  readonly A?: WhatsAppSender;
  readonly B: WhatsAppSender;
  readonly sms: MessageSender;
}

export interface OutboundMessage {
  readonly messageId: OutboundMessageId;
  readonly contact: Contact;
  readonly to: readonly Alias[];
  readonly content: OutboundContent;
  readonly route: Route;
  /** Asked only when another number may have to take over. */
  readonly rollout: () => Promise<RolloutInForce>;
}

export type SendResult =
  | { readonly kind: "accepted" }
  /** Nobody knows whether it was taken; it is never sent again. */
  | { readonly kind: "ambiguous" }
  | { readonly kind: "refused"; readonly fault: Fault }
  /**
   * Surely not taken by any sender that may carry it, but worth another try later, with the same
   * id.
   */
  | { readonly kind: "deferred"; readonly fault: Fault };

export interface MessagingPorts {
  readonly senders: Senders;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Waits before a throttled send is tried again at once; after the last the message goes back to its
 * queue.
 */
const throttleWaitsMs = [200, 600];

/**
 * Sends a message once over whichever sender it may leave from: intent, call, outcome; and once
 * more from the other number where the first surely did not take it (docs/rules.md, rule 5).
 */
export class UniversalMessagingService {
  /** The two WhatsApp numbers, for routing. */
  readonly numbers: WhatsAppNumbers;

  constructor(private readonly ports: MessagingPorts) {
    const { A, B } = ports.senders;
    this.numbers = { ...(A ? { A: A.number } : {}), B: B.number };
  }

  async send(message: OutboundMessage): Promise<SendResult> {
    const first = await this.#sendOnce(message);
    if (first.kind !== "deferred") return first;
    const standIn = await this.#failover(message, first.fault);
    if (!standIn) return first;
    this.ports.log.warn("failover", {
      messageId: message.messageId,
      to: standIn.route.sender,
      code: first.fault.code,
    });
    // Closed before the other number is asked: a run that is repeated must not begin with the first
    // one again.
    await this.ports.ledger.recordOutcome(message.messageId, {
      kind: "failed",
      fault: first.fault,
    });
    return this.#sendOnce(standIn, message.messageId);
  }

  async #failover(message: OutboundMessage, fault: Fault): Promise<OutboundMessage | undefined> {
    if (message.route.sender === "sms") return undefined;
    const { stage } = await message.rollout();
    const facts = { contact: message.contact, numbers: this.numbers, now: this.ports.clock.now() };
    const route = failover(fault, message.route, message.content, stage, facts);
    return route && { ...message, route, messageId: failoverId(message.messageId) };
  }

  async #sendOnce(message: OutboundMessage, failoverOf?: OutboundMessageId): Promise<SendResult> {
    const intent = await this.ports.ledger.intend(this.#intentOf(message, failoverOf));
    if (intent.kind === "known") return this.#resultOf(intent.record);
    const outcome = await this.#call(message);
    const result = resultOf(outcome);
    await this.ports.ledger.recordOutcome(message.messageId, ledgerOutcome(outcome, result));
    this.#report(message, outcome, result);
    return result;
  }

  /**
   * What an earlier run already did about this message. One that stopped between intent and outcome
   * may have sent it.
   */
  async #resultOf(record: LedgerRecord): Promise<SendResult> {
    if (record.status === "intended") {
      await this.ports.ledger.recordOutcome(record.messageId, {
        kind: "ambiguous",
        reason: "stopped after the intent",
      });
    }
    if (record.status === "intended" || record.status === "ambiguous") {
      this.ports.log.warn("send.ambiguous", {
        messageId: record.messageId,
        reason: "an earlier run may have sent it",
      });
      return { kind: "ambiguous" };
    }
    if (record.status === "failed" && record.fault && record.providerMessageId === undefined) {
      const fault = { ...record.fault, explanation: "refused in an earlier run" };
      return { kind: isWorthRetrying(fault) ? "deferred" : "refused", fault };
    }
    return { kind: "accepted" };
  }

  async #call(message: OutboundMessage): Promise<SendOutcome> {
    if (!mayCarry(message.route, message.content)) return outsideWindow;
    const sender = this.ports.senders[message.route.sender];
    if (!sender)
      throw new Error(
        `Message ${message.messageId} was routed to number A, which this stack no longer has.`,
      );
    let outcome = await sender.send(message);
    for (const wait of throttleWaitsMs) {
      if (outcome.kind !== "refused" || outcome.fault.class !== "throttled") break;
      await this.ports.clock.wait(wait);
      outcome = await sender.send(message);
    }
    return outcome;
  }

  #intentOf(message: OutboundMessage, failoverOf?: OutboundMessageId): Intent {
    const { sender } = message.route;
    const channel: Channel = sender === "sms" ? "sms" : "whatsapp";
    return {
      messageId: message.messageId,
      contactId: message.contact.id,
      channel,
      provider: sender === "A" ? "twilio" : "aws",
      ...(sender === "sms" ? {} : { arm: sender }),
      content:
        message.content.type === "template"
          ? `template:${message.content.name}`
          : message.content.type,
      ...(failoverOf ? { failoverOf } : {}),
    };
  }

  #report({ messageId, route }: OutboundMessage, outcome: SendOutcome, result: SendResult): void {
    const fields = {
      messageId,
      sender: route.sender,
      provider: this.ports.senders[route.sender]?.provider,
    };
    const { log } = this.ports;
    if (outcome.kind === "accepted")
      log.info("send.accepted", { ...fields, providerMessageId: outcome.providerMessageId });
    if (outcome.kind === "ambiguous")
      log.warn("send.ambiguous", { ...fields, reason: outcome.reason });
    if (outcome.kind === "refused") {
      const { class: faultClass, code, explanation } = outcome.fault;
      log.warn(`send.${result.kind}`, { ...fields, faultClass, code, explanation });
    }
  }
}

const outsideWindow: SendOutcome = {
  kind: "refused",
  fault: {
    class: "window",
    code: "window-closed",
    explanation: "the service window is closed: only a template may be sent",
  },
};

function resultOf(outcome: SendOutcome): SendResult {
  if (outcome.kind !== "refused") return { kind: outcome.kind };
  return { kind: isWorthRetrying(outcome.fault) ? "deferred" : "refused", fault: outcome.fault };
}

function ledgerOutcome(
  outcome: SendOutcome,
  result: SendResult,
): Parameters<Ledger["recordOutcome"]>[1] {
  if (outcome.kind !== "refused") return outcome;
  return { kind: result.kind === "deferred" ? "deferred" : "failed", fault: outcome.fault };
}
