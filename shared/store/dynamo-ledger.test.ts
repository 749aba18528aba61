import { GetCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import type { ContactId } from "../domain/contact/contact";
import {
  climb,
  type DeliveryEvent,
  type DeliveryStatus,
  type ReportedStatus,
} from "../domain/delivery";
import { initiatedId, type OutboundMessageId } from "../domain/message/message-id";
import { DynamoLedger } from "./dynamo-ledger";
import { openTestTable, type TestTable } from "./table.testing";

let test: TestTable;
let now = 1_000;
let ledger: DynamoLedger;
const clock = { now: () => now, wait: async () => {} };

beforeAll(async () => {
  test = await openTestTable();
  ledger = new DynamoLedger(test.table, clock);
});
afterAll(() => test.close());

let next = 0;
async function intended(): Promise<OutboundMessageId> {
  const messageId = initiatedId(`request-${next++}`);
  const intent = {
    messageId,
    contactId: "contact-1" as ContactId,
    channel: "whatsapp",
    provider: "aws",
    arm: "B",
    content: "text",
  } as const;
  expect(await ledger.intend(intent)).toEqual({ kind: "new" });
  return messageId;
}

async function read(messageId: OutboundMessageId): Promise<Record<string, unknown>> {
  const Key = { pk: `MESSAGE#${messageId}`, sk: "RECORD" };
  return (
    (await test.table.client.send(new GetCommand({ TableName: test.table.name, Key }))).Item ?? {}
  );
}

const event = (status: ReportedStatus, more: Partial<DeliveryEvent>): DeliveryEvent => ({
  channel: "whatsapp",
  provider: "aws",
  providerMessageIds: [],
  status,
  receivedAt: now,
  ...more,
});

describe("DynamoLedger", () => {
  it("ends at the same status whatever the order and number of events, like climb", async () => {
    const step = fc.constantFrom<(ReportedStatus | "outcome")[]>(
      "accepted",
      "sent",
      "failed",
      "delivered",
      "read",
      "outcome",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const messageId = await intended();
        for (const one of steps) {
          if (one === "outcome")
            await ledger.recordOutcome(messageId, {
              kind: "accepted",
              providerMessageId: `p-${messageId}`,
            });
          else expect(await ledger.recordEvent(event(one, { messageId }))).toBe("recorded");
        }
        const statuses = steps.map((one): DeliveryStatus => (one === "outcome" ? "accepted" : one));
        const record = await read(messageId);
        expect(record.status).toBe(statuses.reduce(climb, "intended"));
        expect(Object.keys(record.events ?? {}).sort()).toEqual(
          [...new Set(["intended", ...statuses])].sort(),
        );
        if (steps.includes("outcome")) expect(record.providerMessageId).toBe(`p-${messageId}`);
      }),
      { numRuns: 40 },
    );
  });

  it("notes when each status was first seen, on both clocks", async () => {
    now = 1_000;
    const messageId = await intended();
    await ledger.recordEvent(event("delivered", { messageId, providerAt: 900, receivedAt: 2_000 }));
    await ledger.recordEvent(event("delivered", { messageId, providerAt: 950, receivedAt: 3_000 }));
    await ledger.recordEvent(event("sent", { messageId, providerAt: 800, receivedAt: 4_000 }));
    expect(await read(messageId)).toMatchObject({
      status: "delivered",
      events: {
        intended: { at: 1_000 },
        delivered: { at: 2_000, providerAt: 900 },
        sent: { at: 4_000, providerAt: 800 },
      },
    });
  });

  it("finds the record by the provider's id where ours did not come back", async () => {
    const messageId = await intended();
    await ledger.recordOutcome(messageId, { kind: "accepted", providerMessageId: "aws-1" });
    const foreign = { messageId: "somebody-else" as OutboundMessageId };
    expect(
      await ledger.recordEvent(
        event("read", { ...foreign, providerMessageIds: ["unheard", "aws-1"] }),
      ),
    ).toBe("recorded");
    expect(await read(messageId)).toMatchObject({ status: "read" });
  });

  it("makes no record of an event that belongs to none", async () => {
    const messageId = "m-nobody" as OutboundMessageId;
    expect(
      await ledger.recordEvent(event("read", { messageId, providerMessageIds: ["unheard"] })),
    ).toBe("unknown message");
    expect(await read(messageId)).toEqual({});
  });

  it("takes an intent again only after a deferred outcome", async () => {
    const messageId = await intended();
    const again = {
      messageId,
      contactId: "contact-1" as ContactId,
      channel: "sms",
      provider: "aws",
      content: "text",
    } as const;
    expect(await ledger.intend(again)).toMatchObject({
      kind: "known",
      record: { status: "intended" },
    });
    await ledger.recordOutcome(messageId, {
      kind: "deferred",
      fault: { class: "throttled", code: "429", explanation: "" },
    });
    expect(await ledger.intend(again)).toEqual({ kind: "new" });
    expect(await ledger.intend(again)).toMatchObject({ kind: "known" });
  });

  it("knows its own intent again when the SDK repeats a write that had got through", async () => {
    const sameToken = new DynamoLedger(test.table, clock, () => "token");
    const intent = {
      messageId: initiatedId("twice"),
      contactId: "c" as ContactId,
      channel: "sms",
      provider: "aws",
      content: "text",
    } as const;
    await sameToken.intend(intent);
    expect(await sameToken.intend(intent)).toEqual({ kind: "new" });
  });
});
