import type { SQSEvent, SQSRecord } from "aws-lambda";
import { arrival, entryOf, example, ours } from "../shared/adapters/aws/whatsapp-events.testing";
import { phoneNumber } from "../shared/domain/message/channel";
import { IngressWorld } from "./ingress.testing";
import { takeSmsEvents } from "./sms-ingress/take-sms-events";
import { takeWhatsAppEvents } from "./whatsapp-ingress/take-whatsapp-events";

let world: IngressWorld;
beforeEach(() => {
  world = new IngressWorld("whatsapp");
});

const record = (messageId: string, body: string) =>
  ({
    messageId,
    body,
    eventSource: "aws:sqs",
    attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1795512600500" },
  }) as SQSRecord;

/** A batch with one record an entry; their ids are `r0`, `r1` and so on. */
const whatsapp = async (...entries: unknown[]) => {
  const Records = entries.map((entry, index) =>
    record(`r${index}`, typeof entry === "string" ? entry : arrival(entry).body),
  );
  const { batchItemFailures } = await takeWhatsAppEvents({ Records } as SQSEvent, {
    ...world.ports,
    ours,
  });
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
};

const text = (id: string, more: object = {}) => ({
  from: "12025550123",
  id: `wamid.${id}`,
  timestamp: "1795512590",
  type: "text",
  text: { body: "secret words" },
  ...more,
});
const attempt = (digit: string) => `m-${digit.repeat(32)}.1`;
const status = (word: string, more: object = {}) => ({
  id: "wamid.out",
  status: word,
  timestamp: "1795512590",
  recipient_id: "12025550123",
  biz_opaque_callback_data: attempt("a"),
  ...more,
});
const code = (number: number) => ({ errors: [{ code: number }] });

describe("messages", () => {
  it("go over in the order of writing, whatever order the batch has", async () => {
    await whatsapp(
      entryOf({ messages: [text("3", { timestamp: "1795512593" })] }),
      entryOf({ messages: [text("1", { timestamp: "1795512591" }), text("0")] }),
      entryOf({ messages: [text("2", { timestamp: "1795512592" })] }),
    );
    expect(world.handedOver()).toEqual(["wamid.0", "wamid.1", "wamid.2", "wamid.3"]);
    expect(world.counted("InboundMessage")).toBe(4);
  });

  it("of one person wait for those before; another person's do not", async () => {
    world.refusesToHandOver = (id) => id === "wamid.1";
    const failed = await whatsapp(
      entryOf({ messages: [text("1", { timestamp: "1795512591" })] }),
      entryOf({ messages: [text("2", { timestamp: "1795512592" })] }),
      entryOf({ messages: [text("other", { from: "12025550177" })] }),
    );
    expect(world.handedOver()).toEqual(["wamid.other"]);
    expect(failed.sort()).toEqual(["r0", "r1"]);
  });

  it("and what a person does otherwise leave no word, name or number in the log", async () => {
    world.refusesToHandOver = (id) => id === "wamid.2";
    await whatsapp(
      example("text"),
      example("system-number-change"),
      example("user-preferences"),
      example("reaction"),
      entryOf({ messages: [text("2", { timestamp: "1795512600" }), { ...text("3"), id: null }] }),
      entryOf({ statuses: [status("failed", code(131026)), status("pondered")] }),
    );
    expect(world.logged()).not.toMatch(/secret|calories|Grace|12025550123|wamid\./);
    expect(world.logged()).toContain("inbound.handedOver");
  });
});

describe("what a person does without writing", () => {
  it("goes over too", async () => {
    expect(await whatsapp(example("system-number-change"))).toEqual([]);
    expect(world.items).toMatchObject([{ kind: "person", event: { kind: "aliases-changed" } }]);
  });
});

describe("delivery events", () => {
  it("of one attempt are one write, across the records of a batch", async () => {
    await whatsapp(
      entryOf({ statuses: [status("sent")] }),
      entryOf({ statuses: [status("read", { biz_opaque_callback_data: null })] }),
      entryOf({ statuses: [status("sent", { id: "w2", biz_opaque_callback_data: attempt("b") })] }),
      entryOf({ statuses: [status("delivered")] }),
    );
    const written = world.written.map((events) => events.map((event) => event.status));
    expect(written.sort()).toEqual([["sent"], ["sent", "read", "delivered"]]);
    const [longest = []] = world.written.filter((events) => events.length > 1);
    expect(longest.map(({ attemptId }) => attemptId)).toEqual(Array(3).fill(attempt("a")));
  });

  it("that cannot be written send back every record that tells of that attempt, no other", async () => {
    world.refusesToWrite = (id) => id === attempt("a");
    const failed = await whatsapp(
      entryOf({ statuses: [status("sent")] }),
      entryOf({ statuses: [status("sent", { id: "w2", biz_opaque_callback_data: attempt("b") })] }),
      entryOf({ statuses: [status("delivered")] }),
    );
    expect(failed.sort()).toEqual(["r0", "r2"]);
  });

  it("of a failure go on to the conversation once they are written", async () => {
    await whatsapp(entryOf({ statuses: [status("sent"), status("failed", code(131050))] }));
    expect(world.items).toMatchObject([
      { kind: "undelivered", event: { refusal: { suppression: "marketing-opt-out" } } },
    ]);
    world = new IngressWorld("whatsapp");
    world.refusesToWrite = () => true;
    await whatsapp(entryOf({ statuses: [status("failed", code(131050))] }));
    expect(world.items).toEqual([]);
  });
});

