import { randomUUID } from "node:crypto";
import { aliasKey } from "../domain/contact/alias";
import { isRefusedSince, mayStart } from "../domain/contact/consent";
import { type Contact, isReachableUnder } from "../domain/contact/contact";
import { type Refusal, refused, type SendOutcome } from "../domain/delivery/outcome";
import { ownRefusal } from "../domain/delivery/own-codes";
import type { Provider, SenderKey } from "../domain/message/channel";
import {
  type Attempt,
  carriedIn,
  type Message,
  type MessageContent,
  type MessageRecord,
  type RoutingInputs,
  withOutcome,
} from "../domain/message/ledger-record";
import { attemptId } from "../domain/message/message-id";
import { carriedBy } from "../domain/routing/route";
import type { LookUpResult, Metrics, NewAttempt, Preparation } from "../ports";
import type { MessagingPorts } from "./messaging-ports";
import type { SenderChoice } from "./sender-choice";

export interface AttemptToPrepare {
  readonly record: MessageRecord;
  readonly content: MessageContent;
  readonly number: number;
  readonly sender: SenderKey;
  readonly contact: Contact;
}

/** A preparation, and whether it is of what was named for a closed window. */
export type PreparedAttempt = Preparation & { readonly outsideWindow?: boolean };

/** Time to write down how a call ended. */
const outcomeMs = 500;

/** One attempt to have a provider carry a message: prepare, intend, perform, outcome. */
export class Attempts {
  constructor(
    private readonly ports: Pick<
      MessagingPorts,
      "senders" | "ledger" | "health" | "clock" | "log" | "metrics" | "remainingMs"
    >,
    private readonly choice: SenderChoice,
  ) {}

  /** @throws what may be better the next time: nothing was recorded and nothing sent. */
  async prepare(one: AttemptToPrepare): Promise<PreparedAttempt> {
    const { record, content, number, sender: key, contact } = one;
    if (!isWanted(record, contact)) return refused(ownRefusal("opted-out"));
    const carried = carriedBy(this.choice.routeFrom(key, contact), content);
    if (!carried) return refused(ownRefusal("window-closed"));
    const sender = this.ports.senders[key];
    if (!sender) return refused(ownRefusal("no-sender"));
    const [first, ...rest] = content.to.filter((alias) =>
      isReachableUnder(contact, aliasKey(alias)),
    );
    if (!first) return refused(ownRefusal("address-changed"));
    const to = [first, ...rest] as const;
    const preparation = await sender.prepare({
      content: carried.content,
      ...(content.quotes === undefined ? {} : { quotes: content.quotes }),
      attemptId: attemptId(record.messageId, number),
      to,
    });
    return carried.outsideWindow ? { ...preparation, outsideWindow: true } : preparation;
  }

  /** @returns undefined where it may be better later; until then the message waits. */
  async prepareAgain(one: AttemptToPrepare): Promise<PreparedAttempt | undefined> {
    try {
      return await this.prepare(one);
    } catch (error) {
      const { sender, record } = one;
      this.ports.metrics.count("PrepareFailed", { sender });
      this.ports.log.error("message.unready", { messageId: record.messageId, sender }, error);
      return undefined;
    }
  }

  newAttempt(
    number: number,
    sender: SenderKey,
    routing: RoutingInputs,
    preparation: PreparedAttempt,
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
      ...(preparation.outsideWindow ? { outsideWindow: true } : {}),
    };
  }

  /** @returns false where somebody else was quicker. */
  async intend(
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

  /** Calls the provider, writes down how it ended, and tells whoever watches. */
  async call(message: Message, attempt: Attempt, preparation: Preparation): Promise<Message> {
    const { record } = message;
    const outcome: SendOutcome =
      preparation.kind === "refused" ? preparation : await this.#perform(attempt, preparation);
    await this.ports.ledger.recordOutcome(record.messageId, attempt.number, outcome);
    this.report(record, attempt, outcome);
    if (attempt.sender !== "sms") await this.ports.health.note(attempt.sender, outcome);
    return withOutcome(message, attempt, outcome, this.ports.clock.now());
  }

  /** No attempt is begun without the time to finish. */
  isInTime(sender: SenderKey): boolean {
    const performMs = this.ports.senders[sender]?.performMs ?? 0;
    return this.ports.remainingMs() > performMs + outcomeMs;
  }

  /** Whether the provider knows an attempt of unknown outcome after all. */
  async ask(attempt: Attempt, message: Message): Promise<LookUpResult | undefined> {
    const { record, content, attempts } = message;
    if (!content) return undefined;
    return this.ports.senders[attempt.sender]?.lookUp?.({
      attemptId: attemptId(record.messageId, attempt.number),
      to: content.to,
      content: carriedIn(attempt, content),
      at: attempt.events.intended?.at ?? record.createdAt,
      notThese: attempts.flatMap(({ providerMessageId }) => providerMessageId ?? []),
    });
  }

  async #perform(
    { sender }: Attempt,
    preparation: Extract<Preparation, { kind: "ready" }>,
  ): Promise<SendOutcome> {
    if (!this.isInTime(sender)) return refused(ownRefusal("not-in-time"));
    return preparation.perform();
  }

  /** Tells whoever watches how a call ended. */
  report({ messageId }: MessageRecord, attempt: Attempt, outcome: SendOutcome): void {
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
        const { code, disposition, explanation } = outcome.refusal;
        metrics.count("SendRefused", { sender, disposition, code });
        countRefusal(outcome.refusal, provider, metrics);
        log.warn("send.refused", { ...fields, code, disposition, explanation });
        break;
      }
    }
  }
}

/** An answer needs no consent; but who wants nothing any more wants no late answer either. */
function isWanted(record: MessageRecord, { consent }: Contact): boolean {
  const { channel, purpose, askedAt, createdAt } = record;
  return purpose === "answer"
    ? !isRefusedSince(consent, channel, askedAt ?? createdAt)
    : mayStart(consent, channel, purpose);
}

/** Whatever somebody has to look at, at the call or later. */
export function countRefusal(
  { code, alarm, known }: Refusal,
  provider: Provider,
  metrics: Metrics,
): void {
  if (alarm) metrics.count("SendNeedsAttention", { provider, code });
  if (!known) metrics.count("UnknownCode", { provider, code });
}
