import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Contact } from "../../shared/domain/contact/contact";
import type { OutboundContent } from "../../shared/domain/content/content";
import { templateContent } from "../../shared/domain/content/template-catalogue";
import type { DeliveryEvent } from "../../shared/domain/delivery/event";
import type { Refusal, SendOutcome } from "../../shared/domain/delivery/outcome";
import type { ReportedStatus } from "../../shared/domain/delivery/status";
import { type PhoneNumber, phoneNumber } from "../../shared/domain/message/channel";
import {
  type ConversationItem,
  conversationGroup,
  type SendItem,
  type WakeUp,
} from "../../shared/domain/message/conversation-item";
import type { Attempt } from "../../shared/domain/message/ledger-record";
import { statusOfAttempt } from "../../shared/domain/message/ledger-record";
import type { InboundMessage } from "../../shared/domain/message/message";
import {
  type AttemptId,
  attemptId,
  initiatedId,
  type OutboundMessageId,
} from "../../shared/domain/message/message-id";
import type { StartRequest } from "../../shared/domain/message/start-request";
import type { MetricName } from "../../shared/domain/metric-names";
import type { Brake, RolloutDeclaration } from "../../shared/domain/rollout/weight-in-force";
import { ArmHealth } from "../../shared/messaging/arm-health";
import type { Pacing } from "../../shared/messaging/pacing";
import { recordDelivery } from "../../shared/messaging/record-delivery";
import { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import type {
  Answerer,
  AttemptLookUp,
  Clock,
  Log,
  LookUpResult,
  Metrics,
  SendRequest,
  WhatsAppSender,
} from "../../shared/ports";
import { DynamoConversations } from "../../shared/store/dynamo-conversations";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { DynamoRequests } from "../../shared/store/dynamo-requests";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { brakeSortKey, declaredSortKey, rolloutKey } from "../../shared/store/item-shapes";
import { MemoryTable } from "../../shared/store/memory-table.testing";
import { openTestTable, type TestTable } from "../../shared/store/table.testing";
import { type InitiatePorts, initiate } from "../initiate/initiate";
import { Pace } from "../initiate/pace";
import { type ConversationPorts, takeItem } from "./take-item";

export const numberA = phoneNumber("+12025550100");
export const numberB = phoneNumber("+12025550101");
export const pool = phoneNumber("+12025550102");
export const person = phoneNumber("+12025550199");

/** A message as a provider was asked to carry it. */
export interface Carried extends SendRequest {
  readonly by: "A" | "B" | "sms";
}

/** Sees a port before it is used. */
export type Wrap = <Port extends object>(name: string, port: Port) => Port;

/**
 * For tests: the conversation over the real store on a simulated table, with providers, clock,
 * delay queue and answerer in hand.
 */
export class TestWorld {
  now = Date.UTC(2026, 10, 22, 12);
  readonly carried: Carried[] = [];
  /** What a provider took, and so reaches the person. */
  readonly reached = new Map<AttemptId, Carried>();
  readonly logged: { level: string; event: string; fields: object }[] = [];
  readonly counted: { name: MetricName; dimensions: Readonly<Record<string, string>> }[] = [];
  readonly parked: WakeUp[] = [];
  /** Messages that people saw read, by the number that they wrote to. */
  readonly typing: string[] = [];
  readonly optedOutAtAws: string[] = [];
  /** What the next sends amount to, by sender; accepted where nothing is said. */
  readonly outcomes: Record<Carried["by"], SendOutcome[]> = { A: [], B: [], sms: [] };
  /** What `prepare` of the next sends throws. */
  readonly unready: Error[] = [];
  /** Called as soon as a provider has a message. */
  onCarried: () => void = () => {};
  /** What Twilio answers next; the truth where nothing is said. */
  lookUps: (LookUpResult | Error)[] = [];
  readonly asked: AttemptLookUp[] = [];
  answerer: Answerer = { answer: async ({ text }) => ({ text: `You asked: ${text}` }) };
  remainingMs = 6_000;
  answersAnHour = 5;
  /** Until when it is night where people live. */
  quietUntil: number | undefined;
  /** What the business starts goes out at this pace. */
  pace: Pacing = new Pace({ now: () => this.now }, 1, 3);
  /** How many parts of an SMS a message comes to. */
  parts: number | undefined;
  #next = 1;
  readonly #conversations: DynamoConversations[] = [];
  #runs = 0;

  private constructor(private readonly testTable: Pick<TestTable, "table" | "close">) {}

  get table(): TestTable["table"] {
    return this.testTable.table;
  }

  /** @param where the table is: in the simulated cloud, or in memory for many histories. */
  static async open(
    declared: Partial<RolloutDeclaration> = {},
    where: "cloud" | "memory" = "cloud",
  ): Promise<TestWorld> {
    const inMemory = { table: new MemoryTable().table, close: async () => {} };
    const world = new TestWorld(where === "cloud" ? await openTestTable() : inMemory);
    await world.declare(declared);
    return world;
  }

  readonly clock: Clock = {
    now: () => this.now,
    wait: async (milliseconds) => {
      this.now += milliseconds;
    },
  };

  /** Two environments take turns: each remembers what it has seen itself. */
  #nextConversations(): DynamoConversations {
    this.#runs += 1;
    this.#conversations[this.#runs % 2] ??= new DynamoConversations(
      this.testTable.table,
      this.clock,
    );
    return this.#conversations[this.#runs % 2] as DynamoConversations;
  }

  /** What both functions have, each port seen through `wrap`. */
  #shared(wrap: Wrap, pace?: Pacing) {
    const { table } = this.testTable;
    const { clock } = this;
    const log = this.#log;
    const metrics = this.#metrics;
    const conversations = wrap("conversations", this.#nextConversations());
    const ledger = wrap("ledger", new DynamoLedger(table, clock));
    const store = new DynamoRollout(table, { clock, log, metrics });
    const rollout = wrap("rollout", store);
    const wakeUps = wrap("wakeUps", {
      park: async (wakeUp: WakeUp) => {
        this.parked.push(wakeUp);
      },
    });
    const messaging = new UniversalMessagingService({
      senders: {
        A: wrap("A", this.#sender("A", "twilio", numberA)),
        B: wrap("B", this.#sender("B", "aws", numberB)),
        sms: wrap("sms", this.#sender("sms", "aws", pool)),
      },
      conversations,
      ledger,
      wakeUps,
      rollout,
      health: new ArmHealth({ breaker: store, clock, log, metrics }),
      ...(pace ? { pace } : {}),
      clock,
      log,
      metrics,
      remainingMs: () => this.remainingMs,
    });
    return { clock, log, metrics, conversations, ledger, rollout, wakeUps, messaging };
  }

  /** The ports of one run of the conversation. */
  ports(wrap: Wrap = (_, port) => port): ConversationPorts {
    return {
      ...this.#shared(wrap),
      answerer: { answer: (question) => this.answerer.answer(question) },
      optOutList: wrap("optOutList", {
        add: async (number: string) => {
          if (!this.optedOutAtAws.includes(number)) this.optedOutAtAws.push(number);
        },
        remove: async (number: string) => {
          this.optedOutAtAws.splice(0, Infinity, ...this.optedOutAtAws.filter((n) => n !== number));
          return true;
        },
      }),
      answersAnHour: this.answersAnHour,
      remainingMs: () => this.remainingMs,
    };
  }

  /** The ports of one run of what the business starts. */
  initiatePorts(wrap: Wrap = (_, port) => port): InitiatePorts {
    return {
      ...this.#shared(wrap, this.pace),
      requests: wrap("requests", new DynamoRequests(this.testTable.table)),
      quietUntil: () => this.quietUntil,
    };
  }

  take(item: ConversationItem, wrap?: Wrap): Promise<void> {
    return takeItem(item, this.ports(wrap));
  }

  /** The business asks for a message, and its function takes it. */
  async start(key: string, more: Partial<StartRequest> = {}): Promise<SendItem> {
    const item = await this.ask(key, more);
    await initiate(item, this.initiatePorts());
    return item;
  }

  /** The business asks for a message; nobody has taken it yet. */
  async ask(key: string, more: Partial<StartRequest> = {}): Promise<SendItem> {
    const request: StartRequest = {
      messageId: initiatedId(key),
      channel: "whatsapp",
      to: { kind: "phone", value: person },
      purpose: "utility",
      content: templateContent("we_moved", "en", {}),
      createdAt: this.now,
      notAfter: this.now + 24 * 60 * 60_000,
      ...more,
    };
    await new DynamoRequests(this.testTable.table).put(request);
    return { kind: "request", messageId: request.messageId };
  }

  /** A provider tells what became of an attempt, and what that leads to is done. */
  async report(
    attempt: Pick<Attempt, "provider"> & { readonly id: AttemptId },
    status: ReportedStatus,
    refusal?: Refusal,
  ): Promise<void> {
    const event: DeliveryEvent = {
      channel: "whatsapp",
      provider: attempt.provider,
      attemptId: attempt.id,
      providerMessageIds: [],
      status,
      receivedAt: this.now,
      ...(refusal ? { refusal } : {}),
    };
    const items: ConversationItem[] = [];
    await recordDelivery([event], {
      ledger: new DynamoLedger(this.testTable.table, this.clock),
      queue: { handOver: async (item) => void items.push(item) },
      log: this.#log,
      metrics: this.#metrics,
    });
    for (const item of items) await this.take(item);
  }

  write(to: Carried["by"], body: string, more: Partial<InboundMessage> = {}): Promise<void> {
    return this.take({ kind: "inbound", message: this.message(to, body, more) });
  }

  /** Lets time pass up to each wake-up in turn, and takes it. */
  async wakeUp(times = Infinity): Promise<void> {
    for (let taken = 0; taken < times && this.parked.length > 0; taken++) {
      this.parked.sort((one, other) => one.dueAt - other.dueAt);
      const wakeUp = this.parked.shift();
      if (!wakeUp) return;
      this.now = Math.max(this.now, wakeUp.dueAt);
      await this.takeWakeUp(wakeUp);
    }
  }

  /** Once for all that is due now. */
  async takeDue(): Promise<void> {
    const due = this.parked.filter(({ dueAt }) => dueAt <= this.now);
    this.parked.splice(0, Infinity, ...this.parked.filter(({ dueAt }) => dueAt > this.now));
    for (const wakeUp of due) await this.takeWakeUp(wakeUp);
  }

  takeWakeUp(wakeUp: WakeUp, wrap?: Wrap): Promise<void> {
    const item = { kind: "wake-up", wakeUp } as const;
    return wakeUp.queue === "sends"
      ? initiate(item, this.initiatePorts(wrap))
      : takeItem(item, this.ports(wrap));
  }

  async declare(declared: Partial<RolloutDeclaration>): Promise<void> {
    await this.put({
      pk: rolloutKey,
      sk: declaredSortKey,
      awsWeight: 0,
      salt: "pepper",
      stage: "primary",
      ...declared,
    });
  }

  async brake(brake: Brake): Promise<void> {
    await this.put({ pk: rolloutKey, sk: brakeSortKey, ...brake });
  }

  /** What the person writes. */
  message(to: Carried["by"], body: string, more: Partial<InboundMessage> = {}): InboundMessage {
    const digits = person.slice(1);
    const from: Record<Carried["by"], InboundMessage["from"]> = {
      A: [
        { kind: "phone", value: person },
        { kind: "waId", value: digits },
      ],
      B: [{ kind: "waId", value: digits }],
      sms: [{ kind: "phone", value: person }],
    };
    return {
      channel: to === "sms" ? "sms" : "whatsapp",
      provider: to === "A" ? "twilio" : "aws",
      providerMessageId: `in-${this.#next++}`,
      businessNumber: { A: numberA, B: numberB, sms: pool }[to],
      from: from[to],
      content: { type: "text", body },
      writtenAt: this.now,
      receivedAt: this.now,
      ...more,
    };
  }

  /** What reached a provider, as `<sender>: <words or template>`. */
  texts(): string[] {
    return this.carried.map(({ by, content }) => `${by}: ${wordsOf(content)}`);
  }

  /** The attempts in the ledger, in the order in which they were intended. */
  async attempts(): Promise<(Attempt & { status: string; id: AttemptId })[]> {
    const items = await this.items();
    return items
      .filter(({ sk }) => String(sk).startsWith("ATTEMPT#"))
      .map((item) => ({ pk: String(item.pk), attempt: item as unknown as Attempt }))
      .sort(
        ({ attempt: one }, { attempt: other }) =>
          (one.events.intended?.at ?? 0) - (other.events.intended?.at ?? 0) ||
          one.number - other.number,
      )
      .map(({ pk, attempt }) => ({
        ...attempt,
        id: attemptId(pk.replace("MESSAGE#", "") as OutboundMessageId, attempt.number),
        status: statusOfAttempt(attempt),
      }));
  }

  /** The people that are kept, without signposts. */
  async contacts(): Promise<Contact[]> {
    const items = await this.items();
    return items.flatMap(({ contact }) => (contact ? [contact as Contact] : []));
  }

  async items(): Promise<Record<string, unknown>[]> {
    const { Items = [] } = await this.testTable.table.client.send(
      new ScanCommand({ TableName: this.testTable.table.name, ConsistentRead: true }),
    );
    return Items;
  }

  metricNames(): string[] {
    return this.counted.map(({ name }) => name);
  }

  async put(Item: Record<string, unknown>): Promise<void> {
    const { table } = this.testTable;
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  }

  close(): Promise<void> {
    return this.testTable.close();
  }

  group(to: Carried["by"]): string {
    return conversationGroup({ kind: "inbound", message: this.message(to, "") });
  }

  #sender(by: Carried["by"], provider: "aws" | "twilio", number: PhoneNumber): WhatsAppSender {
    return {
      provider,
      number,
      performMs: 3_000,
      prepare: async (request) => {
        const unready = this.unready.shift();
        if (unready) throw unready;
        return {
          kind: "ready",
          ...(this.parts === undefined ? {} : { parts: this.parts }),
          perform: async () => {
            this.carried.push({ by, ...request });
            this.onCarried();
            const id = `${by}-${this.carried.length}`;
            const outcome = this.outcomes[by].shift() ?? {
              kind: "accepted",
              providerMessageId: id,
            };
            if (outcome.kind === "accepted")
              this.reached.set(request.attemptId, { by, ...request });
            return outcome;
          },
        };
      },
      showTyping: async (id) => {
        this.typing.push(`${by}: ${id}`);
      },
      ...(provider === "twilio" ? { lookUp: (attempt) => this.#lookUp(attempt) } : {}),
    };
  }

  async #lookUp(attempt: AttemptLookUp): Promise<LookUpResult> {
    this.asked.push(attempt);
    const isThere = this.reached.has(attempt.attemptId);
    const truth: LookUpResult = isThere
      ? { kind: "found", providerMessageId: `looked-up-${attempt.attemptId}` }
      : { kind: "absent" };
    const result = this.lookUps.shift() ?? truth;
    if (result instanceof Error) throw result;
    return result;
  }

  readonly #log: Log = {
    info: (event, fields = {}) => this.logged.push({ level: "info", event, fields }),
    warn: (event, fields = {}) => this.logged.push({ level: "warn", event, fields }),
    error: (event, fields, error) =>
      this.logged.push({ level: "error", event, fields: { ...fields, error: String(error) } }),
  };

  readonly #metrics: Metrics = {
    count: (name, dimensions) => this.counted.push({ name, dimensions }),
  };
}

export function wordsOf(content: OutboundContent): string {
  if (content.type === "text") return content.body;
  return content.type === "template" ? content.name : content.type;
}

/** Lets something happen right before a port is used in that way for the first time. */
export function meanwhile(name: string, method: string, happening: () => Promise<unknown>): Wrap {
  let isOver = false;
  return (port, target) => {
    if (port !== name) return target;
    return new Proxy(target, {
      get(one, key) {
        const member: unknown = Reflect.get(one, key, one);
        if (typeof member !== "function") return member;
        if (key !== method) return member.bind(one);
        return async (...parameters: unknown[]) => {
          if (!isOver) {
            isOver = true;
            await happening();
          }
          return member.apply(one, parameters);
        };
      },
    });
  };
}
