import type { Alias } from "../domain/contact/alias";
import { type Contact, type ContactId, newContact } from "../domain/contact/contact";
import type { Disposition, Refusal, SendOutcome } from "../domain/delivery/outcome";
import { phoneNumber, type SenderKey } from "../domain/message/channel";
import type { WakeUp } from "../domain/message/conversation-item";
import {
  type Attempt,
  type Message,
  type MessageContent,
  type MessageRecord,
  withAttempt,
  withOutcome,
} from "../domain/message/ledger-record";
import { initiatedId } from "../domain/message/message-id";
import type { RolloutInForce } from "../domain/rollout/weight-in-force";
import type {
  AttemptLookUp,
  Commit,
  Conversations,
  Ledger,
  Log,
  LookUpResult,
  Metrics,
  NewAttempt,
  SendRequest,
} from "../ports";
import { ArmHealth } from "./arm-health";
import type { MessagingPorts, Outgoing } from "./messaging-ports";
import { UniversalMessagingService } from "./universal-messaging-service";

export const numberA = phoneNumber("+12025550100");
export const numberB = phoneNumber("+12025550101");
export const pool = phoneNumber("+12025550102");
export const waId: Alias = { kind: "waId", value: "12025550199" };
export const home = { group: "whatsapp:number:12025550199", queue: "conversation" } as const;
export const minute = 60_000;

export const refusal = (disposition: Disposition, more: Partial<Refusal> = {}): Refusal => ({
  disposition,
  code: "131",
  alarm: false,
  known: true,
  explanation: "no",
  ...more,
});
export const refused = (disposition: Disposition, more: Partial<Refusal> = {}): SendOutcome => ({
  kind: "refused",
  refusal: refusal(disposition, more),
});

export const inForce = (more: Partial<RolloutInForce> = {}): RolloutInForce => ({
  awsWeight: 50,
  salt: "pepper",
  stage: "primary",
  paused: false,
  downUntil: {},
  ...more,
});

type Logged = readonly [level: string, event: string, fields: object];

/** For tests: messages on their way, with everything around them in hand. */
export class MessagingWorld {
  now = 1_000_000;
  remainingMs = 6_000;
  rollout: RolloutInForce | Error = inForce();
  /** Nobody is kept under the id where it is absent. Both windows are open at first. */
  contact: Contact | undefined = {
    ...newContact("contact-1" as ContactId, [waId]),
    lastInbound: { [numberA]: this.now, [numberB]: this.now },
  };
  readonly messages = new Map<string, Message>();
  /** What senders were asked to prepare, and what they then carried. */
  readonly prepared: (SendRequest & { readonly by: SenderKey })[] = [];
  readonly carried: SenderKey[] = [];
  readonly asked: AttemptLookUp[] = [];
  readonly typing: string[] = [];
  readonly readAhead: SenderKey[] = [];
  readonly commits: Commit[] = [];
  /** What the next commits come to; committed where nothing is said. */
  readonly commitResults: ("conflict" | "committed")[] = [];
  readonly parked: WakeUp[] = [];
  readonly tripped: (readonly [string, number])[] = [];
  readonly counted: (readonly [name: string, dimensions: object])[] = [];
  readonly logged: Logged[] = [];
  /** What the next calls amount to; accepted where nothing is said. */
  readonly outcomes: SendOutcome[] = [];
  readonly lookUps: (LookUpResult | Error)[] = [];
  /** SMS parts that preparations name. */
  parts: number | undefined;
  /** What `prepare` throws. */
  unready: Error | undefined;
  /** What the ledger's ways to begin an attempt come to. */
  beginnings: boolean | Error = true;
  readonly broken = new Set<keyof Ledger>();
  withoutA = false;

  readonly log: Log = {
    info: (event, fields = {}) => this.logged.push(["info", event, fields]),
    warn: (event, fields = {}) => this.logged.push(["warn", event, fields]),
    error: (event, fields = {}) => this.logged.push(["error", event, fields]),
  };
  readonly metrics: Metrics = {
    count: (name, dimensions) => this.counted.push([name, dimensions]),
  };
  readonly clock = { now: () => this.now, wait: async () => {} };

  get service(): UniversalMessagingService {
    return new UniversalMessagingService(this.ports());
  }

