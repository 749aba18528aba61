import { fixedReply, unsupportedReply } from "../../shared/domain/content/fixed-replies";
import { templateContent } from "../../shared/domain/content/template-catalogue";
import { initiate } from "../initiate/initiate";
import { TestWorld } from "./conversation.testing";

let world: TestWorld;
const hour = 60 * 60_000;

beforeEach(async () => {
  world = await TestWorld.open({ stage: "receive-only" });
});
afterEach(() => world.close());

describe("while A only receives", () => {
  it("two questions to A cost one template, and are answered together on B", async () => {
    await world.write("A", "eggs");
    await world.write("A", "milk");
    expect(world.texts()).toEqual(["B: we_moved"]);
    await world.write("B", "bread");
    expect(world.texts().slice(1)).toEqual([
      "B: You asked: eggs\n\nYou asked: milk\n\nYou asked: bread",
    ]);
    await world.write("B", "rice");
    expect(world.texts().slice(2)).toEqual(["B: You asked: rice"]);
  });

  it("who opted out gets no template, and their questions are answered when they write to B", async () => {
    await world.write("A", "STOP");
    await world.write("A", "eggs");
    expect(world.texts()).toEqual([`A: ${fixedReply("stop", "en")}`]);
    await world.write("B", "Hi");
    expect(world.texts().slice(1)).toEqual(["B: You asked: eggs\n\nYou asked: Hi"]);
  });

  it("STOP, START and HELP to A are confirmed from A at once", async () => {
    for (const word of ["HELP", "STOP", "START"]) {
      await world.write("A", word);
      world.now += 1_000;
    }
    expect(world.texts()).toEqual(
      (["help", "stop", "start"] as const).map((word) => `A: ${fixedReply(word, "en")}`),
    );
  });

  it("a tap on Continue gives what waits", async () => {
    await world.write("A", "eggs");
    await world.write("B", "", { content: { type: "choice", id: "continue", title: "Continue" } });
    expect(world.texts().slice(1)).toEqual(["B: You asked: eggs"]);
  });

  it("a picture on B gives what waits too", async () => {
    await world.write("A", "eggs");
    await world.write("B", "", { content: { type: "unsupported", kind: "image" } });
    expect(world.texts().slice(1)).toEqual([
      `B: You asked: eggs\n\n${unsupportedReply("image", "en")}`,
    ]);
  });

  it("each question is held for a day from when it was asked, and a template is sent once a day", async () => {
    await world.write("A", "eggs");
    world.now += 23 * hour;
    await world.write("A", "milk");
    expect(world.texts()).toEqual(["B: we_moved"]);
    world.now += 2 * hour;
    await world.write("B", "bread");
    expect(world.texts().slice(1)).toEqual(["B: You asked: milk\n\nYou asked: bread"]);
  });

  it("who stays at A is asked again after a day", async () => {
    for (let day = 0; day < 3; day += 1) {
      await world.write("A", "eggs");
      world.now += 12 * hour;
      await world.write("A", "milk");
      world.now += 12 * hour;
    }
    expect(world.texts()).toEqual(["B: we_moved", "B: we_moved", "B: we_moved"]);
  });

  it("who has written to B lately is answered from B at once", async () => {
    await world.write("B", "hello");
    await world.write("A", "eggs");
    expect(world.texts()).toEqual(["B: You asked: hello", "B: You asked: eggs"]);
  });

  it("a turn that is taken again holds its question once", async () => {
    const item = { kind: "inbound", message: world.message("A", "eggs") } as const;
    await world.take(item);
    await world.take(item);
    await world.write("B", "Hi");
    expect(world.texts()).toEqual(["B: we_moved", "B: You asked: eggs\n\nYou asked: Hi"]);
  });

  it("more questions than one transaction takes are answered all the same", async () => {
    world.answersAnHour = 1_000;
    for (let n = 0; n < 110; n += 1) {
      world.now += 1;
      await world.write("A", `${n}`);
    }
    await world.write("B", "Hi");
    const asked = world
      .texts()
      .slice(1)
      .join(" ")
      .match(/You asked: \S+/g);
    const questions = [...Array.from({ length: 110 }, (_, n) => `${n}`), "Hi"];
    expect(asked).toEqual(questions.map((question) => `You asked: ${question}`));
    await world.write("B", "rice");
    expect(world.texts().at(-1)).toBe("B: You asked: rice");
    await world.write("A", "milk");
    world.now += 25 * hour;
    await world.write("A", "bread");
    await world.write("B", "tea");
    expect(world.texts().at(-1)).toBe("B: You asked: bread\n\nYou asked: tea");
  });
});

test("at primary, a message redriven after a day is asked for a sign, not told that we moved", async () => {
  await world.declare({ stage: "primary" });
  const old = world.message("A", "eggs");
  world.now += 25 * hour;
  await world.take({ kind: "inbound", message: old });
  expect(world.texts()).toEqual(["A: answer_ready"]);
  await world.write("A", "milk");
  expect(world.texts().slice(1)).toEqual(["A: You asked: eggs\n\nYou asked: milk"]);
});

