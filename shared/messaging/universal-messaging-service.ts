import { randomUUID } from "node:crypto";
import { type Alias, aliasKey } from "../domain/contact/alias";
import { mayStart, statementsOf, withStatements } from "../domain/contact/consent";
import { type Contact, isReachableUnder, withDeadAddress } from "../domain/contact/contact";
import type { DeliveryEvent } from "../domain/delivery/event";
import { closeAfterMs, type Ending, type NextStep, nextStep } from "../domain/delivery/next-step";
import type { Refusal, SendOutcome } from "../domain/delivery/outcome";
import { ownRefusal } from "../domain/delivery/own-codes";
import type { SenderKey, WhatsAppNumbers } from "../domain/message/channel";
import {
  type Attempt,
  type Message,
  type MessageContent,
  type MessageRecord,
  type RoutingInputs,
  statusOfMessage,
} from "../domain/message/ledger-record";
import { attemptId, type OutboundMessageId, readAttemptId } from "../domain/message/message-id";
import type { MetricName } from "../domain/metric-names";
import type { RolloutInForce } from "../domain/rollout/weight-in-force";
import { mayCarry, type Route, routeFrom, standInFor } from "../domain/routing/route";
import { StatedError } from "../domain/stated-error";
import type {
  Clock,
  Conversations,
  Ledger,
  Log,
  LookUpResult,
  MessageSender,
  Metrics,
  NewAttempt,
  NewMessage,
  Preparation,
  RolloutSource,
  WakeUps,
  WhatsAppSender,
} from "../ports";
import type { ArmHealth } from "./arm-health";

export interface Senders {
  /** Absent once Twilio is removed. */
  readonly A?: WhatsAppSender;
  readonly B: WhatsAppSender;
  readonly sms: MessageSender;
}

export interface MessagingPorts {
  readonly senders: Senders;
  readonly conversations: Conversations;
  readonly ledger: Ledger;
  readonly wakeUps: WakeUps;
  readonly rollout: RolloutSource;
  readonly health: ArmHealth;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds that are left of this run: no attempt is begun without the time to finish. */
  readonly remainingMs: () => number;
}

/** A message before its first attempt. */
export interface Outgoing {
  readonly record: MessageRecord;
  readonly content: MessageContent;
  readonly route: Route;
  /** The queue's group and kind that its wake-ups go back to. */
  readonly home: Home;
}

export interface Home {
  readonly group: string;
  readonly queue: "conversation" | "sends";
}

/** Everything that may fail before the call is done; `message` is to be committed. */
export interface Prepared {
  readonly message: NewMessage & { readonly attempt: NewAttempt };
  readonly preparation: Preparation;
  readonly home: Home;
}

/** On the way to the next attempt. */
interface Course {
  readonly home: Home;
  readonly contact: Contact;
  readonly notBefore: number;
}

interface AttemptToPrepare {
  readonly record: MessageRecord;
  readonly content: MessageContent;
  readonly number: number;
  readonly sender: SenderKey;
  readonly contact: Contact;
}

/** What cannot be prepared or asked for now (a secret, a provider that is down) is soon tried again. */
const unreadyMs = 60_000;

/** Time to write down how a call ended. */
const outcomeMs = 500;

/**
 * Carries messages: prepare, intend, perform, outcome; and whatever their outcome asks for, now or
 * when it is due (docs/rules.md, rule 5).
 */
export class UniversalMessagingService {
  /** The two WhatsApp numbers, for routing. */
  readonly numbers: WhatsAppNumbers;

  constructor(private readonly ports: MessagingPorts) {
    const { A, B } = ports.senders;
    this.numbers = { ...(A ? { A: A.number } : {}), B: B.number };
  }

  /** @throws what may be better the next time: nothing was recorded and nothing sent. */
  async prepare({ record, content, route, home }: Outgoing, contact: Contact): Promise<Prepared> {
    const rollout = await this.#rollout();
    const detour = this.#detour(route.sender, content, contact, rollout);
    const sender = detour ?? route.sender;
    const routing: RoutingInputs = detour ? { reason: "failover" } : route.inputs;
    const preparation = await this.#prepare({ record, content, number: 1, sender, contact });
    return {
      message: { record, content, attempt: this.#newAttempt(1, sender, routing, preparation) },
      preparation,
      home,
    };
  }

  /**
   * After the commit: calls the provider and does what the outcome asks for, one message after
   * another.
   */
  async perform(prepared: readonly Prepared[]): Promise<void> {
    const [first, ...others] = prepared;
    if (!first) return;
    try {
      await this.#performOne(first);
    } catch (error) {
      await this.giveBack(others).catch((reason: unknown) =>
        this.ports.log.error("attempt.giveBack", {}, reason),
      );
      throw error;
    }
    await this.perform(others);
  }

  async #performOne({ message: sent, preparation, home }: Prepared): Promise<void> {
    const { record, content, attempt } = sent;
    const begun: Attempt = { ...attempt, events: { intended: { at: this.ports.clock.now() } } };
    const message = { record, content, attempts: [begun] };
    await this.#advance(await this.#call(message, begun, preparation), home);
  }

