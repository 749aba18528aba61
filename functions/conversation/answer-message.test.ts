import { isOptedOut } from "../../shared/domain/contact/consent";
import type { InboundContent } from "../../shared/domain/content/content";
import { fixedReply } from "../../shared/domain/content/fixed-replies";
import { referralFor } from "../../shared/domain/safety/referral";
import { referralTexts } from "../../shared/domain/safety/referral-texts";
import { person, TestWorld } from "./conversation.testing";

let world: TestWorld;

beforeEach(async () => {
  world = await TestWorld.open();
});
afterEach(() => world.close());

describe("a message is answered", () => {
  it.each(["A", "B", "sms"] as const)("from the sender that it was written to: %s", async (to) => {
    await world.write(to, "two eggs");
    expect(world.texts()).toEqual([`${to}: You asked: two eggs`]);
    expect(await world.attempts()).toMatchObject([
      {
        status: "accepted",
        sender: to,
        provider: to === "A" ? "twilio" : "aws",
        providerMessageId: `${to}-1`,
      },
    ]);
  });

  it("once, however often it comes", async () => {
    const item = { kind: "inbound", message: world.message("B", "two eggs") } as const;
    await world.take(item);
    await world.take(item);
    expect(world.carried).toHaveLength(1);
  });

  it("to the address that wrote, not to an older one", async () => {
    const userId = { kind: "bsuid", value: "US.1" } as const;
    const both = { from: [...world.message("B", "").from, userId] as const };
    await world.write("B", "one", both);
    await world.write("B", "two", { from: [userId] });
    expect(world.carried[1]?.to).toEqual([userId]);
  });
});

test("who asks by WhatsApp sees that it was read and is being answered; a thumbs-up is left alone", async () => {
  const question = world.message("B", "two eggs");
  await world.take({ kind: "inbound", message: question });
  await world.write("A", "two eggs", { providerMessageId: "SM1" });
  await world.write("sms", "two eggs");
  const content = { type: "reaction", to: "x", emoji: "👍" } as const;
  await world.take({ kind: "inbound", message: world.message("B", "", { content }) });
  expect(world.typing).toEqual([`B: ${question.providerMessageId}`, "A: SM1"]);
});

test("STOP holds although an older START arrives after it", async () => {
  await world.write("B", "STOP");
  expect(world.texts()).toEqual([`B: ${fixedReply("stop", "en")}`]);
  const old = { writtenAt: world.now - 1_000 };
  world.now += 60_000;
  await world.write("B", "START", old);
  const [contact] = await world.contacts();
  expect(contact?.consent.map(({ state }) => state)).toEqual(["opted-out", "opted-out"]);
});

test("a START that comes after a later STOP is written down, and is no welcome", async () => {
  const old = { writtenAt: world.now - 1_000 };
  await world.write("B", "STOP");
  await world.write("B", "START", old);
  expect(world.texts()).toEqual([`B: ${fixedReply("stop", "en")}`]);
});

describe("who wanted nothing any more after they asked", () => {
  it("gets no answer that waited", async () => {
    world.outcomes.B.push({ kind: "not-taken", reason: "ECONNREFUSED" });
    await world.write("B", "two eggs");
    world.carried.length = 0;
    world.now += 1_000;
    await world.write("B", "STOP");
    await world.wakeUp();
    expect(world.texts()).toEqual([`B: ${fixedReply("stop", "en")}`]);
    expect(world.metricNames()).toContain("MessageSuppressed");
  });

  it("gets none to a question that comes late", async () => {
    const asked = { kind: "inbound", message: world.message("B", "two eggs") } as const;
    world.now += 1_000;
    await world.write("B", "STOP");
    await world.take(asked);
    expect(world.texts()).toEqual([`B: ${fixedReply("stop", "en")}`]);
  });

  it("is answered when they ask again, and referred whenever they are in need", async () => {
    const inNeed = { kind: "inbound", message: world.message("B", "I can't breathe") } as const;
    world.now += 1_000;
    await world.write("B", "STOP");
    await world.take(inNeed);
    await world.write("B", "two eggs");
    expect(world.texts().slice(1)).toEqual([
      `B: ${referralFor("I can't breathe")?.text}`,
      "B: You asked: two eggs",
    ]);
  });
});

