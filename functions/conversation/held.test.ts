import { fixedReply, unsupportedReply } from "../../shared/domain/content/fixed-replies";
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
    expect(world.texts()).toEqual([]);
    await world.write("B", "Hi");
    expect(world.texts()).toEqual(["B: You asked: eggs\n\nYou asked: Hi"]);
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
    for (let n = 0; n < 110; n += 1) await world.write("A", `${n}`);
    await world.write("B", "Hi");
    expect(world.texts().at(-1)).toContain("You asked: Hi");
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
