import type { Disposition, Refusal, SendOutcome } from "../../shared/domain/delivery/outcome";
import { brakeSortKey, rolloutKey } from "../../shared/store/item-shapes";
import { TestWorld } from "./conversation.testing";
import { takeItem } from "./take-item";

let world: TestWorld;

beforeEach(async () => {
  world = await TestWorld.open({}, "memory");
});
afterEach(() => world.close());

const refusal = (disposition: Disposition, more: Partial<Refusal> = {}): Refusal => ({
  disposition,
  code: "1",
  alarm: false,
  known: true,
  explanation: "x",
  ...more,
});
const refused = (disposition: Disposition, more: Partial<Refusal> = {}): SendOutcome => ({
  kind: "refused",
  refusal: refusal(disposition, more),
});
const ambiguous: SendOutcome = { kind: "ambiguous", reason: "timeout" };
const notTaken: SendOutcome = { kind: "not-taken", reason: "ECONNREFUSED" };
const minute = 60_000;

/** Both windows are open. */
async function openWindows(): Promise<void> {
  world.answersAnHour = 100;
  await world.write("B", "hello");
  await world.write("A", "hello");
  world.carried.length = 0;
  world.now += 1_000;
}

const inbound = (to: "A" | "B" | "sms", body: string) =>
  ({ kind: "inbound", message: world.message(to, body) }) as const;
const firstCarried = () => {
  const [first] = world.carried;
  if (!first) throw new Error("Nothing was carried.");
  return { provider: "aws", id: first.attemptId } as const;
};
const last = async () => {
  const attempt = (await world.attempts()).at(-1);
  if (!attempt) throw new Error("Nothing was attempted.");
  return attempt;
};

describe("what cannot be prepared", () => {
  it("records nothing and rejects, and the next run answers at once", async () => {
    const item = inbound("B", "two eggs");
    world.unready.push(new Error("Secrets Manager is down"));
    await expect(world.take(item)).rejects.toThrow("Secrets Manager is down");
    expect(await world.attempts()).toEqual([]);
    expect(await world.contacts()).toEqual([]);
    await world.take(item);
    expect(world.texts()).toEqual(["B: You asked: two eggs"]);
  });

  it("for a further attempt waits, and dies of nothing but its time", async () => {
    world.outcomes.B.push(refused("retry"));
    await world.write("B", "two eggs");
    world.unready.push(new Error("Secrets Manager is down"));
    await world.wakeUp(1);
    expect(world.carried).toHaveLength(1);
    expect(world.metricNames()).toContain("PrepareFailed");
    await world.wakeUp();
    expect(world.texts()).toHaveLength(2);
    expect(await last()).toMatchObject({ number: 2, status: "accepted" });
  });
});

describe("an outcome that nobody knows", () => {
  it("at Twilio is looked up after 30 seconds; found is accepted, and nothing is sent again", async () => {
    world.outcomes.A.push(ambiguous);
    await world.write("A", "two eggs");
    const began = world.now;
    world.lookUps = [{ kind: "found", providerMessageId: "SM1" }];
    await world.wakeUp();
    expect(world.now - began).toBe(30_000);
    expect(world.asked).toMatchObject([{ at: began, content: { body: "You asked: two eggs" } }]);
    expect(world.carried).toHaveLength(1);
    expect(await last()).toMatchObject({ status: "accepted", providerMessageId: "SM1" });
    expect(world.parked).toEqual([]);
  });

  it("at Twilio is sent again, from the same number, when it was absent after 5 minutes too", async () => {
    await openWindows();
    world.outcomes.A.push(ambiguous);
    world.lookUps = [{ kind: "absent" }, { kind: "absent" }];
    await world.write("A", "two eggs");
    const began = world.now;
    await world.wakeUp(1);
    expect(world.carried).toHaveLength(1);
    await world.wakeUp();
    expect(world.asked).toHaveLength(2);
    expect(world.now - began).toBeGreaterThanOrEqual(5 * minute);
    expect(world.texts()).toEqual(["A: You asked: two eggs", "A: You asked: two eggs"]);
  });

  it("at Twilio is asked for again while Twilio cannot answer, and then given up as unknown", async () => {
    world.outcomes.A.push(ambiguous);
    await world.write("A", "two eggs");
    world.lookUps = Array.from({ length: 1_000 }, () => new Error("Twilio is down"));
    await world.wakeUp();
    expect(world.carried).toHaveLength(1);
    expect(world.metricNames().filter((name) => name === "MessageUnknown")).toHaveLength(1);
    expect(world.parked).toEqual([]);
  });

  it("at AWS is held for its event for 185 minutes, then closed as unknown with a metric, once", async () => {
    await openWindows();
    world.outcomes.B.push(ambiguous);
    const item = inbound("B", "two eggs");
    await world.take(item);
    const began = world.now;
    await world.wakeUp();
    expect(world.now - began).toBe(185 * minute);
    await world.take(item);
    expect(world.texts()).toEqual(["B: You asked: two eggs"]);
    expect(world.counted.filter(({ name }) => name === "MessageUnknown")).toEqual([
      { name: "MessageUnknown", dimensions: { channel: "whatsapp", purpose: "answer" } },
    ]);
  });

  it.each(["sent", "delivered", "read"] as const)("is known by its event: %s", async (status) => {
    world.outcomes.B.push(ambiguous);
    await world.write("B", "two eggs");
    await world.report(await last(), status);
    await world.wakeUp();
    expect(world.carried).toHaveLength(1);
    expect(world.metricNames()).not.toContain("MessageUnknown");
  });

  it("that turns out as failed goes by its disposition", async () => {
    await openWindows();
    world.outcomes.B.push(ambiguous);
    await world.write("B", "two eggs");
    await world.report(await last(), "failed", refusal("failover"));
    expect(world.texts()).toEqual(["B: You asked: two eggs", "A: You asked: two eggs"]);
  });

  it("of three in a row marks the arm down: the next message goes by the other number", async () => {
    await openWindows();
    world.outcomes.B.push(ambiguous, ambiguous, ambiguous);
    const ports = world.ports();
    for (const body of ["one", "two", "three", "four"]) await takeItem(inbound("B", body), ports);
    expect(world.texts().map((text) => text.slice(0, 1))).toEqual(["B", "B", "B", "A"]);
    expect(world.metricNames()).toContain("ArmDown");
    world.now += 31_000;
    await world.write("B", "five");
    expect(world.texts().at(-1)).toBe("B: You asked: five");
  });
});

