import { purposes, statementsOf } from "../domain/contact/consent";
import { closeAfterMs } from "../domain/delivery/next-step";
import type { SendOutcome } from "../domain/delivery/outcome";
import { attemptId } from "../domain/message/message-id";
import {
  home,
  inForce,
  MessagingWorld,
  minute,
  numberA,
  numberB,
  refusal,
  refused,
} from "./messaging.testing";

let world: MessagingWorld;

beforeEach(() => {
  world = new MessagingWorld();
});

const ambiguous: SendOutcome = { kind: "ambiguous", reason: "timeout" };
const id = () => world.record().messageId;
const resume = (notBefore?: number) => world.service.resume(id(), home, notBefore);
const wakeUp = (about: "attempt" | "look-up", dueAt: number, queue = "conversation") => ({
  about,
  messageId: id(),
  dueAt,
  queue,
  group: queue === "sends" ? `message:${id()}` : home.group,
});

test("typing and reading ahead are asked of the sender that was written to; SMS shows nothing", async () => {
  world.withoutA = true;
  for (const sender of ["A", "B", "sms"] as const) {
    await world.service.showTyping(sender, "in-1");
    world.service.readAhead(sender);
  }
  expect(world.typing).toEqual(["B: in-1"]);
  expect(world.readAhead).toEqual(["B", "sms"]);
  expect(world.service.numbers).toEqual({ B: numberB });
  world.withoutA = false;
  expect(world.service.numbers).toEqual({ A: numberA, B: numberB });
});

describe("a message that is sent", () => {
  it("goes by its sender, and the ledger has what the choice rested on and how it ended", async () => {
    await world.send(world.outgoing("B"));
    expect(world.carried).toEqual(["B"]);
    expect(world.prepared).toMatchObject([{ attemptId: attemptId(id(), 1), to: world.content.to }]);
    expect(world.attempts).toMatchObject([
      {
        number: 1,
        sender: "B",
        provider: "aws",
        routing: { reason: "written-to" },
        outcome: { kind: "accepted", providerMessageId: "B-1" },
      },
    ]);
    expect(world.parked).toEqual([]);
    expect(world.counted).toEqual([["SendOutcome", { sender: "B", outcome: "accepted" }]]);
  });

  it("takes the detour by the other number while the circuit of its own is open", async () => {
    world.rollout = inForce({ downUntil: { B: world.now + 1 } });
    await world.send(world.outgoing("B"));
    expect(world.attempts).toMatchObject([{ sender: "A", routing: { reason: "failover" } }]);
    world.now += 1;
    await world.send(world.outgoing("B"));
    expect(world.carried).toEqual(["A", "B"]);
  });

  it("waits for its own time where both are refused for now, and is parked where it belongs", async () => {
    world.outcomes.push(refused("wait", { waitMs: 10 * minute }));
    await world.send(world.outgoing("B"));
    expect(world.parked).toEqual([wakeUp("attempt", world.now + 10 * minute)]);
  });

  it("fails over at once where its refusal says so, which is told", async () => {
    world.outcomes.push(refused("failover"));
    await world.send(world.outgoing("B"));
    expect(world.carried).toEqual(["B", "A"]);
    expect(world.attempts.map(({ routing }) => routing.reason)).toEqual(["written-to", "failover"]);
    expect(world.logged).toContainEqual(["warn", "failover", { messageId: id(), to: "A" }]);
  });

  it("and is refused as opted out at once is the person's word", async () => {
    world.outcomes.push(refused("retry"), refused("suppress", { suppression: "opt-out" }));
    await world.send(world.outgoing("B"));
    expect(world.contact?.consent).toEqual([]);
    world.now += 10 * minute;
    await resume();
    expect(world.contact?.consent).toHaveLength(2);
    expect(world.counted).toContainEqual([
      "MessageSuppressed",
      { channel: "whatsapp", purpose: "answer" },
    ]);
  });

  it("a second time is asked about from the time of that call", async () => {
    world.outcomes.push(refused("retry"), ambiguous);
    await world.send(world.outgoing("A"));
    world.now += 10 * minute;
    await resume();
    expect(world.parked.at(-1)).toEqual(wakeUp("look-up", world.now + 30_000));
  });

  it("is asked about after an outcome that nobody knows, counted from the call", async () => {
    world.outcomes.push(ambiguous);
    await world.send(world.outgoing("A", { createdAt: 0 }));
    expect(world.parked).toEqual([wakeUp("look-up", world.now + 30_000)]);
  });
});