describe("to one person in an hour", () => {
  beforeEach(() => world.declare({ stage: "primary" }));

  it.each([
    ["questions", "eggs"],
    ["calls for help", "help."],
  ])("no more %s than a number are answered, and each more is counted", async (_, body) => {
    world.answersAnHour = 2;
    for (let times = 0; times < 4; times += 1) await world.write("A", body);
    expect(world.carried).toHaveLength(2);
    expect(world.metricNames().filter((name) => name === "TooManyAnswers")).toHaveLength(2);
    world.now += hour;
    await world.write("A", body);
    expect(world.carried).toHaveLength(3);
    if (body === "help.") expect(world.texts()[2]).toBe(`A: ${fixedReply("help", "en")}`);
  });

  it("a STOP is taken and confirmed however many there were", async () => {
    world.answersAnHour = 1;
    await world.write("A", "eggs");
    await world.write("A", "STOP");
    expect(world.carried).toHaveLength(2);
    expect((await world.contacts())[0]?.consent).toHaveLength(2);
  });

  it("one referral and the same confirmation are sent five times; another need is heard", async () => {
    world.answersAnHour = 1;
    for (let times = 0; times < 7; times += 1) {
      await world.write("A", "I can't breathe");
      await world.write("A", times % 2 === 0 ? "START" : "STOP");
      world.now += 1_000;
    }
    expect(world.carried).toHaveLength(10);
    expect(world.metricNames().filter((name) => name === "TooManyAnswers")).toHaveLength(4);
    const [contact] = await world.contacts();
    expect(contact?.consent.map(({ state }) => state)).toEqual(["opted-in", "opted-in"]);
    await world.write("A", "I want to die");
    expect(world.carried).toHaveLength(11);
    await world.write("A", "eggs");
    expect(world.carried).toHaveLength(11);
    world.now += hour;
    await world.write("A", "I can't breathe");
    expect(world.carried).toHaveLength(12);
  });
});

describe("what does not tell its language", () => {
  beforeEach(() => world.declare({ stage: "primary" }));
  const sticker = { content: { type: "unsupported", kind: "sticker" } } as const;

  it("is answered in the one that the person wrote last", async () => {
    await world.write("A", "cuántas calorías tiene un plátano");
    await world.write("A", "", sticker);
    expect(world.texts().at(-1)).toBe(`A: ${unsupportedReply("sticker", "es")}`);
    await world.write("A", "wie viele Kalorien hat ein Apfel");
    await world.write("A", "", sticker);
    expect(world.texts().at(-1)).toBe(`A: ${unsupportedReply("sticker", "de")}`);
    expect((await world.contacts())[0]?.language).toBe("de");
    await world.write("A", "how many calories are in an apple");
    expect((await world.contacts())[0]?.language).toBe("en");
  });

  it("is answered in English where they never did", async () => {
    await world.write("A", "", sticker);
    expect(world.texts()).toEqual([`A: ${unsupportedReply("sticker", "en")}`]);
  });
});

test("an answerer that fails is apologised for, and counted", async () => {
  await world.declare({ stage: "primary" });
  world.answerer = { answer: () => Promise.reject(new Error("no model")) };
  await world.write("A", "eggs");
  expect(world.texts()).toEqual([`A: ${fixedReply("apology", "en")}`]);
  expect(world.metricNames()).toContain("AnswererFailed");
});

