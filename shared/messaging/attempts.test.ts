import { statementsOf } from "../domain/contact/consent";
import { templateContent } from "../domain/content/template-catalogue";
import type { SendOutcome } from "../domain/delivery/outcome";
import type { SenderKey } from "../domain/message/channel";
import type { MessageRecord } from "../domain/message/ledger-record";
import type { Preparation } from "../ports";
import { Attempts } from "./attempts";
import { MessagingWorld, refused } from "./messaging.testing";
import { SenderChoice } from "./sender-choice";

let world: MessagingWorld;

beforeEach(() => {
  world = new MessagingWorld();
});

const attempts = () => new Attempts(world.ports(), new SenderChoice(world.ports()));

function prepare(
  sender: SenderKey,
  more: Partial<MessageRecord> = {},
  content = world.content,
): Promise<Preparation> {
  const { contact } = world;
  if (!contact) throw new Error("Somebody has to be there.");
  const record = world.record({ channel: sender === "sms" ? "sms" : "whatsapp", ...more });
  return attempts().prepare({ record, content, number: 1, sender, contact });
}

const ready = { kind: "ready" };
const refusedAs = (code: string) => ({ kind: "refused", refusal: { code } });

describe("what is prepared", () => {
  it("is refused to who opted out, by channel and purpose; an answer never is", async () => {
    const said = { state: "opted-out", source: "keyword", at: 1 } as const;
    const consent = statementsOf("whatsapp", ["utility"], said);
    world.contact = { ...(world.contact as NonNullable<typeof world.contact>), consent };
    expect(await prepare("B", { purpose: "utility" })).toMatchObject(refusedAs("opted-out"));
    expect(await prepare("B", { purpose: "marketing" })).toMatchObject(ready);
    expect(await prepare("B", { purpose: "answer" })).toMatchObject(ready);
    expect(await prepare("sms", { purpose: "utility" })).toMatchObject(ready);
  });

  it("is a template alone where the window is closed; SMS has no window", async () => {
    world.now += 24 * 60 * 60_000;
    const template = { ...world.content, content: templateContent("we_moved", "en", {}) };
    expect(await prepare("B")).toMatchObject(refusedAs("window-closed"));
    expect(await prepare("A", {}, template)).toMatchObject(ready);
    expect(await prepare("sms")).toMatchObject(ready);
  });

  it("is refused by a sender that the stack no longer has", async () => {
    const template = { ...world.content, content: templateContent("we_moved", "en", {}) };
    world.withoutA = true;
    expect(await prepare("A", {}, template)).toMatchObject(refusedAs("no-sender"));
  });

  it("goes to the addresses that still reach the person, and to nobody where none does", async () => {
    const left = { kind: "waId", value: "12025550142" } as const;
    const [known] = world.content.to;
    await prepare("B", {}, { ...world.content, to: [left, known] });
    expect(world.prepared).toMatchObject([{ to: [known] }]);
    const nobody = await prepare("B", {}, { ...world.content, to: [left] });
    expect(nobody).toMatchObject(refusedAs("address-changed"));
  });
});

describe("a new attempt", () => {
  const made = (sender: SenderKey, preparation: Preparation) =>
    attempts().newAttempt(1, sender, { reason: "x" }, preparation);
  const refusal = refused("reject") as Extract<Preparation, { kind: "refused" }>;

  it("names the provider, also of a sender that is gone", () => {
    expect(made("B", refusal).provider).toBe("aws");
    expect(made("A", refusal).provider).toBe("twilio");
    world.withoutA = true;
    expect(made("A", refusal).provider).toBe("twilio");
  });

  it("has the parts that were counted, where they were", async () => {
    const parts = async () => made("sms", await prepare("sms"));
    expect(await parts()).not.toHaveProperty("parts");
    world.parts = 2;
    expect(await parts()).toHaveProperty("parts", 2);
    expect(made("sms", { ...refusal, parts: 3 } as Preparation)).not.toHaveProperty("parts");
  });

  it("is told apart from one of another run", async () => {
    expect(made("B", refusal).run).not.toBe(made("B", refusal).run);
  });
});