describe("messages that are sent one after another", () => {
  const two = () =>
    [
      world.outgoing("B"),
      { ...world.outgoing("B"), record: { ...world.record(), messageId: "m-two" as never } },
    ] as const;

  it("are given back where the one before them fails, so that the next run begins them", async () => {
    world.broken.add("recordOutcome");
    await expect(world.send(...two())).rejects.toThrow("recordOutcome fails");
    expect(world.carried).toEqual(["B"]);
    expect(world.attempts.map(({ neverBegun }) => neverBegun)).toEqual([undefined, true]);
  });

  it("fail for their own reason where they cannot be given back either", async () => {
    world.broken.add("recordOutcome").add("recordNeverBegun");
    await expect(world.send(...two())).rejects.toThrow("recordOutcome fails");
    expect(world.logged).toContainEqual(["error", "attempt.giveBack", {}]);
  });
});

describe("a message that is gone on with", () => {
  it("is left alone where nothing is known of it", async () => {
    await resume();
    expect(world.logged).toEqual([["warn", "message.gone", { messageId: id() }]]);
  });

  it.each(["delivered", "read"] as const)("is left alone once it is %s", async (status) => {
    const failed = { outcome: refused("reject") };
    world.know([
      world.attempt(1, "B", { events: { [status]: { at: 1 } } }),
      world.attempt(2, "B", failed),
    ]);
    await resume();
    expect(world.counted).toEqual([]);
    expect(world.carried).toEqual([]);
  });

  it("asks nothing of the table where the provider has it", async () => {
    world.know([
      world.attempt(1, "B", { outcome: refused("retry") }),
      world.attempt(2, "B", { outcome: { kind: "accepted", providerMessageId: "p" } }),
    ]);
    world.contact = undefined;
    await resume();
    expect(world.counted).toEqual([]);
  });

  it("ends where the person was erased meanwhile", async () => {
    world.know([]);
    world.contact = undefined;
    await resume();
    expect(world.counted).toEqual([
      ["MessageSuppressed", { channel: "whatsapp", purpose: "answer" }],
    ]);
    expect(world.logged).toEqual([["warn", "message.suppressed", { messageId: id() }]]);
  });

  it("begins no attempt before its time", async () => {
    world.know([]);
    await resume(world.now + 1);
    expect(world.parked).toEqual([wakeUp("attempt", world.now + 1)]);
    await resume(world.now);
    expect(world.carried).toHaveLength(1);
  });

  it("ends as expired where its words are kept no more", async () => {
    const { content: _, ...message } = world.know([]);
    world.messages.set(id(), message);
    await resume();
    expect(world.counted).toEqual([["MessageExpired", { channel: "whatsapp", purpose: "answer" }]]);
  });

  it("is tried again in a minute where it cannot be prepared", async () => {
    world.know([]);
    world.unready = new Error("no secret");
    await resume();
    expect(world.parked).toEqual([wakeUp("attempt", world.now + minute)]);
    expect(world.counted).toEqual([["PrepareFailed", { sender: "A" }]]);
    expect(world.logged).toEqual([["error", "message.unready", { messageId: id(), sender: "A" }]]);
  });

  it.each([3_500, 3_501])(
    "with %d ms left of the run is begun only in time to finish",
    async (left) => {
      world.know([]);
      world.remainingMs = left;
      await resume();
      if (left > 3_500) expect(world.carried).toEqual(["A"]);
      else expect(world.parked).toEqual([wakeUp("attempt", world.now + 1_000)]);
      expect(world.attempts).toHaveLength(left > 3_500 ? 1 : 0);
    },
  );

  it("is looked at again soon where somebody else was quicker", async () => {
    world.know([]);
    world.beginnings = false;
    await resume();
    expect(world.carried).toEqual([]);
    expect(world.parked).toEqual([wakeUp("attempt", world.now + 1_000)]);
  });

  it("is given back where the intention may have been written", async () => {
    world.know([world.attempt(1, "B", { neverBegun: false, outcome: refused("retry") })]);
    world.now += 10 * minute;
    world.beginnings = new Error("the table is gone");
    await expect(resume()).rejects.toThrow("the table is gone");
    world.broken.add("recordNeverBegun");
    await expect(resume()).rejects.toThrow("the table is gone");
    expect(world.logged).toContainEqual(["error", "attempt.giveBack", {}]);
  });

  it("that was never begun is begun under its number", async () => {
    world.know([world.attempt(1, "B", { neverBegun: true })]);
    await resume();
    expect(world.prepared).toMatchObject([{ attemptId: attemptId(id(), 1) }]);
    expect(world.attempts).toMatchObject([{ number: 1, outcome: { kind: "accepted" } }]);
    expect(world.parked).toEqual([]);
  });

  it("keeps what was tried before", async () => {
    world.know([world.attempt(1, "B", { outcome: refused("retry") })]);
    world.now += 10 * minute;
    world.outcomes.push(refused("failover"));
    await resume();
    expect(world.attempts.map(({ number, sender }) => [number, sender])).toEqual([
      [1, "B"],
      [2, "B"],
      [3, "A"],
    ]);
    expect(world.logged.filter(([, event]) => event === "failover")).toHaveLength(1);
  });

  it("and is refused for good is counted with its code, and says nothing of the person", async () => {
    world.outcomes.push(refused("reject", { suppression: "opt-out" }));
    await world.send(world.outgoing("B", { purpose: "utility" }));
    expect(world.counted).toContainEqual([
      "MessageRejected",
      { channel: "whatsapp", purpose: "utility" },
    ]);
    expect(world.logged).toContainEqual([
      "warn",
      "message.rejected",
      { messageId: id(), code: "131" },
    ]);
    expect(world.commits).toEqual([]);
  });
});