describe("what is odd", () => {
  it("is put aside alone, with its reason; the rest of its event is taken", async () => {
    const odd = { ...text("odd"), type: "image", image: {} };
    expect(await whatsapp(entryOf({ messages: [text("1"), odd] }), "poison")).toEqual([]);
    expect(world.handedOver()).toEqual(["wamid.1"]);
    expect(world.quarantined).toMatchObject([
      { item: { messages: [{ id: "wamid.odd" }] }, reason: expect.stringContaining("image") },
      { item: "poison" },
    ]);
    expect(world.counted("InboundUnreadable")).toBe(2);
  });

  it("goes back to its queue when it cannot be put aside", async () => {
    world.refusesToQuarantine = true;
    expect(await whatsapp("poison", entryOf({ messages: [text("1")] }))).toEqual(["r0"]);
    expect(world.handedOver()).toEqual(["wamid.1"]);
  });

  it("or not ours is counted with the reason, and nothing more", async () => {
    await whatsapp(
      entryOf({ metadata: { phone_number_id: "9" }, messages: [text("1")] }),
      entryOf({ messages: [text("2", { group_id: "g" })] }),
      entryOf({ statuses: [status("pondered")] }),
      { id: "1", changes: [{ field: "hologram_update" }] },
    );
    expect(world.items).toEqual([]);
    expect(world.written).toEqual([]);
    expect(world.countedBy("InboundIgnored", "why")).toEqual([
      "another-number",
      "group",
      "unknown-status",
      "unknown-kind",
    ]);
  });
});

describe("the account", () => {
  it("that is disabled is told to somebody; a template that is approved is only counted", async () => {
    await whatsapp(example("account-disabled"), example("template-approved"));
    expect(world.countedBy("AccountEvent", "event")).toEqual([
      "DISABLED_UPDATE:DISABLE",
      "APPROVED",
    ]);
    expect(world.countedBy("AccountNeedsAttention", "about")).toEqual(["account"]);
    expect(world.logged()).toContain('"event":"account"');
  });

  it.each([
    ["template-rejected", 1],
    ["template-paused", 1],
    ["template-category", 1],
    ["template-quality", 1],
    ["template-components", 0],
    ["phone-number-quality", 0],
    ["business-capability", 0],
    ["account-restricted", 1],
    ["account-violation", 1],
    ["account-offboarded", 1],
  ])("%s calls for somebody: %d", async (name, alarms) => {
    await whatsapp(example(name));
    expect(world.counted("AccountNeedsAttention")).toBe(alarms);
  });
});

describe("SMS", () => {
  it("goes the same way", async () => {
    world = new IngressWorld("sms");
    const sms = {
      originationNumber: "+12025550199",
      destinationNumber: "+12025550102",
      messageBody: "eggs",
      inboundMessageId: "i-1",
    };
    const event = {
      eventType: "TEXT_DELIVERED",
      messageId: "sms-1",
      context: { attempt: attempt("c") },
    };
    const Records = [sms, event, "poison"].map((one, index) =>
      record(`r${index}`, typeof one === "string" ? one : JSON.stringify(one)),
    );
    const result = await takeSmsEvents({ Records } as SQSEvent, {
      ...world.ports,
      ours: [phoneNumber("+12025550102")],
    });
    expect(result.batchItemFailures).toEqual([]);
    expect(world.items).toMatchObject([{ message: { channel: "sms", writtenAt: 1795512600500 } }]);
    expect(world.written).toMatchObject([[{ channel: "sms", status: "delivered" }]]);
    expect(world.quarantined).toMatchObject([{ item: "poison" }]);
  });
});

describe("a file", () => {
  const picture = (id: string) =>
    entryOf({ messages: [text(id, { type: "image", text: undefined, image: { id: "42" } })] });

  it("is kept apart from its answer, which does not wait for it", async () => {
    expect(await whatsapp(picture("1"), entryOf({ messages: [text("2")] }))).toEqual([]);
    expect(world.handedOver()).toEqual(["wamid.1", "wamid.2"]);
    expect(world.files).toEqual([
      {
        provider: "aws",
        providerMessageId: "wamid.1",
        type: "image",
        source: { at: "meta", mediaId: "42" },
      },
    ]);
  });

  it("that cannot be handed over comes back with its message, which was handed over", async () => {
    world.refusesFiles = true;
    expect(await whatsapp(picture("1"))).toEqual(["r0"]);
    expect(world.handedOver()).toEqual(["wamid.1"]);
  });
});
