import { DynamoPeople } from "../../shared/store/dynamo-people";
import { person, TestWorld } from "./conversation.testing";

let world: TestWorld;

beforeEach(async () => {
  world = await TestWorld.open();
});
afterEach(() => world.close());

async function erase(): Promise<void> {
  const { conversations } = world.ports();
  const people = new DynamoPeople(world.table, conversations, world.clock);
  await people.erase(await people.read({ kind: "phone", value: person }));
}

test("an answer that waits when its person is erased is not sent, and ends", async () => {
  world.outcomes.B.push({ kind: "not-taken", reason: "ECONNREFUSED" });
  await world.write("B", "two eggs");
  world.carried.length = 0;
  expect(world.parked).toHaveLength(1);
  await erase();
  await world.wakeUp();
  expect([world.texts(), world.parked]).toEqual([[], []]);
  expect(world.metricNames()).toContain("MessageSuppressed");
});

test("an opt-out that a provider reports of who was erased meanwhile ends the message", async () => {
  await world.write("B", "two eggs");
  const [attempt] = await world.attempts();
  if (!attempt) throw new Error("Nothing was attempted.");
  await erase();
  await world.report(attempt, "failed", {
    disposition: "suppress",
    suppression: "marketing-opt-out",
    code: "131050",
    alarm: false,
    known: true,
    explanation: "x",
  });
  expect(await world.contacts()).toEqual([]);
  expect(world.metricNames()).toContain("MessageSuppressed");
});

test("who was erased is met anew, with nothing but what they refused", async () => {
  await world.write("B", "stop");
  await erase();
  expect(await world.contacts()).toEqual([]);
  world.now += 1_000;
  await world.write("sms", "two eggs");
  const [contact] = await world.contacts();
  expect([contact?.sender, contact?.disclaimedAt]).toEqual([undefined, undefined]);
  expect(contact?.consent.map(({ channel, state }) => `${channel} ${state}`)).toEqual([
    "whatsapp opted-out",
    "whatsapp opted-out",
  ]);
});
