import type { Contact } from "../domain/contact/contact";
import { armThatFails } from "../domain/delivery/circuit";
import {
  closeAfterMs,
  type Ending,
  isSettled,
  type NextStep,
  nextStep,
} from "../domain/delivery/next-step";
import { refused, type SendOutcome } from "../domain/delivery/outcome";
import { ownRefusal } from "../domain/delivery/own-codes";
import {
  type Attempt,
  type Message,
  type MessageRecord,
  refusalOfLast,
  statusOfMessage,
  withAttempt,
  withOutcome,
} from "../domain/message/ledger-record";
import type { MetricName } from "../domain/metric-names";
import type { LookUpResult } from "../ports";
import type { Attempts } from "./attempts";
import type { Home, MessagingPorts } from "./messaging-ports";
import { untilItsTurn } from "./pacing";
import type { SenderChoice } from "./sender-choice";
import { suppress } from "./suppression";

/** On the way to the next attempt. */
interface Course {
  readonly home: Home;
  readonly contact: Contact;
  readonly notBefore: number;
}

/** What became of a message for now: nothing more is to be done, or it waits. */
export type Halt = "settled" | "parked";

/** A part of an answer looks at the one before it this soon at first, then ever more rarely. */
const soonestPartMs = 2_000;

/** What cannot be prepared or asked for now (a secret, a provider that is down) is soon tried again. */
const unreadyMs = 60_000;

/**
 * The course of a message from one attempt to the next: whatever an outcome asks for, now or when
 * it is due, until nothing more is to be done.
 */
export class Courses {
  readonly #choice: SenderChoice;
  readonly #attempts: Attempts;

  constructor(
    private readonly ports: MessagingPorts,
    choice: SenderChoice,
    attempts: Attempts,
  ) {
    this.#choice = choice;
    this.#attempts = attempts;
  }

  /** @param notBefore no attempt is begun before this time; milliseconds since the epoch. */
  async advance(start: Message, home: Home, notBefore = 0): Promise<Halt> {
    let message = start;
    for (;;) {
      const taken = settledStep(message);
      if (taken) return this.#end(message, taken);
      // As it is after whatever the last step wrote: what is intended is conditional on it.
      const contact = await this.ports.conversations.contact(message.record.contactId);
      // Erased meanwhile: there is nobody to send it to.
      if (!contact) return this.#end(message, "suppressed");
      const rollout = await this.#choice.rollout();
      const sender = this.#choice.senderOf(message, contact, rollout);
      const failing = armThatFails(message, this.ports.clock.now());
      if (failing && !this.#choice.isDown(failing, rollout)) await this.ports.health.trip(failing);
      const detour =
        message.content && this.#choice.detour(sender, message.content, contact, rollout);
      const standIn = this.#choice.standIn(sender, message.content, contact, rollout);
      const step = nextStep(message, {
        now: this.ports.clock.now(),
        sender,
        ...(detour ? { detour } : {}),
        ...(standIn ? { standIn } : {}),
      });
      const next = await this.#take(step, message, { home, contact, notBefore });
      if (typeof next === "string") return next;
      message = next;
    }
  }

  /** @returns the message as it is after the step, or why nothing is to be done now. */
  async #take(step: NextStep, message: Message, course: Course): Promise<Message | Halt> {
    const { record } = message;
    switch (step.do) {
      case "nothing":
        return this.#finish(message, step.because);
      case "wait":
        return this.park(record, course.home, step.about, step.until);
      case "attempt":
        if (course.notBefore > this.ports.clock.now())
          return this.park(record, course.home, "attempt", course.notBefore);
        return (await this.#isItsPartsTurn(record))
          ? this.#attempt(step, message, course)
          : this.parkBehind(record, course.home);
      case "look-up":
        return this.#lookUp(step, message, course);
      case "close":
        return this.#close(message, step.attempt);
    }
  }

  /** The parts of an answer are sent in their order. */
  async #isItsPartsTurn({ after }: MessageRecord): Promise<boolean> {
    const before = after && (await this.ports.ledger.message(after));
    return !before || isSettled(before, this.ports.clock.now());
  }

