import { stopReply } from "../../shared/domain/content/fixed-replies";
import { TestWorld } from "./conversation.testing";

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

test("STOP holds although an older START arrives after it", async () => {
  await world.write("B", "STOP");
  expect(world.texts()).toEqual([`B: ${stopReply}`]);
  const old = { writtenAt: world.now - 1_000 };
  world.now += 60_000;
  await world.write("B", "START", old);
  const [contact] = await world.contacts();
  expect(contact?.consent.map(({ state }) => state)).toEqual(["opted-out", "opted-out"]);
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