describe("what the business starts", () => {
  beforeEach(() => world.declare({ stage: "primary" }));
  const throttled = {
    kind: "refused",
    refusal: { disposition: "wait", code: "x", alarm: false, known: true, explanation: "x" },
  } as const;

  /** Who asks for a turn, with the parts; each has it at once. */
  function tookAtOnce() {
    const took: [sender: string, parts: number][] = [];
    world.pace = {
      take(...asked) {
        took.push(asked);
        return 0;
      },
    };
    return took;
  }

  it("is sent once, however often it is asked for", async () => {
    const item = await world.start("one");
    await initiate(item, world.initiatePorts());
    await world.start("one");
    expect(world.texts()).toEqual(["A: we_moved"]);
  });

  it("waits while it is paused, and is sent when the pause is lifted", async () => {
    const brake = { cap: 100, reason: "x", incident: "I-1", at: 1 };
    await world.brake({ ...brake, pause: true });
    await world.start("one");
    await world.wakeUp(5);
    expect(world.carried).toEqual([]);
    await world.brake(brake);
    await world.wakeUp();
    expect(world.carried).toHaveLength(1);
  });

  it("that was throttled before the pause waits like the rest", async () => {
    world.outcomes.A.push(throttled);
    await world.start("one");
    const brake = { cap: 100, reason: "x", incident: "I-1", at: 1 };
    await world.brake({ ...brake, pause: true });
    await world.wakeUp(5);
    expect(world.carried).toHaveLength(1);
    await world.brake(brake);
    await world.wakeUp();
    expect(world.carried).toHaveLength(2);
  });

  const text = { type: "text", body: "Lunch?" } as const;
  const instead = templateContent("answer_ready", "en", {});

  it.each([
    ["as the template that was named for it", { outsideWindow: instead }, ["A: answer_ready"]],
    ["not at all without one", {}, []],
  ])("that waited until the window had closed is sent %s", async (_, more, sent) => {
    await world.write("A", "hello");
    world.outcomes.A.push(throttled);
    const notAfter = world.now + 30 * hour;
    await world.start("one", { content: text, notAfter, ...more });
    const brake = { cap: 100, reason: "x", incident: "I-1", at: 1 };
    await world.brake({ ...brake, pause: true });
    world.now += 24 * hour - 1;
    await world.takeDue();
    await world.brake(brake);
    await world.wakeUp();
    expect(world.texts().slice(1)).toEqual(["A: Lunch?", ...sent]);
    if (sent.length === 0) expect(world.metricNames()).toContain("MessageRejected");
  });

  it("that may be sent for a week keeps its words for a week", async () => {
    const notAfter = world.now + 7 * 24 * hour;
    await world.start("one", { notAfter });
    const content = (await world.items()).find(({ sk }) => sk === "CONTENT");
    expect(Number(content?.expiresAt) * 1000).toBeGreaterThanOrEqual(notAfter);
  });

  it("is looked up at Twilio by what was really sent", async () => {
    await world.write("A", "hello");
    world.now += 25 * hour;
    world.outcomes.A.push({ kind: "ambiguous", reason: "timeout" });
    world.lookUps = [{ kind: "found", providerMessageId: "SM1" }];
    await world.start("one", { content: text, outsideWindow: instead });
    await world.wakeUp();
    expect(world.asked).toMatchObject([{ content: { type: "template", name: "answer_ready" } }]);
  });

  it("goes by the other number as the template where only that number's window is closed", async () => {
    await world.write("A", "hello");
    world.outcomes.A.push({ kind: "not-taken", reason: "ECONNREFUSED" });
    await world.start("one", { content: text, outsideWindow: instead });
    expect(world.texts().slice(1)).toEqual(["A: Lunch?", "B: answer_ready"]);
  });

  it("keeps to the pace when it comes due again, and counts the parts of an SMS", async () => {
    const took = tookAtOnce();
    world.parts = 3;
    world.outcomes.sms.push(throttled);
    await world.start("one", { channel: "sms" });
    await world.wakeUp();
    expect(took).toEqual([
      ["sms", 3],
      ["sms", 3],
    ]);
    expect(world.carried).toHaveLength(2);
  });

  it("that comes due again waits for its turn, parked, and is neither dropped nor sent twice", async () => {
    const delays = [0, 0, 5_000, 200, 0, 0];
    world.pace = { take: () => delays.shift() ?? 0 };
    for (const key of ["one", "two"]) {
      world.outcomes.A.push(throttled);
      await world.start(key);
    }
    const began = world.now;
    await world.wakeUp();
    expect(delays).toEqual([]);
    expect(world.now - began).toBeGreaterThanOrEqual(5_000);
    expect(new Set(world.carried.map(({ attemptId }) => attemptId)).size).toBe(4);
  });

  it("from the number that stands in keeps to that number's pace", async () => {
    const took = tookAtOnce();
    world.outcomes.A.push({ kind: "not-taken", reason: "ECONNREFUSED" });
    await world.start("one");
    expect(took).toEqual([
      ["A", 1],
      ["B", 1],
    ]);
    expect(world.texts()).toEqual(["A: we_moved", "B: we_moved"]);
  });

  it("as marketing waits for the morning, also where it was begun the evening before", async () => {
    world.outcomes.A.push(throttled);
    await world.start("begun", { purpose: "marketing" });
    const morning = world.now + 10 * hour;
    world.quietUntil = morning;
    await world.start("fresh", { purpose: "marketing" });
    await world.wakeUp(1);
    expect(world.carried).toHaveLength(1);
    world.now = morning;
    world.quietUntil = undefined;
    await world.wakeUp();
    expect(world.carried).toHaveLength(3);
  });

  it("is not sent after its time", async () => {
    const item = await world.ask("one", { notAfter: world.now + hour });
    world.now += hour;
    await initiate(item, world.initiatePorts());
    expect(world.carried).toEqual([]);
    expect(world.counted).toContainEqual({
      name: "RequestRefused",
      dimensions: { code: "expired" },
    });
  });

  it("by SMS keeps the pace of the pool, and loses none", async () => {
    const began = world.now;
    const times: number[] = [];
    world.onCarried = () => times.push(world.now - began);
    const content = { type: "text", body: "Lunch?" } as const;
    for (let n = 0; n < 20; n += 1)
      await world.start(`sms-${n}`, {
        channel: "sms",
        content,
        to: { kind: "phone", value: `+120255501${String(n).padStart(2, "0")}` },
      });
    await world.wakeUp();
    expect(times).toHaveLength(20);
    // 2.4 a second after a burst of as many.
    expect(Math.max(...times)).toBeGreaterThanOrEqual((17 / 2.4) * 1000);
  });
});
