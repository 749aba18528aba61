import type { DeliveryEvent } from "../domain/delivery/event";
import type { ConversationItem } from "../domain/message/conversation-item";
import { type AttemptId, attemptId, initiatedId } from "../domain/message/message-id";
import { MessagingWorld, refusal } from "./messaging.testing";
import { recordDelivery } from "./record-delivery";

const ours = attemptId(initiatedId("one"), 1);
const minute = 60_000;

const event = (more: Partial<DeliveryEvent> = {}): DeliveryEvent => ({
  channel: "whatsapp",
  provider: "aws",
  providerMessageIds: ["id-1", "id-2"],
  status: "sent",
  receivedAt: 1_000_000,
  ...more,
});

async function record(
  known: AttemptId | undefined,
  ...events: [DeliveryEvent, ...DeliveryEvent[]]
) {
  const { log, metrics, logged, counted } = new MessagingWorld();
  const recorded: (readonly DeliveryEvent[])[] = [];
  const handedOver: ConversationItem[] = [];
  await recordDelivery(events, {
    ledger: {
      record: async (batch) => {
        recorded.push(batch);
        return known ? { attemptId: known } : "unknown message";
      },
    },
    queue: { handOver: async (item) => void handedOver.push(item) },
    log,
    metrics,
  });
  return { recorded, handedOver, counted, logged };
}

describe("what a provider tells of an attempt", () => {
  it("is written as one batch, and logged by ids that name nobody", async () => {
    const wamid = "wamid.HBgLMTIwMjU1NTAxMDEVAgASGBQzQQA=";
    const events = [
      event({ providerMessageIds: [wamid] }),
      event({ status: "delivered" }),
    ] as const;
    const { recorded, handedOver, counted, logged } = await record(ours, ...events);
    expect(recorded).toEqual([events]);
    expect([handedOver, counted]).toEqual([[], []]);
    const fields = {
      attemptId: ours,
      providerMessageId: expect.stringMatching(/^wamid#/),
      provider: "aws",
      status: "sent,delivered",
      code: undefined,
    };
    expect(logged).toEqual([["info", "delivery", fields]]);
  });

  it.each([
    [{ alarm: false, known: true }, []],
    [{ alarm: true, known: true }, ["SendNeedsAttention"]],
    [{ alarm: false, known: false }, ["UnknownCode"]],
  ])("and is a failure %j is counted and handed over under our id", async (marks, more) => {
    const failed = event({ status: "failed", refusal: refusal("failover", marks) });
    const { handedOver, counted, logged } = await record(ours, event(), failed);
    expect(handedOver).toEqual([{ kind: "undelivered", event: { ...failed, attemptId: ours } }]);
    expect(counted).toEqual([
      ["DeliveryFailed", { provider: "aws", disposition: "failover", code: "131" }],
      ...more.map((name) => [name, { provider: "aws", code: "131" }]),
    ]);
    expect(logged).toMatchObject([["info", "delivery", { code: "131" }]]);
  });
});

describe("what a provider tells of nobody's attempt", () => {
  const receivedAt = 1_000_000;

  it("may have overtaken the outcome, and is told again, while it is young", async () => {
    const young = event({ providerAt: receivedAt - minute + 1 });
    await expect(record(undefined, young)).rejects.toThrow("No attempt is known yet for a status");
  });

  it.each<[string, Partial<DeliveryEvent>]>([
    ["is a minute old", { providerAt: receivedAt - minute }],
    ["does not say when", {}],
    [
      "carries an id of ours, which is written before the call",
      { attemptId: ours, providerAt: receivedAt },
    ],
  ])("is counted where it %s", async (_, more) => {
    const { counted, logged, handedOver } = await record(undefined, event(more));
    expect(counted).toEqual([["DeliveryOfUnknownMessage", { provider: "aws" }]]);
    expect(logged).toMatchObject([["warn", "delivery.unknown", { providerMessageId: "id-1" }]]);
    expect(handedOver).toEqual([]);
  });
});