describe("an outcome that nobody knows", () => {
  const asked = () => world.know([world.attempt(1, "A", { outcome: ambiguous })], { createdAt: 0 });

  it("is looked up by what was sent, when, and what it is not", async () => {
    const other = { outcome: refused("retry"), providerMessageId: "SM0" };
    const now = world.now;
    world.know([world.attempt(1, "A", other), world.attempt(2, "A", { outcome: ambiguous })]);
    world.now += 30_000;
    await resume();
    expect(world.asked).toEqual([
      {
        attemptId: attemptId(id(), 2),
        to: world.content.to,
        content: world.content.content,
        at: now,
        notThese: ["SM0"],
      },
    ]);
    expect(world.attempts[1]?.lookUps).toBe(1);
    expect(world.parked).toEqual([wakeUp("look-up", now + 5 * minute)]);
  });

  it("and is found is accepted, under the provider's id", async () => {
    asked();
    world.now += 30_000;
    world.lookUps.push({ kind: "found", providerMessageId: "SM1" });
    await resume();
    expect(world.attempts).toMatchObject([
      { outcome: { kind: "accepted", providerMessageId: "SM1" } },
    ]);
    expect(world.counted).toEqual([["SendOutcome", { sender: "A", outcome: "accepted" }]]);
    expect(world.parked).toEqual([]);
  });

  it("and is absent twice never arrived, and may be sent again", async () => {
    asked();
    world.now += 5 * minute;
    await resume();
    expect(world.asked).toHaveLength(2);
    expect(world.attempts).toMatchObject([{ outcome: { refusal: { code: "never-arrived" } } }]);
    expect(world.parked).toMatchObject([{ about: "attempt" }]);
  });

  it("is asked for again in a minute where the provider cannot answer, until it is given up", async () => {
    asked();
    const began = world.now;
    world.now += 30_000;
    world.lookUps.push(new Error("Twilio is down"), new Error("Twilio is down"));
    await resume();
    expect(world.parked).toEqual([wakeUp("look-up", world.now + minute)]);
    expect(world.counted).toEqual([["LookUpFailed", { sender: "A" }]]);
    expect(world.logged).toEqual([["error", "look-up", { messageId: id(), attempt: 1 }]]);
    world.now = began + closeAfterMs;
    await resume();
    expect(world.attempts[0]?.closedAt).toBe(world.now);
    expect(world.parked).toHaveLength(1);
  });

  it("is not asked for without the words that were sent", async () => {
    const { content: _, ...message } = asked();
    world.messages.set(id(), message);
    world.now += 5 * minute;
    await resume();
    expect(world.asked).toEqual([]);
    expect(world.attempts).toMatchObject([{ lookUps: 2 }]);
    expect(world.counted).toEqual([["MessageUnknown", { channel: "whatsapp", purpose: "answer" }]]);
  });

  it("is closed and counted once", async () => {
    world.know([world.attempt(1, "B", { outcome: ambiguous })]);
    world.now += closeAfterMs;
    await resume();
    await resume();
    expect(world.counted.map(([name]) => name)).toEqual(["MessageUnknown"]);
    expect(world.attempts[0]?.closedAt).toBe(world.now);
  });
});