describe("a failure that is reported later", () => {
  it("sends the message from the other number where the disposition says so", async () => {
    await openWindows();
    await world.write("B", "two eggs");
    await world.report(await last(), "failed", refusal("failover", { alarm: true }));
    expect(world.texts()).toEqual(["B: You asked: two eggs", "A: You asked: two eggs"]);
    expect(world.metricNames()).toEqual(
      expect.arrayContaining(["DeliveryFailed", "SendNeedsAttention"]),
    );
  });

  it("as the arm's fault, of the third attempt in a row, lets the other number stand in", async () => {
    await openWindows();
    await world.write("A", "two eggs");
    for (let times = 0; times < 3; times += 1) {
      await world.report(await last(), "failed", refusal("retry", { isOfSender: true }));
      await world.wakeUp();
    }
    expect(world.texts().map((text) => text.slice(0, 1))).toEqual(["A", "A", "A", "B"]);
    expect((await last()).routing).toEqual({ reason: "failover" });
  });

  it("as the message's own fault never does", async () => {
    await openWindows();
    await world.write("A", "two eggs");
    for (let times = 0; times < 4; times += 1) {
      await world.report(await last(), "failed", refusal("retry"));
      await world.wakeUp();
    }
    expect(
      world
        .texts()
        .map((text) => text.slice(0, 1))
        .join(""),
    ).toBe("AAAAA");
    expect(world.metricNames()).not.toContain("ArmDown");
  });

  it("sends nothing again where the message was delivered all the same", async () => {
    await openWindows();
    await world.write("B", "two eggs");
    const attempt = await last();
    await world.report(attempt, "delivered");
    await world.report(attempt, "failed", refusal("failover"));
    expect(world.carried).toHaveLength(1);
  });

  it("sends it once, however often it is reported", async () => {
    await openWindows();
    await world.write("B", "two eggs");
    const attempt = await last();
    for (let times = 0; times < 3; times += 1)
      await world.report(attempt, "failed", refusal("failover"));
    expect(world.carried).toHaveLength(2);
  });

  it.each([
    ["opt-out", ["marketing", "utility"]],
    ["marketing-opt-out", ["marketing"]],
  ] as const)("as %s is the person's word", async (suppression, about) => {
    await world.write("B", "two eggs");
    await world.report(await last(), "failed", refusal("suppress", { suppression }));
    const [contact] = await world.contacts();
    expect(contact?.consent).toEqual(
      about.map((purpose) => ({
        channel: "whatsapp",
        purpose,
        state: "opted-out",
        source: "provider",
        at: world.now,
      })),
    );
    expect(world.carried).toHaveLength(1);
  });

  it("as an opt-out holds although another attempt got through", async () => {
    await openWindows();
    world.outcomes.B.push(refused("failover"));
    await world.write("B", "two eggs");
    const attempts = await world.attempts();
    const [fromB, fromA] = attempts.slice(-2);
    if (!fromA || !fromB) throw new Error("Two attempts were expected.");
    await world.report(fromA, "delivered");
    await world.report(fromB, "failed", refusal("suppress", { suppression: "opt-out" }));
    expect((await world.contacts())[0]?.consent).toHaveLength(2);
  });

  it("as an opt-out does not undo a START that the person wrote after the attempt", async () => {
    await world.write("B", "two eggs");
    const attempt = await last();
    world.now += minute;
    await world.write("B", "START");
    await world.report(attempt, "failed", refusal("suppress", { suppression: "opt-out" }));
    expect((await world.contacts())[0]?.consent.map(({ state }) => state)).toEqual([
      "opted-in",
      "opted-in",
    ]);
  });

  it("that nobody is there marks the address, until somebody writes from it", async () => {
    await world.write("B", "two eggs");
    const failure = refusal("suppress", { suppression: "dead-address" });
    await world.report(await last(), "failed", failure);
    const dead = async () => (await world.contacts())[0]?.addresses[0]?.dead;
    expect(await dead()).toEqual({ whatsapp: world.now });
    await world.start("campaign");
    expect(world.carried).toHaveLength(1);
    await world.write("B", "I am here");
    expect(await dead()).toEqual({});
  });

  it("of what the business started is gone on with in its own queue", async () => {
    await world.write("B", "hello");
    world.now += 1_000;
    await world.start("one");
    await world.report(await last(), "failed", refusal("failover"));
    expect(world.carried).toHaveLength(2);
    expect(world.parked).toMatchObject([{ queue: "sends", about: "attempt" }]);
    await world.wakeUp();
    expect(world.texts().slice(1)).toEqual(["B: we_moved", "A: we_moved"]);
  });
});