  /** A run that intended these attempts will not begin them: whoever comes next may. */
  async giveBack(prepared: readonly Prepared[]): Promise<void> {
    for (const { message } of prepared)
      await this.ports.ledger.recordNeverBegun(message.record.messageId, message.attempt);
  }

  /**
   * Goes on with a message that was begun before: after a crash, a wait, or a late report.
   * @param notBefore no attempt is begun before this time; milliseconds since the epoch.
   */
  async resume(messageId: OutboundMessageId, home: Home, notBefore = 0): Promise<void> {
    const message = await this.ports.ledger.message(messageId);
    if (!message) {
      this.ports.log.warn("message.gone", { messageId });
      return;
    }
    await this.#advance(message, home, notBefore);
  }

  /**
   * A provider says later that a message did not arrive: the same rules as at the call. What it
   * says of the person holds whatever else became of the message; and what the business started is
   * gone on with where its hours and its pause are known.
   */
  async takeUndelivered(event: DeliveryEvent): Promise<void> {
    const named = event.attemptId && readAttemptId(event.attemptId);
    if (!named) return;
    const message = await this.ports.ledger.message(named.messageId);
    if (!message) return;
    const { record } = message;
    const attempt = message.attempts.find(({ number }) => number === named.number);
    if (attempt?.failure) await this.#suppress(message, attempt, attempt.failure);
    const group = `message:${named.messageId}`;
    if (record.purpose === "answer")
      return this.#advance(message, { group, queue: "conversation" });
    await this.#park(record, { group, queue: "sends" }, "attempt", this.ports.clock.now());
  }