  ports(): MessagingPorts {
    const { clock, log, metrics } = this;
    const breaker = {
      trip: async (arm: string, until: number) => void this.tripped.push([arm, until]),
    };
    return {
      senders: {
        ...(this.withoutA ? {} : { A: this.#sender("A", "twilio", numberA) }),
        B: this.#sender("B", "aws", numberB),
        sms: this.#sender("sms", "aws", pool),
      },
      conversations: this.#conversations as Conversations,
      ledger: this.#ledger,
      wakeUps: { park: async (wakeUp) => void this.parked.push(wakeUp) },
      rollout: {
        read: async () => {
          if (this.rollout instanceof Error) throw this.rollout;
          return this.rollout;
        },
      },
      health: new ArmHealth({ breaker, clock, log, metrics }),
      clock,
      log,
      metrics,
      remainingMs: () => this.remainingMs,
    };
  }

  record(more: Partial<MessageRecord> = {}): MessageRecord {
    return {
      messageId: initiatedId("one"),
      contactId: "contact-1" as ContactId,
      channel: "whatsapp",
      purpose: "answer",
      content: "text",
      createdAt: this.now,
      notAfter: this.now + 6 * 60 * minute,
      ...more,
    };
  }

  readonly content: MessageContent = { content: { type: "text", body: "Two eggs" }, to: [waId] };

  outgoing(sender: SenderKey, more: Partial<MessageRecord> = {}): Outgoing {
    const route = { sender, may: "anything", inputs: { reason: "written-to" } } as const;
    const record = this.record({ ...(sender === "sms" ? { channel: "sms" } : {}), ...more });
    return { record, content: this.content, route, home };
  }

  attempt(number: number, sender: SenderKey, more: Partial<Attempt> = {}): Attempt {
    return {
      number,
      sender,
      provider: sender === "A" ? "twilio" : "aws",
      routing: { reason: "written-to" },
      events: { intended: { at: this.now } },
      ...more,
    };
  }

  /** A message that was begun before, as the ledger has it. */
  know(attempts: readonly Attempt[], more: Partial<MessageRecord> = {}): Message {
    const message = { record: this.record(more), content: this.content, attempts };
    this.messages.set(message.record.messageId, message);
    return message;
  }

  /** The attempts in the ledger. */
  get attempts(): readonly Attempt[] {
    return [...this.messages.values()].flatMap(({ attempts }) => attempts);
  }

  /** Prepares, commits and performs, as a turn does. */
  async send(...outgoing: readonly Outgoing[]): Promise<void> {
    const { service } = this;
    const prepared = [];
    for (const one of outgoing) {
      const ready = await service.prepare(one, this.contact as Contact);
      const { record, content, attempt } = ready.message;
      this.#intend(record, content, attempt);
      prepared.push(ready);
    }
    await service.perform(prepared);
  }

  #sender(by: SenderKey, provider: "aws" | "twilio", number: typeof numberA) {
    return {
      provider,
      number,
      performMs: 3_000,
      readAhead: () => void this.readAhead.push(by),
      showTyping: async (id: string) => void this.typing.push(`${by}: ${id}`),
      prepare: async (request: SendRequest) => {
        if (this.unready) throw this.unready;
        this.prepared.push({ by, ...request });
        const perform = async (): Promise<SendOutcome> => {
          this.carried.push(by);
          const providerMessageId = `${by}-${this.carried.length}`;
          return this.outcomes.shift() ?? { kind: "accepted", providerMessageId };
        };
        const { parts } = this;
        return { kind: "ready" as const, perform, ...(parts === undefined ? {} : { parts }) };
      },
      ...(provider === "twilio" ? { lookUp: (attempt: AttemptLookUp) => this.#ask(attempt) } : {}),
    };
  }

  async #ask(attempt: AttemptLookUp): Promise<LookUpResult> {
    this.asked.push(attempt);
    const result = this.lookUps.shift() ?? { kind: "absent" };
    if (result instanceof Error) throw result;
    return result;
  }

  readonly #conversations: Pick<Conversations, "contact" | "commit"> = {
    contact: async () => this.contact,
    commit: async (commit) => {
      this.commits.push(commit);
      const result = this.commitResults.shift() ?? "committed";
      if (result === "committed") this.contact = commit.people.contact;
      return result;
    },
  };

  readonly #ledger: Ledger = {
    message: async (id) => this.messages.get(id),
    intend: async (record, attempt) => {
      const result = this.#begin();
      if (result) this.#intend(record, this.content, attempt);
      return result;
    },
    begin: async () => this.#begin(),
    recordOutcome: async (id, number, outcome) =>
      this.#change("recordOutcome", id, number, (message, attempt) =>
        withOutcome(message, attempt, outcome, this.now),
      ),
    recordNeverBegun: async (id, { number }) =>
      this.#change("recordNeverBegun", id, number, (message, attempt) =>
        withAttempt(message, { ...attempt, neverBegun: true }),
      ),
    recordLookUp: async (id, number, lookUps) =>
      this.#change("recordLookUp", id, number, (message, attempt) =>
        withAttempt(message, { ...attempt, lookUps }),
      ),
    recordClosed: async (id, number) => {
      this.#change("recordClosed", id, number, (message, attempt) =>
        withAttempt(message, { ...attempt, closedAt: this.now }),
      );
      return true;
    },
  };

  #begin(): boolean {
    if (this.beginnings instanceof Error) throw this.beginnings;
    return this.beginnings;
  }

  #intend(record: MessageRecord, content: MessageContent, attempt: NewAttempt): void {
    const known = this.messages.get(record.messageId);
    const attempts = known?.attempts.filter(({ number }) => number !== attempt.number) ?? [];
    const intended = { ...attempt, events: { intended: { at: this.now } } };
    this.messages.set(record.messageId, { record, content, attempts: [...attempts, intended] });
  }

  #change(
    method: keyof Ledger,
    id: string,
    number: number,
    change: (message: Message, attempt: Attempt) => Message,
  ): void {
    if (this.broken.has(method)) throw new Error(`${method} fails`);
    const message = this.messages.get(id);
    const attempt = message?.attempts.find((one) => one.number === number);
    if (message && attempt) this.messages.set(id, change(message, attempt));
  }
}
