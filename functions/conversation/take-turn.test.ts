import { stopReply } from "../../shared/domain/content/fixed-replies";
import type { ConversationTurn } from "../../shared/domain/message/message";
import type { SendOutcome } from "../../shared/ports";
import { numberB, person, TestWorld } from "./conversation.testing";
import { takeTurn } from "./take-turn";

let world: TestWorld;

beforeEach(async () => {
  world = await TestWorld.open();
});
afterEach(() => world.close());

const hours = 60 * 60 * 1000;

const write = (to: "A" | "B" | "sms", body: string) =>
  take({ kind: "inbound", message: world.message(to, body) });
const initiate = (requestId: string, more: Parameters<TestWorld["initiate"]>[1] = {}) =>
  take({ kind: "initiate", request: world.initiate(requestId, more) });
const take = (turn: ConversationTurn) => takeTurn(turn, world.ports());
const refused = (
  faultClass: "provider" | "throttled" | "opt-out" | "content" | "recipient",
): SendOutcome => ({
  kind: "refused",
  fault: { class: faultClass, code: "7", explanation: "for the test" },
});

describe("a message is answered", () => {
  it.each(["A", "B", "sms"] as const)("from the sender that it was written to: %s", async (to) => {
    await write(to, "two eggs");
    expect(world.texts()).toEqual([`${to}: You asked: two eggs`]);
    expect(await world.ledger()).toMatchObject([
      {
        status: "accepted",
        provider: to === "A" ? "twilio" : "aws",
        providerMessageId: `${to}-1`,
        content: "text",
      },
    ]);
  });

  it("once, however often it comes", async () => {
    const turn = { kind: "inbound", message: world.message("B", "two eggs") } as const;
    await take(turn);
    await take(turn);
    expect(world.carried).toHaveLength(1);
  });

  it("by one run alone: another one waits for the lease", async () => {
    const message = world.message("B", "two eggs");
    await world.ports().claims.claim(message, 30_000);
    await expect(take({ kind: "inbound", message })).rejects.toThrow(/answered by another run/);
    expect(world.carried).toEqual([]);
    world.now += 30_001;
    await take({ kind: "inbound", message });
    expect(world.carried).toHaveLength(1);
  });

  it("politely where its kind is not supported, not at all where it is a reaction", async () => {
    const content = (kind: string) => ({ content: { type: "unsupported", kind } as const });
    await take({ kind: "inbound", message: world.message("B", "", content("image")) });
    await take({ kind: "inbound", message: world.message("B", "", content("reaction")) });
    expect(world.texts()).toEqual([expect.stringContaining("pictures")]);
  });

  it("with an apology where the answerer fails; the log has the error, no question", async () => {
    world.answerer = { answer: () => Promise.reject(new Error("no model")) };
    await write("B", "two eggs");
    expect(world.texts()).toEqual([expect.stringContaining("Sorry")]);
    expect(world.logged).toContainEqual(
      expect.objectContaining({ level: "error", event: "answerer" }),
    );
    expect(JSON.stringify(world.logged)).not.toContain("two eggs");
  });

  it("never from a number that it was not written to", async () => {
    const stray = { ...world.message("B", "two eggs"), businessNumber: person };
    await expect(take({ kind: "inbound", message: stray })).rejects.toThrow(
      /cannot be answered from here/,
    );
    expect(world.carried).toEqual([]);
  });

  it("again after the queue brings it back, where no provider took it", async () => {
    const turn = { kind: "inbound", message: world.message("sms", "two eggs") } as const;
    world.outcomes.sms.push(refused("provider"));
    await expect(take(turn)).rejects.toThrow(/will be tried again/);
    await take(turn);
    expect(world.carried).toHaveLength(2);
    expect(await world.ledger()).toMatchObject([{ status: "accepted" }]);
  });

  it("never twice where the outcome is ambiguous", async () => {
    const turn = { kind: "inbound", message: world.message("B", "two eggs") } as const;
    world.outcomes.B.push({ kind: "ambiguous", reason: "timeout" });
    await take(turn);
    await take(turn);
    expect(world.carried).toHaveLength(1);
    expect(await world.ledger()).toMatchObject([{ status: "ambiguous" }]);
  });

  it("after a short wait where the provider asks for one", async () => {
    world.outcomes.B.push(refused("throttled"), refused("throttled"));
    await write("B", "two eggs");
    expect(world.carried).toHaveLength(3);
    expect(await world.ledger()).toMatchObject([{ status: "accepted" }]);
  });
});