  async #advance(start: Message, home: Home, notBefore = 0): Promise<void> {
    let message = start;
    for (;;) {
      const taken = settledStep(message);
      if (taken) return this.#end(message, taken);
      // As it is after whatever the last step wrote: what is intended is conditional on it.
      const contact = await this.ports.conversations.contact(message.record.contactId);
      // Erased meanwhile: there is nobody to send it to.
      if (!contact) return this.#end(message, "suppressed");
      const rollout = await this.#rollout();
      const sender = this.#senderOf(message, contact, rollout);
      const standIn = this.#standIn(sender, message.content, contact, rollout);
      const step = nextStep(message, {
        now: this.ports.clock.now(),
        sender,
        ...(standIn ? { standIn } : {}),
      });
      const next = await this.#take(step, message, { home, contact, notBefore });
      if (!next) return;
      message = next;
    }
  }

  /** @returns the message as it is after the step; undefined where nothing is to be done now. */
  async #take(step: NextStep, message: Message, course: Course): Promise<Message | undefined> {
    const { record } = message;
    switch (step.do) {
      case "nothing":
        return this.#finish(message, step.because);
      case "wait":
        return this.#park(record, course.home, step.about, step.until);
      case "attempt":
        return course.notBefore > this.ports.clock.now()
          ? this.#park(record, course.home, "attempt", course.notBefore)
          : this.#attempt(step, message, course);
      case "look-up":
        return this.#lookUp(step, message, course);
      case "close":
        return this.#close(message, step.attempt);
    }
  }

  async #finish(message: Message, because: Ending): Promise<undefined> {
    const last = message.attempts.at(-1);
    const refusal = refusalOfLast(message);
    if (because === "suppressed" && last && refusal) await this.#suppress(message, last, refusal);
    // Of an outcome that stayed unknown it was counted when it was closed.
    if (because !== "unknown") this.#end(message, because);
  }

  /** Counted first: whoever is interrupted between the two counts again, and none is missed. */
  async #close(message: Message, attempt: Attempt): Promise<undefined> {
    this.#end(message, "unknown");
    await this.ports.ledger.recordClosed(message.record.messageId, attempt.number);
  }

  async #attempt(
    step: Extract<NextStep, { do: "attempt" }>,
    message: Message,
    { home, contact }: Course,
  ): Promise<Message | undefined> {
    const { record, content } = message;
    if (!content) return this.#end(message, "expired");
    const { number, sender } = step;
    const preparation = await this.#prepareAgain({ record, content, number, sender, contact });
    if (!preparation)
      return this.#park(record, home, "attempt", this.ports.clock.now() + unreadyMs);
    if (!this.#isInTime(sender)) {
      return this.#park(record, home, "attempt", this.ports.clock.now() + 1000);
    }
    const routing = { reason: step.reason };
    const attempt = this.#newAttempt(number, sender, routing, preparation);
    const isOurs = await this.#intend(step.again, record, attempt, contact);
    // Somebody else goes on with it, or the person changed meanwhile: it is looked at again soon.
    if (!isOurs) return this.#park(record, home, "attempt", this.ports.clock.now() + 1000);
    if (step.reason === "failover")
      this.ports.log.warn("failover", { messageId: record.messageId, to: sender });
    const begun: Attempt = { ...attempt, events: { intended: { at: this.ports.clock.now() } } };
    const others = message.attempts.filter((one) => one.number !== number);
    return this.#call({ ...message, attempts: [...others, begun] }, begun, preparation);
  }

  /** @returns false where somebody else was quicker. */
  async #intend(
    isAgain: boolean,
    record: MessageRecord,
    attempt: NewAttempt,
    contact: Contact,
  ): Promise<boolean> {
    const { ledger, log } = this.ports;
    try {
      return isAgain
        ? await ledger.begin(record.messageId, attempt, contact)
        : await ledger.intend(record, attempt, contact);
    } catch (error) {
      // It may have been written all the same: then the next run must know that nobody was called.
      await ledger
        .recordNeverBegun(record.messageId, attempt)
        .catch((reason: unknown) => log.error("attempt.giveBack", {}, reason));
      throw error;
    }
  }

  /** @returns undefined where it may be better later; until then the message waits. */
  async #prepareAgain(one: AttemptToPrepare): Promise<Preparation | undefined> {
    try {
      return await this.#prepare(one);
    } catch (error) {
      const { sender, record } = one;
      this.ports.metrics.count("PrepareFailed", { sender });
      this.ports.log.error("message.unready", { messageId: record.messageId, sender }, error);
      return undefined;
    }
  }

  async #prepare(one: AttemptToPrepare): Promise<Preparation> {
    const { record, content, number, sender: key, contact } = one;
    const { channel, purpose } = record;
    if (purpose !== "answer" && !mayStart(contact.consent, channel, purpose))
      return refused(ownRefusal("opted-out"));
    if (key !== "sms" && !mayCarry(this.#routeFrom(key, contact), content.content))
      return refused(ownRefusal("window-closed"));
    const sender = this.ports.senders[key];
    if (!sender) return refused(ownRefusal("no-sender"));
    const [first, ...rest] = content.to.filter((alias) =>
      isReachableUnder(contact, aliasKey(alias)),
    );
    if (!first) return refused(ownRefusal("address-changed"));
    const to = [first, ...rest] as const;
    return sender.prepare({ ...content, attemptId: attemptId(record.messageId, number), to });
  }

  /** Calls the provider, writes down how it ended, and tells whoever watches. */
  async #call(message: Message, attempt: Attempt, preparation: Preparation): Promise<Message> {
    const { record } = message;
    const outcome: SendOutcome =
      preparation.kind === "refused" ? preparation : await this.#perform(attempt, preparation);
    await this.ports.ledger.recordOutcome(record.messageId, attempt.number, outcome);
    this.#report(record, attempt, outcome);
    if (attempt.sender !== "sms") await this.ports.health.note(attempt.sender, outcome);
    return withOutcome(message, attempt, outcome, this.ports.clock.now());
  }

  async #perform(
    { sender }: Attempt,
    preparation: Extract<Preparation, { kind: "ready" }>,
  ): Promise<SendOutcome> {
    if (!this.#isInTime(sender)) return refused(ownRefusal("not-in-time"));
    return preparation.perform();
  }

  #isInTime(sender: SenderKey): boolean {
    const performMs = this.ports.senders[sender]?.performMs ?? 0;
    return this.ports.remainingMs() > performMs + outcomeMs;
  }

  async #lookUp(
    { attempt, last }: Extract<NextStep, { do: "look-up" }>,
    message: Message,
    { home }: Course,
  ): Promise<Message | undefined> {
    const { record } = message;
    const now = this.ports.clock.now();
    let found: LookUpResult | undefined;
    try {
      found = await this.#ask(attempt, message);
    } catch (error) {
      const { messageId } = record;
      this.ports.metrics.count("LookUpFailed", { sender: attempt.sender });
      this.ports.log.error("look-up", { messageId, attempt: attempt.number }, error);
      const begun = attempt.events.intended?.at ?? record.createdAt;
      if (now >= begun + closeAfterMs) return this.#close(message, attempt);
      return this.#park(record, home, "look-up", now + unreadyMs);
    }
    const lookUps = (attempt.lookUps ?? 0) + 1;
    if (!found || (found.kind === "absent" && !last)) {
      await this.ports.ledger.recordLookUp(record.messageId, attempt.number, lookUps);
      return withAttempt(message, { ...attempt, lookUps });
    }
    const outcome: SendOutcome =
      found.kind === "found"
        ? { kind: "accepted", providerMessageId: found.providerMessageId }
        : refused(ownRefusal("never-arrived"));
    await this.ports.ledger.recordOutcome(record.messageId, attempt.number, outcome);
    this.#report(record, attempt, outcome);
    return withOutcome(message, attempt, outcome, now);
  }

  async #ask(attempt: Attempt, message: Message): Promise<LookUpResult | undefined> {
    const { record, content, attempts } = message;
    if (!content) return undefined;
    return this.ports.senders[attempt.sender]?.lookUp?.({
      attemptId: attemptId(record.messageId, attempt.number),
      to: content.to,
      content: content.content,
      at: attempt.events.intended?.at ?? record.createdAt,
      notThese: attempts.flatMap(({ providerMessageId }) => providerMessageId ?? []),
    });
  }

  /** What a provider knows better than we did: an opt-out, or that nobody is there. */
  async #suppress(message: Message, attempt: Attempt, refusal: Refusal): Promise<void> {
    const { suppression } = refusal;
    if (!suppression) return;
    const status = statusOfMessage(message);
    if (suppression === "dead-address" && (status === "delivered" || status === "read")) return;
    const { channel } = message.record;
    const at = attempt.events.intended?.at ?? this.ports.clock.now();
    for (;;) {
      const person = await this.#contactOf(message.record);
      const change = suppressionChange(refusal, channel, message, person, at);
      const result = await this.ports.conversations.commit({
        people: { contact: change.contact, read: person, changed: [], merged: [], moved: [] },
        statements: change.statements,
        messages: [],
        held: [],
        released: [],
      });
      if (result === "committed") return;
    }
  }

  async #park(
    { messageId }: MessageRecord,
    home: Home,
    about: "attempt" | "look-up",
    dueAt: number,
  ): Promise<undefined> {
    await this.ports.wakeUps.park({ about, messageId, dueAt, ...home });
  }

  #end(message: Message, because: Ending): undefined {
    if (because === "taken") return;
    const { messageId, channel, purpose } = message.record;
    const code = refusalOfLast(message)?.code;
    this.ports.metrics.count(endings[because], { channel, purpose });
    this.ports.log.warn(`message.${because}`, { messageId, ...(code ? { code } : {}) });
  }

  #report({ messageId }: MessageRecord, attempt: Attempt, outcome: SendOutcome): void {
    const { sender, provider, number } = attempt;
    const { log, metrics } = this.ports;
    const fields = { messageId, attempt: number, sender, provider };
    metrics.count("SendOutcome", { sender, outcome: outcome.kind });
    switch (outcome.kind) {
      case "accepted":
        log.info("send.accepted", fields);
        break;
      case "ambiguous":
      case "not-taken":
        log.warn(`send.${outcome.kind}`, { ...fields, reason: outcome.reason });
        break;
      case "refused": {
        const { code, disposition, explanation, known, alarm } = outcome.refusal;
        metrics.count("SendRefused", { sender, disposition, code });
        if (alarm) metrics.count("SendNeedsAttention", { provider, code });
        if (!known) metrics.count("UnknownCode", { provider, code });
        log.warn("send.refused", { ...fields, code, disposition, explanation });
        break;
      }
    }
  }

  /** Where the circuit of the sender is open and the other number may carry it. */
  #detour(
    sender: SenderKey,
    content: MessageContent,
    contact: Contact,
    rollout: RolloutInForce | undefined,
  ): SenderKey | undefined {
    if (sender === "sms" || !rollout) return undefined;
    const isDown = (arm: "A" | "B") => this.ports.clock.now() < (rollout.downUntil[arm] ?? 0);
    if (!isDown(sender)) return undefined;
    const other = this.#standIn(sender, content, contact, rollout);
    return other && !isDown(other) ? other : undefined;
  }

  #standIn(
    sender: SenderKey,
    content: MessageContent | undefined,
    contact: Contact,
    rollout: RolloutInForce | undefined,
  ) {
    if (!content) return undefined;
    const facts = { contact, numbers: this.numbers, now: this.ports.clock.now() };
    return standInFor(sender, content.content, rollout?.stage, facts);
  }

  /** A message stays with its first sender, unless that number is gone. */
  #senderOf(
    { record, attempts }: Message,
    contact: Contact,
    rollout: RolloutInForce | undefined,
  ): SenderKey {
    if (record.channel === "sms") return "sms";
    const first = attempts[0]?.sender ?? (contact.sender === "B" || !rollout ? "B" : "A");
    return this.ports.senders[first] ? first : "B";
  }

  #routeFrom(arm: "A" | "B", contact: Contact): Route {
    const facts = { contact, numbers: this.numbers, now: this.ports.clock.now() };
    return routeFrom(arm, { reason: "again" }, facts);
  }

  #newAttempt(
    number: number,
    sender: SenderKey,
    routing: RoutingInputs,
    preparation: Preparation,
  ): NewAttempt {
    const provider = this.ports.senders[sender]?.provider ?? (sender === "A" ? "twilio" : "aws");
    const parts = preparation.kind === "ready" ? preparation.parts : undefined;
    return {
      number,
      sender,
      provider,
      routing,
      run: randomUUID(),
      ...(parts === undefined ? {} : { parts }),
    };
  }

  async #contactOf({ contactId, messageId }: MessageRecord): Promise<Contact> {
    const contact = await this.ports.conversations.contact(contactId);
    if (contact) return contact;
    throw new StatedError(`Message ${messageId} is for contact ${contactId}, who is kept no more.`);
  }

  /** Answering needs no rollout: where it cannot be read, nothing stands in for anything. */
  async #rollout(): Promise<RolloutInForce | undefined> {
    try {
      return await this.ports.rollout.read();
    } catch {
      // The source has counted and logged it.
      return undefined;
    }
  }
}

