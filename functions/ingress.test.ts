import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { DeliveryEvent } from "../shared/domain/delivery";
import type { ConversationTurn } from "../shared/domain/message/message";
import { type IngressPorts, workEach } from "./ingress";
import { takeSmsEvent } from "./sms-ingress/take-sms-event";
import { takeWhatsAppEvent } from "./whatsapp-ingress/take-whatsapp-event";

let turns: ConversationTurn[];
let deliveries: DeliveryEvent[];
let found: "recorded" | "unknown message";
let logged: string[];

beforeEach(() => {
  turns = [];
  deliveries = [];
  logged = [];
  found = "recorded";
});

const write = (event: string, fields: object = {}) =>
  logged.push(`${event} ${JSON.stringify(fields)}`);
const ports: IngressPorts = {
  clock: { now: () => 1_762_827_900_000, wait: async () => {} },
  log: { info: write, warn: write, error: write },
  queue: {
    handOver: async (turn) => {
      turns.push(turn);
    },
  },
  ledger: {
    recordEvent: async (event) => {
      deliveries.push(event);
      return found;
    },
  },
};

const whatsapp = (value: object) =>
  JSON.stringify({
    whatsAppWebhookEntry: JSON.stringify({ id: "1", changes: [{ field: "messages", value }] }),
    messageId: "aws-1",
  });
const text = (id: string) => ({
  from: "12025550199",
  id,
  timestamp: "1762827867",
  type: "text",
  text: { body: "secret words" },
});
const metadata = { display_phone_number: "12025550101" };
const status = { id: "wamid.1", status: "sent", timestamp: "1762827867" };

it("WhatsApp messages go over in order, statuses to the ledger, no body to the log", async () => {
  await takeWhatsAppEvent(
    whatsapp({ metadata, messages: [text("wamid.1"), text("wamid.2")], statuses: [status] }),
    ports,
  );
  expect(turns.map((turn) => turn.kind === "inbound" && turn.message.providerMessageId)).toEqual([
    "wamid.1",
    "wamid.2",
  ]);
  expect(deliveries).toMatchObject([{ status: "sent", providerMessageIds: ["aws-1", "wamid.1"] }]);
  expect(logged.join()).not.toContain("secret");
});

it("an event that may have overtaken its record is tried again; an old one is let go", async () => {
  found = "unknown message";
  const old = { ...status, timestamp: "1762827000" };
  await expect(takeWhatsAppEvent(whatsapp({ statuses: [status] }), ports)).rejects.toThrow(
    /No ledger record yet/,
  );
  await takeWhatsAppEvent(whatsapp({ statuses: [old] }), ports);
  await takeWhatsAppEvent(
    whatsapp({ statuses: [{ ...status, biz_opaque_callback_data: "m-1" }] }),
    ports,
  );
  expect(logged.filter((line) => line.startsWith("delivery.unknown"))).toHaveLength(2);
});

it("SMS goes the same way", async () => {
  const sms = {
    originationNumber: "+12025550199",
    destinationNumber: "+12025550102",
    messageBody: "eggs",
    inboundMessageId: "i-1",
  };
  await takeSmsEvent(JSON.stringify(sms), ports);
  await takeSmsEvent(
    JSON.stringify({ eventType: "TEXT_DELIVERED", messageId: "sms-1", isFinal: true }),
    ports,
  );
  expect(turns).toMatchObject([{ message: { channel: "sms", providerMessageId: "i-1" } }]);
  expect(deliveries).toMatchObject([{ channel: "sms", status: "delivered" }]);
});

it("of a batch only what failed goes back, also when all of it fails", async () => {
  const record = (messageId: string, body: string) =>
    ({
      messageId,
      body,
      eventSource: "aws:sqs",
      attributes: { ApproximateReceiveCount: "1" },
    }) as SQSRecord;
  const good = record("good", whatsapp({ metadata, messages: [text("wamid.1")] }));
  const bad = record("bad", "poison");
  const run = async (Records: SQSRecord[]) =>
    (
      await workEach({ Records } as SQSEvent, ports.log, ({ body }) =>
        takeWhatsAppEvent(body, ports),
      )
    ).batchItemFailures;
  expect(await run([bad, good])).toEqual([{ itemIdentifier: "bad" }]);
  expect(await run([bad])).toEqual([{ itemIdentifier: "bad" }]);
  expect(turns).toHaveLength(1);
});
