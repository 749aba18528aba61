import type { Contact } from "../domain/contact/contact";
import type { DeliveryEvent } from "../domain/delivery/event";
import type { SenderKey, WhatsAppNumbers } from "../domain/message/channel";
import type { Attempt, RoutingInputs } from "../domain/message/ledger-record";
import { type OutboundMessageId, readAttemptId } from "../domain/message/message-id";
import { Attempts } from "./attempts";
import { Courses, type Halt } from "./courses";
import type { Home, MessagingPorts, Outgoing, Prepared } from "./messaging-ports";
import { untilItsTurn } from "./pacing";
import { SenderChoice } from "./sender-choice";
import { suppress } from "./suppression";

/**
 * Carries messages: prepare, intend, perform, outcome; and whatever their outcome asks for, now or
 * when it is due (docs/rules.md, rule 5).
 */
export class UniversalMessagingService {
  readonly #choice: SenderChoice;
  readonly #attempts: Attempts;
  readonly #courses: Courses;

  constructor(private readonly ports: MessagingPorts) {
    this.#choice = new SenderChoice(ports);
    this.#attempts = new Attempts(ports, this.#choice);
    this.#courses = new Courses(ports, this.#choice, this.#attempts);
  }

  /** The two WhatsApp numbers, for routing. */
  get numbers(): WhatsAppNumbers {
    return this.#choice.numbers;
  }

  /**
   * Lets the person see that their message was read and that an answer is being written. For the
   * looks alone: it never rejects, and it may be left alone before it resolves.
   */
  async showTyping(sender: SenderKey, providerMessageId: string): Promise<void> {
    if (sender !== "sms") await this.ports.senders[sender]?.showTyping(providerMessageId);
  }

  /** For a message that is likely to leave by this sender: what it needs is read meanwhile. */
  readAhead(sender: SenderKey): void {
    this.ports.senders[sender]?.readAhead?.();
  }

  /** @throws what may be better the next time: nothing was recorded and nothing sent. */
  async prepare({ record, content, route, home }: Outgoing, contact: Contact): Promise<Prepared> {
    const rollout = await this.#choice.rollout();
    const detour = this.#choice.detour(route.sender, content, contact, rollout);
    const sender = detour ?? route.sender;
    const routing: RoutingInputs = detour ? { reason: "failover" } : route.inputs;
    const preparation = await this.#attempts.prepare({
      record,
      content,
      number: 1,
      sender,
      contact,
    });
    return {
      message: {
        record,
        content,
        attempt: this.#attempts.newAttempt(1, sender, routing, preparation),
      },
      preparation,
      home,
    };
  }

  /** @returns 0 where it may be sent now, else how many milliseconds it is to be parked for. */
  untilItsTurn({ message: { attempt }, preparation }: Prepared): Promise<number> {
    return untilItsTurn(attempt.sender, preparation, this.ports);
  }

  /**
   * After the commit: calls the provider and does what the outcome asks for, one message after
   * another: where one has to wait, those after it do too.
   */
  async perform(prepared: readonly Prepared[]): Promise<void> {
    const [first, ...others] = prepared;
    if (!first) return;
    const halt = await this.orGiveBack(others, () => this.#performOne(first));
    if (halt === "settled") return this.perform(others);
    await this.#giveBack(others);
    for (const { message, home } of others) await this.#courses.parkBehind(message.record, home);
  }

  async #performOne({ message: sent, preparation, home }: Prepared): Promise<Halt> {
    const { record, content, attempt } = sent;
    const begun: Attempt = { ...attempt, events: { intended: { at: this.ports.clock.now() } } };
    const message = { record, content, attempts: [begun] };
    return this.#courses.advance(await this.#attempts.call(message, begun, preparation), home);
  }

  /**
   * Where `work` fails, these attempts were committed, or may have been, and will not begin here:
   * whoever comes next must know that nobody was called.
   */
  async orGiveBack<T>(prepared: readonly Prepared[], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.#giveBack(prepared).catch((reason: unknown) =>
        this.ports.log.error("attempt.giveBack", {}, reason),
      );
      throw error;
    }
  }

  async #giveBack(prepared: readonly Prepared[]): Promise<void> {
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
    await this.#courses.advance(message, home, notBefore);
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
    if (attempt?.failure) {
      await suppress(message, attempt, attempt.failure, this.ports);
      if (attempt.sender !== "sms")
        await this.ports.health.noteLate(attempt.sender, attempt.failure);
    }
    const group = `message:${named.messageId}`;
    if (record.purpose === "answer") {
      await this.#courses.advance(message, { group, queue: "conversation" });
      return;
    }
    await this.#courses.park(record, { group, queue: "sends" }, "attempt", this.ports.clock.now());
  }
}