test("a provider that cannot be reached is stood in for by the other number where it may", async () => {
  await world.write("B", "hello");
  await world.write("A", "hello");
  world.outcomes.A.push({ kind: "not-taken", reason: "ECONNREFUSED" });
  await world.write("A", "two eggs");
  expect(world.texts().slice(2)).toEqual(["A: You asked: two eggs", "B: You asked: two eggs"]);
});

test("what is throttled waits, and is then sent from the same number", async () => {
  await world.write("A", "hello");
  world.outcomes.B.push({
    kind: "refused",
    refusal: {
      disposition: "wait",
      code: "131056",
      alarm: false,
      known: true,
      explanation: "pair rate",
    },
  });
  await world.write("B", "two eggs");
  expect(world.parked).toHaveLength(1);
  await world.wakeUp();
  expect(world.texts()).toEqual([
    "A: You asked: hello",
    "B: You asked: two eggs",
    "B: You asked: two eggs",
  ]);
});

describe("before anything else is read", () => {
  it.each(["A", "B", "sms"] as const)("who is in need is referred, on %s", async (to) => {
    await world.write(to, "STOP. I can't breathe");
    expect(world.texts()).toEqual([`${to}: ${referralFor("I can't breathe")?.text}`]);
  });

  it("in the language they write", async () => {
    await world.write("B", "ich kann nicht atmen");
    expect(world.texts()[0]).toMatch(/Notruf: 112/);
  });

  it.each<InboundContent>([
    { type: "choice", title: "Other", description: "I can't breathe" },
    { type: "order", itemCount: 1, text: "I can't breathe" },
    { type: "form-reply", response: '{"flow_token":"t","more":{"note":"I can\'t breathe"}}' },
    { type: "image", media: { at: "meta", mediaId: "1" }, caption: "I can't breathe" },
  ])("in whatever the words stand: %j", async (content) => {
    await world.write("B", "", { content });
    expect(world.texts()).toEqual([`B: ${referralTexts.emergency.en}`]);
  });

  it.each([
    ["Please stop sending me messages, I have bulimia", "en", "eating-disorder"],
    ["STOP. I can't breathe", "en", "emergency"],
    ["Stop texting me. I want to die", "en", "self-harm"],
    ["No me escriban más, tengo anorexia", "es", "eating-disorder"],
    ["Bitte keine Nachrichten mehr, ich habe Magersucht", "de", "eating-disorder"],
  ] as const)(
    "whoever wants no more messages besides is heard in both: %s",
    async (body, language, topic) => {
      const referral = referralTexts[topic][language];
      await world.write("B", body);
      await world.write("sms", body);
      expect(world.texts()).toEqual([`B: ${referral}`, `sms: ${referral}`]);
      const [contact] = (await world.contacts()).filter(({ consent }) => consent.length > 0);
      expect(contact && isOptedOut(contact.consent, "whatsapp")).toBe(true);
      expect(world.optedOutAtAws).toEqual([person]);
      await expect(world.start("campaign")).resolves.toBeDefined();
      expect(world.carried).toHaveLength(2);
    },
  );
});

test("fixed words are in the language that the person writes", async () => {
  await world.write("B", "no me escriban más");
  await world.write("B", "STOPP");
  expect(world.texts()).toEqual([
    `B: ${fixedReply("stop", "es")}`,
    `B: ${fixedReply("stop", "de")}`,
  ]);
});

test("the disclaimer comes with the day's first answer alone", async () => {
  world.answerer = { answer: async ({ text }) => ({ text, disclaimer: "No advice." }) };
  await world.write("B", "two eggs");
  await world.write("B", "a banana");
  world.now += 24 * 60 * 60 * 1000;
  await world.write("B", "an apple");
  expect(world.texts()).toEqual([
    "B: two eggs\n\nNo advice.",
    "B: a banana",
    "B: an apple\n\nNo advice.",
  ]);
});