describe("a failure that is reported later", () => {
  const event = (number: number) =>
    ({
      channel: "whatsapp",
      provider: "aws",
      attemptId: attemptId(id(), number),
      providerMessageIds: [],
      status: "failed",
      receivedAt: world.now,
    }) as const;

  it("of nobody's attempt, or of a message that is kept no more, is nothing to do", async () => {
    await world.service.takeUndelivered({ ...event(1), attemptId: "x" as never });
    const { attemptId: _, ...nameless } = event(1);
    await world.service.takeUndelivered(nameless);
    await world.service.takeUndelivered(event(1));
    expect([world.counted, world.logged, world.parked]).toEqual([[], [], []]);
  });

  it("is the person's word also where another attempt got through", async () => {
    world.know([
      world.attempt(1, "B", { failure: refusal("suppress", { suppression: "opt-out" }) }),
      world.attempt(2, "A", { events: { delivered: { at: 1 } } }),
    ]);
    await world.service.takeUndelivered(event(1));
    expect(world.contact?.consent).toHaveLength(2);
    expect(world.counted).toEqual([]);
  });

  it("is the person's word where that very attempt tells it", async () => {
    const optedOut = refusal("suppress", { suppression: "opt-out" });
    world.know([
      world.attempt(1, "B", { outcome: refused("failover") }),
      world.attempt(2, "A", { failure: optedOut }),
    ]);
    await world.service.takeUndelivered(event(1));
    const commitsOfTheFirst = world.commits.length;
    await world.service.takeUndelivered(event(2));
    expect(commitsOfTheFirst).toBeLessThan(world.commits.length);
    const said = { state: "opted-out", source: "provider", at: world.now } as const;
    expect(world.contact?.consent).toEqual(statementsOf("whatsapp", purposes, said));
  });

  it("of an answer is gone on with at once, in the conversation", async () => {
    world.know([world.attempt(1, "B", { failure: refusal("wait") })]);
    await world.service.takeUndelivered(event(1));
    expect(world.parked).toEqual([
      { ...wakeUp("attempt", expect.any(Number) as never), group: `message:${id()}` },
    ]);
  });

  it("of what the business started goes back to its own queue", async () => {
    world.know([world.attempt(1, "B", { failure: refusal("wait") })], { purpose: "utility" });
    await world.service.takeUndelivered(event(1));
    expect(world.parked).toEqual([wakeUp("attempt", world.now, "sends")]);
  });

  it("of an attempt that is not in the ledger says nothing of the person", async () => {
    world.know([world.attempt(1, "B", { failure: refusal("reject", { suppression: "opt-out" }) })]);
    await world.service.takeUndelivered(event(7));
    expect(world.commits).toEqual([]);
  });
});
