import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { OutboundContent } from "../../shared/domain/content/content";
import type { LedgerRecord } from "../../shared/domain/delivery";
import { type PhoneNumber, phoneNumber } from "../../shared/domain/message/channel";
import type { InboundMessage, InitiateRequest } from "../../shared/domain/message/message";
import type { Brake, RolloutDeclaration } from "../../shared/domain/rollout/weight-in-force";
import { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import type {
  Answerer,
  Clock,
  Log,
  SendOutcome,
  SendRequest,
  WhatsAppSender,
} from "../../shared/ports";
import { DynamoClaims } from "../../shared/store/dynamo-claims";
import { DynamoContacts } from "../../shared/store/dynamo-contacts";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { brakeSortKey, declaredSortKey, rolloutKey } from "../../shared/store/item-shapes";
import { openTestTable, type TestTable } from "../../shared/store/table.testing";
import type { TurnPorts } from "./take-turn";

export const numberA = phoneNumber("+12025550100");
export const numberB = phoneNumber("+12025550101");
export const pool = phoneNumber("+12025550102");
export const person = phoneNumber("+12025550199");

/** A message as a provider was asked to carry it. */
export interface Carried extends SendRequest {
  readonly by: "A" | "B" | "sms";
}

/**
 * For tests: the conversation over real stores on an emulated table, with providers, clock and
 * answerer in hand.
 */
export class TestWorld {
  now = Date.UTC(2026, 10, 22, 12);
  readonly carried: Carried[] = [];
  readonly logged: { level: string; event: string; fields: object }[] = [];
  /** What the next sends amount to, by sender; accepted where nothing is said. */
  readonly outcomes: Record<Carried["by"], SendOutcome[]> = { A: [], B: [], sms: [] };
  answerer: Answerer = { answer: async ({ text }) => `You asked: ${text}` };
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
  ports(
    wrap: <Port extends object>(name: string, port: Port) => Port = (_, port) => port,
  ): TurnPorts {
    const { table } = this.testTable;
    const senders = {
      A: wrap("A", this.#sender("A", "twilio", numberA)),
      B: wrap("B", this.#sender("B", "aws", numberB)),
      sms: wrap("sms", this.#sender("sms", "aws", pool)),
    };
    const ledger = wrap("ledger", new DynamoLedger(table, this.clock));
    return {
      clock: this.clock,
      log: this.#log,
      claims: wrap("claims", new DynamoClaims(table, this.clock)),
      contacts: wrap("contacts", new DynamoContacts(table)),
      rollout: wrap("rollout", new DynamoRollout(table)),
      answerer: { answer: (question) => this.answerer.answer(question) },
      messaging: new UniversalMessagingService({
        senders,
        ledger,
        clock: this.clock,
        log: this.#log,
      }),
      leaseMs: 30_000,
    };
  }

  async declare(declared: Partial<RolloutDeclaration>): Promise<void> {
    await this.#put({
      pk: rolloutKey,
      sk: declaredSortKey,
      awsWeight: 0,
      salt: "pepper",
      stage: "primary",
      ...declared,
    });
  }

  async brake(brake: Brake): Promise<void> {
    await this.#put({ pk: rolloutKey, sk: brakeSortKey, ...brake });
  }

  /** What the person writes. */
  message(to: "A" | "B" | "sms", body: string, more: Partial<InboundMessage> = {}): InboundMessage {
    const digits = person.slice(1);
    return {
      channel: to === "sms" ? "sms" : "whatsapp",
      provider: to === "A" ? "twilio" : "aws",
      providerMessageId: `in-${this.#next++}`,
      businessNumber: { A: numberA, B: numberB, sms: pool }[to],
      from: {
        A: [
          { kind: "phone" as const, value: person },
          { kind: "waId" as const, value: digits },
        ],
        B: [{ kind: "waId" as const, value: digits }],
        sms: [{ kind: "phone" as const, value: person }],
      }[to],
      content: { type: "text", body },
      receivedAt: this.now,
      ...more,
    };
  }

  initiate(requestId: string, more: Partial<InitiateRequest> = {}): InitiateRequest {
    const content: OutboundContent = {
      type: "template",
      name: "meal_check_in",
      language: "en",
      parameters: ["Ada"],
    };
    return {
      requestId,
      channel: "whatsapp",
      to: { kind: "phone", value: person },
      content,
      ...more,
    };
  }

  texts(): string[] {
    return this.carried.map(
      ({ by, content }) => `${by}: ${content.type === "text" ? content.body : content.name}`,
    );
  }

  /** The ledger's records of what the business sent. */
  async ledger(): Promise<LedgerRecord[]> {
    const { Items = [] } = await this.testTable.table.client.send(
      new ScanCommand({ TableName: this.testTable.table.name, ConsistentRead: true }),
    );
    return Items.filter(({ direction }) => direction === "outbound") as unknown as LedgerRecord[];
  }

  close(): Promise<void> {
    return this.testTable.close();
  }

  #sender(by: Carried["by"], provider: "aws" | "twilio", number: PhoneNumber): WhatsAppSender {
    return {
      provider,
      number,
      send: async ({ messageId, to, content }) => {
        this.carried.push({ by, messageId, to, content });
        return (
          this.outcomes[by].shift() ?? {
            kind: "accepted",
            providerMessageId: `${by}-${this.carried.length}`,
          }
        );
      },
    };
  }

  readonly #log: Log = {
    info: (event, fields = {}) => this.logged.push({ level: "info", event, fields }),
    warn: (event, fields = {}) => this.logged.push({ level: "warn", event, fields }),
    error: (event, fields, error) =>
      this.logged.push({ level: "error", event, fields: { ...fields, error: String(error) } }),
  };

  async #put(Item: Record<string, unknown>): Promise<void> {
    const { table } = this.testTable;
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  }
}