  async parkBehind(record: MessageRecord, home: Home): Promise<"parked"> {
    const now = this.ports.clock.now();
    const wait = Math.max(soonestPartMs, (now - record.createdAt) / 2);
    return this.park(record, home, "attempt", now + Math.round(wait));
  }

  async #finish(message: Message, because: Ending): Promise<"settled"> {
    const last = message.attempts.at(-1);
    const refusal = refusalOfLast(message);
    if (because === "suppressed" && last && refusal)
      await suppress(message, last, refusal, this.ports);
    // Of an outcome that stayed unknown it was counted when it was closed.
    return because === "unknown" ? "settled" : this.#end(message, because);
  }

  /** Counted first: whoever is interrupted between the two counts again, and none is missed. */
  async #close(message: Message, attempt: Attempt): Promise<"settled"> {
    const halt = this.#end(message, "unknown");
    await this.ports.ledger.recordClosed(message.record.messageId, attempt.number);
    return halt;
  }

  async #attempt(
    step: Extract<NextStep, { do: "attempt" }>,
    message: Message,
    { home, contact }: Course,
  ): Promise<Message | Halt> {
    const { record, content } = message;
    if (!content) return this.#end(message, "expired");
    const { number, sender } = step;
    const preparation = await this.#attempts.prepareAgain({
      record,
      content,
      number,
      sender,
      contact,
    });
    if (!preparation) return this.park(record, home, "attempt", this.ports.clock.now() + unreadyMs);
    const delay = await untilItsTurn(sender, preparation, this.ports);
    if (delay > 0) return this.park(record, home, "attempt", this.ports.clock.now() + delay);
    if (!this.#attempts.isInTime(sender)) {
      return this.park(record, home, "attempt", this.ports.clock.now() + 1000);
    }
    const routing = { reason: step.reason };
    const attempt = this.#attempts.newAttempt(number, sender, routing, preparation);
    const isOurs = await this.#attempts.intend(step.again, record, attempt, contact);
    // Somebody else goes on with it, or the person changed meanwhile: it is looked at again soon.
    if (!isOurs) return this.park(record, home, "attempt", this.ports.clock.now() + 1000);
    if (step.reason === "failover")
      this.ports.log.warn("failover", { messageId: record.messageId, to: sender });
    const begun: Attempt = { ...attempt, events: { intended: { at: this.ports.clock.now() } } };
    const others = message.attempts.filter((one) => one.number !== number);
    return this.#attempts.call({ ...message, attempts: [...others, begun] }, begun, preparation);
  }

  async #lookUp(
    { attempt, last }: Extract<NextStep, { do: "look-up" }>,
    message: Message,
    { home }: Course,
  ): Promise<Message | Halt> {
    const { record } = message;
    const now = this.ports.clock.now();
    let found: LookUpResult | undefined;
    try {
      found = await this.#attempts.ask(attempt, message);
    } catch (error) {
      const { messageId } = record;
      this.ports.metrics.count("LookUpFailed", { sender: attempt.sender });
      this.ports.log.error("look-up", { messageId, attempt: attempt.number }, error);
      const begun = attempt.events.intended?.at ?? record.createdAt;
      if (now >= begun + closeAfterMs) return this.#close(message, attempt);
      return this.park(record, home, "look-up", now + unreadyMs);
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
    this.#attempts.report(record, attempt, outcome);
    return withOutcome(message, attempt, outcome, now);
  }

  async park(
    { messageId }: MessageRecord,
    home: Home,
    about: "attempt" | "look-up",
    dueAt: number,
  ): Promise<"parked"> {
    await this.ports.wakeUps.park({ about, messageId, dueAt, ...home });
    return "parked";
  }

  #end(message: Message, because: Ending): "settled" {
    if (because === "taken") return "settled";
    const { messageId, channel, purpose } = message.record;
    const code = refusalOfLast(message)?.code;
    this.ports.metrics.count(endings[because], { channel, purpose });
    this.ports.log.warn(`message.${because}`, { messageId, ...(code ? { code } : {}) });
    return "settled";
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