const endings = {
  suppressed: "MessageSuppressed",
  rejected: "MessageRejected",
  expired: "MessageExpired",
  unknown: "MessageUnknown",
} as const satisfies Readonly<Record<Exclude<Ending, "taken">, MetricName>>;

/** Told without asking who the person is: most messages end here, right after the call. */
function settledStep(message: Message): Ending | undefined {
  const status = statusOfMessage(message);
  if (status === "delivered" || status === "read") return "taken";
  const last = message.attempts.at(-1);
  if (last && !last.failure && last.outcome?.kind === "accepted") return "taken";
  return undefined;
}

function refusalOfLast({ attempts }: Message): Refusal | undefined {
  const last = attempts.at(-1);
  if (last?.failure) return last.failure;
  return last?.outcome?.kind === "refused" ? last.outcome.refusal : undefined;
}

function suppressionChange(
  { suppression }: Refusal,
  channel: "whatsapp" | "sms",
  message: Message,
  contact: Contact,
  at: number,
) {
  const keys = (message.content?.to ?? []).map((alias: Alias) => aliasKey(alias));
  if (suppression === "dead-address")
    return { contact: withDeadAddress(contact, keys, channel, at), statements: [] };
  const about =
    suppression === "marketing-opt-out"
      ? (["marketing"] as const)
      : (["marketing", "utility"] as const);
  const said = { state: "opted-out", source: "provider", at } as const;
  return withStatements(contact, statementsOf(channel, about, said));
}

function refused(refusal: Refusal): { readonly kind: "refused"; readonly refusal: Refusal } {
  return { kind: "refused", refusal };
}

function withOutcome(
  message: Message,
  attempt: Attempt,
  outcome: SendOutcome,
  now: number,
): Message {
  const status = outcome.kind === "refused" ? "not-taken" : outcome.kind;
  return withAttempt(message, {
    ...attempt,
    outcome,
    events: { ...attempt.events, [status]: { at: now } },
  });
}

function withAttempt(message: Message, attempt: Attempt): Message {
  return {
    ...message,
    attempts: message.attempts.map((one) => (one.number === attempt.number ? attempt : one)),
  };
}