describe("a refusal at the call", () => {
  it("that nobody foresaw is counted by its code", async () => {
    world.outcomes.B.push(refused("reject", { known: false, alarm: true, code: "999" }));
    await world.write("B", "two eggs");
    expect(world.metricNames()).toEqual(
      expect.arrayContaining(["UnknownCode", "SendNeedsAttention", "MessageRejected"]),
    );
  });

  it("as an opt-out is the person's word, also at the time of an answer", async () => {
    world.outcomes.B.push(refused("suppress", { suppression: "opt-out" }));
    await world.write("B", "two eggs");
    expect((await world.contacts())[0]?.consent).toHaveLength(2);
    await world.start("one");
    expect(world.carried).toHaveLength(1);
  });

  it.each(["wait", "retry"] as const)(
    "with %s never goes by the other number",
    async (disposition) => {
      await openWindows();
      world.outcomes.B.push(...Array.from({ length: 4 }, () => refused(disposition)));
      await world.write("B", "two eggs");
      await world.wakeUp();
      expect(world.texts()).toEqual(Array.from({ length: 5 }, () => "B: You asked: two eggs"));
    },
  );

  const fault = refused("retry", { isOfSender: true });

  it("that is the arm's fault, three times, opens its circuit: the other number stands in", async () => {
    await openWindows();
    world.outcomes.B.push(...Array.from({ length: 9 }, () => fault));
    await world.write("B", "two eggs");
    await world.wakeUp();
    const eggs = "You asked: two eggs";
    expect(world.texts()).toEqual([`B: ${eggs}`, `B: ${eggs}`, `B: ${eggs}`, `A: ${eggs}`]);
    expect((await last()).routing).toEqual({ reason: "failover" });
    expect(world.metricNames()).toContain("ArmDown");
    await world.write("B", "milk");
    expect(world.texts().at(-1)).toBe("A: You asked: milk");
  });

  it("that is a limit waits for its own number, also while the circuit is open", async () => {
    await openWindows();
    world.outcomes.B.push(refused("wait"));
    await world.write("B", "two eggs");
    const [wakeUp] = world.parked;
    const downUntilB = (wakeUp?.dueAt ?? 0) + minute;
    await world.put({ pk: rolloutKey, sk: brakeSortKey, downUntilB });
    await world.write("B", "milk");
    await world.wakeUp();
    const [eggs, milk] = ["You asked: two eggs", "You asked: milk"];
    expect(world.texts()).toEqual([`B: ${eggs}`, `A: ${milk}`, `B: ${eggs}`]);
  });

  it("that lasts ends with the message's time, and is counted", async () => {
    world.outcomes.B.push(...Array.from({ length: 500 }, () => refused("wait")));
    const began = world.now;
    await world.write("B", "two eggs");
    await world.wakeUp();
    expect(world.now - began).toBeLessThanOrEqual(6 * 60 * minute);
    expect(world.metricNames().filter((name) => name === "MessageExpired")).toHaveLength(1);
    expect(world.parked).toEqual([]);
  });

  it("of both numbers waits, and reaches the person when one is back", async () => {
    await openWindows();
    world.outcomes.A.push(notTaken, notTaken);
    world.outcomes.B.push(notTaken);
    await world.write("A", "two eggs");
    await world.wakeUp();
    expect(world.texts().map((text) => text.slice(0, 1))).toEqual(["A", "B", "A", "B"]);
    expect(await last()).toMatchObject({ status: "accepted" });
  });
});

