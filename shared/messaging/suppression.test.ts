import { purposes, statementsOf } from "../domain/contact/consent";
import type { Refusal } from "../domain/delivery/outcome";
import type { Attempt } from "../domain/message/ledger-record";
import { MessagingWorld, refusal } from "./messaging.testing";
import { suppress } from "./suppression";

let world: MessagingWorld;

beforeEach(() => {
  world = new MessagingWorld();
});

const suppressed = (suppression: Refusal["suppression"]) =>
  refusal("suppress", suppression ? { suppression } : {});

async function take(refusal: Refusal, more: Partial<Attempt> = {}, other?: Attempt) {
  const attempt = world.attempt(1, "B", more);
  const message = world.know(other ? [attempt, other] : [attempt]);
  await suppress(message, attempt, refusal, world.ports());
}

describe("what a provider says of a person", () => {
  it.each([
    ["opt-out", purposes],
    ["marketing-opt-out", ["marketing"]],
  ] as const)("%s is kept as said at the time of the attempt", async (suppression, about) => {
    const read = world.contact;
    world.now += 5;
    await take(suppressed(suppression), { events: { intended: { at: 7 } } });
    const said = { state: "opted-out", source: "provider", at: 7 } as const;
    const statements = statementsOf("whatsapp", about, said);
    expect(world.contact?.consent).toEqual(statements);
    expect(world.commits).toMatchObject([
      { statements, people: { read, changed: [], merged: [], moved: [] } },
    ]);
  });

  it("has the time of now where the attempt has none", async () => {
    await take(suppressed("opt-out"), { events: {} });
    expect(world.contact?.consent[0]?.at).toBe(world.now);
  });

  it("marks the addresses where nobody is, and is no word of theirs", async () => {
    await take(suppressed("dead-address"));
    expect(world.contact?.addresses).toMatchObject([{ dead: { whatsapp: world.now } }]);
    expect(world.commits).toMatchObject([{ statements: [] }]);
  });

  it.each(["delivered", "read"] as const)(
    "that nobody is there is not believed once another attempt was %s",
    async (status) => {
      const other = world.attempt(2, "A", { events: { [status]: { at: 1 } } });
      await take(suppressed("dead-address"), {}, other);
      expect(world.commits).toEqual([]);
      await take(suppressed("opt-out"), {}, other);
      expect(world.commits).toHaveLength(1);
    },
  );

  it("marks no address where the words and addresses are kept no more", async () => {
    const { content: _, ...message } = world.know([world.attempt(1, "B")]);
    await suppress(message, world.attempt(1, "B"), suppressed("dead-address"), world.ports());
    expect(world.contact?.addresses[0]).not.toHaveProperty("dead");
  });

  it("is nothing where the refusal says nothing of them", async () => {
    await take(suppressed(undefined));
    expect(world.commits).toEqual([]);
  });

  it("is written over the person as they are by then", async () => {
    world.commitResults.push("conflict", "conflict");
    await take(suppressed("opt-out"));
    expect(world.commits).toHaveLength(3);
    expect(world.contact?.consent).toHaveLength(2);
  });

  it("is kept nowhere of who was erased meanwhile", async () => {
    world.contact = undefined;
    await take(suppressed("opt-out"));
    expect(world.commits).toEqual([]);
  });
});