describe("consent", () => {
  it("STOP on WhatsApp ends what the business starts on A and B; START undoes it", async () => {
    await write("A", "Stop");
    await initiate("one");
    expect(world.texts()).toEqual([`A: ${stopReply}`]);
    await write("B", "start");
    await initiate("two");
    expect(world.texts().slice(2)).toEqual(["B: meal_check_in"]);
  });

  it("STOP on SMS is written down and left to AWS to answer", async () => {
    await write("sms", "STOP");
    await initiate("one", { channel: "sms" });
    expect(world.carried).toEqual([]);
  });

  it("a provider's refusal for opt-out is kept", async () => {
    world.outcomes.sms.push(refused("opt-out"));
    await initiate("one", { channel: "sms" });
    await initiate("two", { channel: "sms" });
    expect(world.carried).toHaveLength(1);
  });
});

describe("what the business starts", () => {
  it("leaves from A at weight 0 and from B at 100, once for each request", async () => {
    await initiate("one");
    await world.declare({ awsWeight: 100 });
    await initiate("one");
    await initiate("two");
    expect(world.texts()).toEqual(["A: meal_check_in", "B: meal_check_in"]);
  });

  it("stays on B once the person wrote to B, whatever number names them", async () => {
    await write("B", "hi");
    world.now += 25 * hours;
    await initiate("one");
    expect(world.texts().at(-1)).toBe("B: meal_check_in");
  });

  it("is held back by the brake, and stopped by the kill switch", async () => {
    await world.declare({ awsWeight: 100 });
    await world.brake({ cap: 0, reason: "test", incident: "I-1", at: world.now });
    await initiate("one");
    await world.brake({ cap: 0, reason: "test", incident: "I-1", at: world.now, pause: true });
    await initiate("two");
    expect(world.texts()).toEqual(["A: meal_check_in"]);
  });

  it("is no free text outside the window", async () => {
    await initiate("one", { content: { type: "text", body: "Hello" } });
    expect(world.carried).toEqual([]);
    expect(await world.ledger()).toMatchObject([{ status: "failed", fault: { class: "window" } }]);
  });

  it("fails over to the other number only where the first surely did not take it", async () => {
    await world.declare({ awsWeight: 100 });
    world.outcomes.B.push(refused("provider"), refused("content"), refused("recipient"), {
      kind: "ambiguous",
      reason: "x",
    });
    for (const requestId of ["one", "two", "three", "four"]) await initiate(requestId);
    expect(world.texts()).toEqual(["B", "A", "B", "B", "B"].map((by) => `${by}: meal_check_in`));
    const statuses = (await world.ledger()).map(({ arm, status }) => `${arm} ${status}`).sort();
    expect(statuses).toEqual(["A accepted", "B ambiguous", "B failed", "B failed", "B failed"]);
  });

  it("does not start at the first number again when the other one's try is repeated", async () => {
    world.outcomes.A.push(refused("provider"));
    world.outcomes.B.push(refused("provider"));
    await expect(initiate("one")).rejects.toThrow(/tried again/);
    await initiate("one");
    expect(world.texts().map((text) => text[0])).toEqual(["A", "B", "B"]);
  });
});

describe("the way to B", () => {
  it("invites a moved person who writes to A, at most once in seven days", async () => {
    await world.declare({ awsWeight: 100 });
    await write("A", "one");
    await write("A", "two");
    world.now += 7 * 24 * hours;
    await write("A", "three");
    const invited = world.texts().map((text) => text.includes(`https://wa.me/${numberB.slice(1)}`));
    expect(invited).toEqual([true, false, true]);
  });

  it("invites nobody whom the weight has not reached", async () => {
    await write("A", "one");
    expect(world.texts()).toEqual(["A: You asked: one"]);
  });

  it("at stage receive-only calls the person to B and gives the answer there", async () => {
    await world.declare({ awsWeight: 100, stage: "receive-only" });
    await write("A", "two eggs");
    await write("B", "ok");
    await write("B", "a banana");
    expect(world.texts()).toEqual([
      "B: we_moved",
      "B: You asked: two eggs",
      "B: You asked: a banana",
    ]);
  });

  it("keeps a held answer no longer than a day", async () => {
    await world.declare({ awsWeight: 100, stage: "receive-only" });
    await write("A", "two eggs");
    world.now += 24 * hours;
    await write("B", "a banana");
    expect(world.texts().at(-1)).toBe("B: You asked: a banana");
  });

  it("makes one contact of two that turn out to be the same person", async () => {
    const bsuid = { kind: "bsuid", value: "US.1" } as const;
    await take({
      kind: "inbound",
      message: world.message("B", "hidden number", { from: [bsuid] }),
    });
    await write("A", "number");
    world.now += 25 * hours;
    await initiate("before");
    const both = [bsuid, { kind: "waId", value: person.slice(1) } as const];
    await take({ kind: "inbound", message: world.message("B", "both", { from: both }) });
    await initiate("after");
    expect(world.texts().filter((text) => text.includes("meal"))).toEqual([
      "A: meal_check_in",
      "B: meal_check_in",
    ]);
    expect(new Set((await world.ledger()).slice(-1).map(({ contactId }) => contactId)).size).toBe(
      1,
    );
  });
});