describe("a run that is nearly over", () => {
  it("begins no attempt: it is parked, and sent by the next", async () => {
    world.remainingMs = 3_400;
    await world.write("B", "two eggs");
    expect(world.carried).toEqual([]);
    world.remainingMs = 6_000;
    await world.wakeUp();
    expect(world.texts()).toEqual(["B: You asked: two eggs"]);
  });
});

describe("an answer of several messages", () => {
  /** Its first, second and third part. */
  const parts = [1, 2, 3].map((part) => `${part} `.repeat(2_000).trim());
  const order = () =>
    world.carried.map(({ content }) => content.type === "text" && content.body[0]);
  const ask = () => {
    world.answerer = { answer: async () => ({ text: parts.join(" ") }) };
    return world.write("B", "tell me all");
  };

  it.each([
    ["throttled", refused("wait", { waitMs: 6_000 }), ["1", "1", "2", "3"]],
    ["not taken", notTaken, ["1", "1", "2", "3"]],
    ["refused for good", refused("reject"), ["1", "2", "3"]],
  ])("arrives in order where its first part is %s", async (_, outcome, expected) => {
    world.outcomes.B.push(outcome);
    await ask();
    await world.wakeUp();
    expect(order()).toEqual(expected);
    expect(world.parked).toEqual([]);
  });

  it("arrives in order where a part in the middle has to wait twice", async () => {
    const accepted = { kind: "accepted", providerMessageId: "p" } as const;
    world.outcomes.B.push(accepted, refused("retry"), refused("retry"));
    await ask();
    expect(order()).toEqual(["1", "2"]);
    await world.wakeUp();
    expect(order()).toEqual(["1", "2", "2", "2", "3"]);
  });

  it("goes on as soon as it is known that a part has arrived", async () => {
    world.outcomes.B.push(ambiguous);
    await ask();
    await world.wakeUp(6);
    expect(order()).toEqual(["1"]);
    const known = world.now;
    let sent = 0;
    world.onCarried = () => {
      sent = world.now;
    };
    await world.report(firstCarried(), "delivered");
    await world.wakeUp(6);
    expect(order()).toEqual(["1", "2", "3"]);
    expect(sent - known).toBeLessThan(minute);
  });

  it("is not overtaken by its own parts when the message is delivered again", async () => {
    world.outcomes.B.push(refused("wait"));
    world.answerer = { answer: async () => ({ text: parts.join(" ") }) };
    const item = inbound("B", "tell me all");
    await world.take(item);
    await world.take(item);
    await world.wakeUp();
    expect(order()).toEqual(["1", "1", "2", "3"]);
  });

  it("arrives as a whole although the run fails between them", async () => {
    world.answerer = { answer: async () => ({ text: "word ".repeat(1_000) }) };
    const item = inbound("B", "tell me all");
    let isBroken = true;
    const ports = world.ports((name, port) =>
      name !== "ledger"
        ? port
        : new Proxy(port, {
            get: (target, key) =>
              key === "recordOutcome" && isBroken
                ? () => Promise.reject(new Error("the table is gone"))
                : (Reflect.get(target, key, target) as (...all: unknown[]) => unknown).bind(target),
          }),
    );
    await expect(takeItem(item, ports)).rejects.toThrow("the table is gone");
    expect(world.carried).toHaveLength(1);
    isBroken = false;
    await world.take(item);
    // Nobody wrote down that the first part was taken; its event tells.
    expect(world.carried).toHaveLength(1);
    await world.report(firstCarried(), "sent");
    await world.wakeUp();
    expect(new Set(world.texts()).size).toBe(2);
    expect(world.carried).toHaveLength(2);
  });
});

test("a number that the person left, or that is another one's now, is written to no more", async () => {
  const userId = { kind: "bsuid", value: "US.1" } as const;
  const from = [...world.message("B", "").from, userId] as const;
  world.outcomes.B.push(refused("retry"));
  await world.write("B", "two eggs", { from });
  const stranger = [from[0], { kind: "bsuid", value: "US.2" }] as const;
  await world.write("B", "STOP", { from: stranger });
  await world.wakeUp();
  expect(world.carried.map(({ to }) => to)).toEqual([from, stranger, [userId]]);
});