describe("a call", () => {
  it("that was refused before it was made makes none", async () => {
    const message = world.know([world.attempt(1, "B")]);
    const refusal = refused("reject", { code: "window-closed" }) as Preparation;
    const after = await attempts().call(message, world.attempt(1, "B"), refusal);
    expect(world.carried).toEqual([]);
    expect(after.attempts).toMatchObject([{ outcome: { refusal: { code: "window-closed" } } }]);
  });

  it("is not made without the time to finish", async () => {
    const message = world.know([world.attempt(1, "B")]);
    const preparation = await prepare("B");
    world.remainingMs = 3_500;
    const after = await attempts().call(message, world.attempt(1, "B"), preparation);
    expect(world.carried).toEqual([]);
    expect(after.attempts).toMatchObject([{ outcome: { refusal: { code: "not-in-time" } } }]);
  });

  it("of a sender that is gone needs no time to finish", () => {
    world.withoutA = true;
    world.remainingMs = 501;
    expect(attempts().isInTime("A")).toBe(true);
  });

  it("by SMS says nothing of an arm", async () => {
    const health = world.ports();
    for (const sender of ["sms", "sms", "sms", "B", "B", "B"] as const) {
      world.outcomes.push({ kind: "not-taken", reason: "ECONNREFUSED" });
      const message = world.know([world.attempt(1, sender)]);
      const calls = new Attempts(health, new SenderChoice(health));
      await calls.call(message, world.attempt(1, sender), await prepare(sender));
    }
    expect(world.tripped).toEqual([["B", world.now + 30_000]]);
    expect(world.counted).toContainEqual(["ArmDown", { arm: "B" }]);
  });
});

test("a provider that cannot be asked, or is gone, knows nothing of an attempt", async () => {
  world.withoutA = true;
  const message = world.know([world.attempt(1, "B")]);
  expect(await attempts().ask(world.attempt(1, "B"), message)).toBeUndefined();
  expect(await attempts().ask(world.attempt(1, "A"), message)).toBeUndefined();
});

test("an attempt without a time is asked about from the time of its message", async () => {
  const message = world.know([]);
  await attempts().ask(world.attempt(1, "A", { events: {} }), message);
  expect(world.asked).toMatchObject([{ at: message.record.createdAt, notThese: [] }]);
});

/** Ids, codes and reasons; never what was written, or to whom. */
test.each<[SendOutcome, object[], [level: string, event: string, fields: object]]>([
  [
    { kind: "accepted", providerMessageId: "p" },
    [["SendOutcome", { sender: "B", outcome: "accepted" }]],
    ["info", "send.accepted", {}],
  ],
  [
    { kind: "ambiguous", reason: "timeout" },
    [["SendOutcome", { sender: "B", outcome: "ambiguous" }]],
    ["warn", "send.ambiguous", { reason: "timeout" }],
  ],
  [
    { kind: "not-taken", reason: "ECONNREFUSED" },
    [["SendOutcome", { sender: "B", outcome: "not-taken" }]],
    ["warn", "send.not-taken", { reason: "ECONNREFUSED" }],
  ],
  [
    refused("wait"),
    [
      ["SendOutcome", { sender: "B", outcome: "refused" }],
      ["SendRefused", { sender: "B", disposition: "wait", code: "131" }],
    ],
    ["warn", "send.refused", { code: "131", disposition: "wait", explanation: "no" }],
  ],
  [
    refused("reject", { alarm: true, known: false }),
    [
      ["SendOutcome", { sender: "B", outcome: "refused" }],
      ["SendRefused", { sender: "B", disposition: "reject", code: "131" }],
      ["SendNeedsAttention", { provider: "aws", code: "131" }],
      ["UnknownCode", { provider: "aws", code: "131" }],
    ],
    ["warn", "send.refused", { code: "131", disposition: "reject", explanation: "no" }],
  ],
])("whoever watches is told of %j", (outcome, counted, [level, event, fields]) => {
  const record = world.record();
  attempts().report(record, world.attempt(2, "B"), outcome);
  const common = { messageId: record.messageId, attempt: 2, sender: "B", provider: "aws" };
  expect(world.counted).toEqual(counted);
  expect(world.logged).toEqual([[level, event, { ...common, ...fields }]]);
});
