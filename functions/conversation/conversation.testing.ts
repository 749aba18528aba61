import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Contact } from "../../shared/domain/contact/contact";
import type { OutboundContent } from "../../shared/domain/content/content";
import type { SendOutcome } from "../../shared/domain/delivery/outcome";
import { type PhoneNumber, phoneNumber } from "../../shared/domain/message/channel";
import {
  type ConversationItem,
  conversationGroup,
  type WakeUp,
} from "../../shared/domain/message/conversation-item";
import type { Attempt } from "../../shared/domain/message/ledger-record";
import { statusOfAttempt } from "../../shared/domain/message/ledger-record";
import type { InboundMessage } from "../../shared/domain/message/message";
import type { Brake, RolloutDeclaration } from "../../shared/domain/rollout/weight-in-force";
import { ArmHealth } from "../../shared/messaging/arm-health";
import { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import type {
  Answerer,
  Clock,
  Dimensions,
  Log,
  LookUpResult,
  Metrics,
  SendRequest,
  WhatsAppSender,
} from "../../shared/ports";
import { DynamoConversations } from "../../shared/store/dynamo-conversations";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { brakeSortKey, declaredSortKey, rolloutKey } from "../../shared/store/item-shapes";
import { openTestTable, type TestTable } from "../../shared/store/table.testing";
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
  readonly logged: { level: string; event: string; fields: object }[] = [];
  readonly counted: { name: string; dimensions: Dimensions }[] = [];
  readonly parked: WakeUp[] = [];
  readonly optedOutAtAws: string[] = [];
  /** What the next sends amount to, by sender; accepted where nothing is said. */
  readonly outcomes: Record<Carried["by"], SendOutcome[]> = { A: [], B: [], sms: [] };
  /** What `prepare` of the next sends throws. */
  readonly unready: Error[] = [];
  lookUps: LookUpResult[] = [];
  answerer: Answerer = { answer: async ({ text }) => ({ text: `You asked: ${text}` }) };
  remainingMs = 6_000;
  #next = 1;

  private constructor(readonly testTable: TestTable) {}

  static async open(declared: Partial<RolloutDeclaration> = {}): Promise<TestWorld> {
    const world = new TestWorld(await openTestTable());
    await world.declare(declared);
    return world;
  }

  readonly clock: Clock = {
    now: () => this.now,
    wait: async (milliseconds) => {
      this.now += milliseconds;
    },
  };

  /** The ports of one run of the function, each seen through `wrap`. */
  ports(wrap: Wrap = (_, port) => port): ConversationPorts {
    const { table } = this.testTable;
    const { clock } = this;
    const log = this.#log;
    const metrics = this.#metrics;
    const conversations = wrap("conversations", new DynamoConversations(table, clock));
    const rollout = new DynamoRollout(table, { clock, log, metrics });
    const messaging = new UniversalMessagingService({
      senders: {
        A: wrap("A", this.#sender("A", "twilio", numberA)),
        B: wrap("B", this.#sender("B", "aws", numberB)),
        sms: wrap("sms", this.#sender("sms", "aws", pool)),
      },
      conversations,
      ledger: wrap("ledger", new DynamoLedger(table, clock)),
      wakeUps: wrap("wakeUps", {
        park: async (wakeUp: WakeUp) => {
          this.parked.push(wakeUp);
        },
      }),
      rollout: wrap("rollout", rollout),
      health: new ArmHealth({ breaker: rollout, clock, log, metrics }),
      clock,
      log,
      metrics,
      remainingMs: () => this.remainingMs,
    });
    return {
      clock,
      log,
      metrics,
      conversations,
      rollout: wrap("rollout", rollout),
      answerer: { answer: (question) => this.answerer.answer(question) },
      messaging,
      optOutList: wrap("optOutList", {
        add: async (number: string) => {
          this.optedOutAtAws.push(number);
        },
        remove: async (number: string) => {
          this.optedOutAtAws.splice(0, Infinity, ...this.optedOutAtAws.filter((n) => n !== number));
        },
      }),
      answersAnHour: 5,
      remainingMs: () => this.remainingMs,
    };
  }

  take(item: ConversationItem): Promise<void> {
    return takeItem(item, this.ports());
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
      await this.take({ kind: "wake-up", wakeUp });
    }
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
  async attempts(): Promise<(Attempt & { status: string })[]> {
    const items = await this.items();
    return items
      .filter(({ sk }) => String(sk).startsWith("ATTEMPT#"))
      .map((item) => item as unknown as Attempt)
      .sort((one, other) => (one.events.intended?.at ?? 0) - (other.events.intended?.at ?? 0))
      .map((attempt) => ({ ...attempt, status: statusOfAttempt(attempt) }));
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
          perform: async () => {
            this.carried.push({ by, ...request });
            return (
              this.outcomes[by].shift() ?? {
                kind: "accepted",
                providerMessageId: `${by}-${this.carried.length}`,
              }
            );
          },
        };
      },
      lookUp: async () => this.lookUps.shift() ?? { kind: "absent" },
      showTyping: async () => {},
    };
  }

  readonly #log: Log = {
    info: (event, fields = {}) => this.logged.push({ level: "info", event, fields }),
    warn: (event, fields = {}) => this.logged.push({ level: "warn", event, fields }),
    error: (event, fields, error) =>
      this.logged.push({ level: "error", event, fields: { ...fields, error: String(error) } }),
  };

  readonly #metrics: Metrics = {
    count: (name, dimensions = {}) => this.counted.push({ name, dimensions }),
  };
}

function wordsOf(content: OutboundContent): string {
  if (content.type === "text") return content.body;
  return content.type === "template" ? content.name : content.type;
}
