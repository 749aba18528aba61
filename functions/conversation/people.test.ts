import type { Alias } from "../../shared/domain/contact/alias";
import { mayStart } from "../../shared/domain/contact/consent";
import { fixedReply } from "../../shared/domain/content/fixed-replies";
import type { PersonEvent } from "../../shared/domain/message/message";
import { initiate } from "../initiate/initiate";
import { meanwhile, person, TestWorld } from "./conversation.testing";
import { takeItem } from "./take-item";

let world: TestWorld;

beforeEach(async () => {
  world = await TestWorld.open();
});
afterEach(() => world.close());

const digits = person.slice(1);
const number: Alias = { kind: "waId", value: digits };
const phone: Alias = { kind: "phone", value: person };
const otherNumber: Alias = { kind: "waId", value: "12025550198" };
const userId: Alias = { kind: "bsuid", value: "US.1" };

const inbound = (body: string, from: readonly [Alias, ...Alias[]], more = {}) =>
  ({ kind: "inbound", message: world.message("B", body, { from, ...more }) }) as const;

let next = 1;
const event = (more: Pick<PersonEvent, "kind" | "who"> & object) =>
  ({
    kind: "person",
    event: {
      channel: "whatsapp",
      provider: "aws",
      eventId: `event-${next++}`,
      at: world.now,
      ...more,
    } as PersonEvent,
  }) as const;

/** Whether a campaign reaches an address. */
async function isReached(to: Alias): Promise<boolean> {
  const earlier = world.carried.length;
  await world.start(`campaign-${next++}`, { to });
  return world.carried.length > earlier;
}

describe("a STOP", () => {
  it("that a merge overtakes is not overwritten by it", async () => {
    await world.take(inbound("hello", [number]));
    await world.take(inbound("hello", [userId]));
    const stop = inbound("STOP", [userId]);
    const merging = world.ports(meanwhile("conversations", "commit", () => world.take(stop)));
    await takeItem(inbound("hello again", [number, userId]), merging);
    expect(await isReached(phone)).toBe(false);
    expect(await isReached(userId)).toBe(false);
  });

  it("that is overtaken by a merge lands on the person who is left", async () => {
    await world.take(inbound("hello", [number]));
    await world.take(inbound("hello", [userId]));
    const merge = inbound("hello again", [number, userId]);
    const stopping = world.ports(meanwhile("conversations", "commit", () => world.take(merge)));
    await takeItem(inbound("STOP", [userId]), stopping);
    expect(await world.contacts()).toHaveLength(1);
    expect(await isReached(phone)).toBe(false);
  });

  it("that came with number and user id holds for who is written to by either", async () => {
    await world.take(inbound("hello", [userId]));
    await world.take(inbound("STOP", [number, userId]));
    expect(await isReached(userId)).toBe(false);
    expect(await isReached(phone)).toBe(false);
  });

  it("before a campaign's message is intended keeps it from being sent", async () => {
    await world.take(inbound("hello", [number]));
    const item = await world.ask("campaign");
    const stop = () => world.take(inbound("STOP", [number]));
    await initiate(item, world.initiatePorts(meanwhile("conversations", "commit", stop)));
    expect(world.texts()).toEqual(["B: You asked: hello", `B: ${fixedReply("stop", "en")}`]);
  });

  it("while a campaign's message waits ends it", async () => {
    await world.take(inbound("hello", [number]));
    world.outcomes.B.push({ kind: "not-taken", reason: "ECONNREFUSED" });
    world.outcomes.A.push({ kind: "not-taken", reason: "ECONNREFUSED" });
    await world.start("campaign");
    await world.take(inbound("STOP", [number]));
    const earlier = world.carried.length;
    await world.wakeUp();
    expect(world.carried).toHaveLength(earlier);
    expect(world.metricNames()).toContain("MessageSuppressed");
  });

  it("between the reading and the beginning of a message that was given back keeps it", async () => {
    await world.take(inbound("hello", [number]));
    const item = await world.ask("campaign");
    const lost = world.initiatePorts((name, port) =>
      name !== "conversations"
        ? port
        : new Proxy(port, {
            get: (target, key) => {
              const member = Reflect.get(target, key, target) as (...all: unknown[]) => unknown;
              if (key !== "commit") return member.bind(target);
              return async (...all: unknown[]) => {
                await member.apply(target, all);
                throw new Error("the answer was lost");
              };
            },
          }),
    );
    await expect(initiate(item, lost)).rejects.toThrow("the answer was lost");
    const stop = () => world.take(inbound("STOP", [number]));
    await initiate(item, world.initiatePorts(meanwhile("ledger", "begin", stop)));
    await world.wakeUp();
    expect(world.texts()).toEqual(["B: You asked: hello", `B: ${fixedReply("stop", "en")}`]);
  });

  it("holds on its channel alone", async () => {
    await world.write("sms", "STOP please");
    await world.write("sms", "STOP");
    const [contact] = await world.contacts();
    expect(mayStart(contact?.consent ?? [], "sms", "utility")).toBe(false);
    expect(mayStart(contact?.consent ?? [], "whatsapp", "utility")).toBe(true);
  });

  it("and an older START redriven after it does not opt in again, a later one does", async () => {
    const start = inbound("START", [number]);
    world.now += 60_000;
    await world.take(inbound("STOP", [number]));
    await world.take(start);
    expect(await isReached(phone)).toBe(false);
    world.now += 60_000;
    await world.take(inbound("START", [number]));
    expect(await isReached(phone)).toBe(true);
  });

  it("and a START of the same moment are an opt-out, in either order", async () => {
    await world.take(inbound("STOP", [number]));
    await world.take(inbound("START", [number]));
    expect(await isReached(phone)).toBe(false);
  });

  it.each(["B", "sms"] as const)("is confirmed once, however often it comes: %s", async (to) => {
    const stop = { kind: "inbound", message: world.message(to, "stopall") } as const;
    for (let times = 0; times < 3; times += 1) await world.take(stop);
    expect(world.texts()).toEqual([`${to}: ${fixedReply("stop", "en")}`]);
  });

  it("that AWS confirms itself is confirmed by nobody else, and written down", async () => {
    await world.write("sms", "STOP");
    expect(world.texts()).toEqual([]);
    expect((await world.contacts())[0]?.consent).toHaveLength(2);
  });
});

describe("AWS's list for SMS", () => {
  it("follows a STOP that AWS does not know, and the START after it", async () => {
    await world.write("sms", "stopall");
    expect(world.optedOutAtAws).toEqual([person]);
    world.now += 1_000;
    await world.write("sms", "un stop");
    expect(world.optedOutAtAws).toEqual([]);
  });

  it("is left alone where AWS keeps it by itself, and by WhatsApp", async () => {
    await world.write("sms", "STOP");
    await world.write("B", "stop.");
    expect(world.optedOutAtAws).toEqual([]);
  });

  it("follows what holds, not what comes late: a START older than the STOP lifts nothing", async () => {
    const start = world.message("sms", "un stop");
    world.now += 60_000;
    await world.write("sms", "stopall");
    await world.take({ kind: "inbound", message: start });
    expect(world.optedOutAtAws).toEqual([person]);
  });

  it("is not written again by a STOP that is redriven after the START", async () => {
    const stop = { kind: "inbound", message: world.message("sms", "stopall") } as const;
    await world.take(stop);
    world.now += 60_000;
    await world.write("sms", "un stop");
    await world.take(stop);
    expect(world.optedOutAtAws).toEqual([]);
  });

  it("takes the number back where AWS obeyed a START older than the STOP", async () => {
    const start = world.message("sms", "START");
    world.now += 60_000;
    await world.write("sms", "STOP");
    await world.take({ kind: "inbound", message: start });
    expect(world.optedOutAtAws).toEqual([person]);
  });
});

describe("an alias", () => {
  it("is written with all others of the turn, or none is", async () => {
    await world.take(inbound("hello", [userId]));
    const other = () => world.take(inbound("hello", [userId]));
    const ports = world.ports(meanwhile("conversations", "commit", other));
    await takeItem(inbound("hello", [number, userId]), ports);
    expect(await world.contacts()).toHaveLength(1);
    expect(await isReached(phone)).toBe(true);
    await world.take(inbound("STOP", [userId]));
    expect(await isReached(phone)).toBe(false);
  });

  it("that came to another user id is another person's, whose STOP is their own", async () => {
    await world.take(inbound("STOP", [number, userId]));
    await world.take(inbound("hello", [number, { kind: "bsuid", value: "US.2" }]));
    expect(await isReached(phone)).toBe(true);
    expect(await isReached(userId)).toBe(false);
  });
});

describe("a person who changes their number or user id", () => {
  it.each([
    ["number", [number], [otherNumber], { kind: "phone", value: "+12025550198" }],
    ["user id", [userId], [{ kind: "bsuid", value: "US.2" }], { kind: "bsuid", value: "US.2" }],
  ] as const)("takes their STOP along to the new %s", async (_, who, to, address) => {
    await world.take(inbound("STOP", [number, userId]));
    await world.take(event({ kind: "aliases-changed", who: [...who], to: [...to] } as never));
    expect(await isReached(address)).toBe(false);
  });

  it("leaves nothing to who has the old number next, also where the notice comes again", async () => {
    await world.take(inbound("STOP", [number]));
    const notice = event({ kind: "aliases-changed", who: [number], to: [otherNumber] } as never);
    await world.take(notice);
    await world.take(inbound("hello", [number]));
    expect(await isReached(phone)).toBe(true);
    await world.take(notice);
    expect(await isReached(phone)).toBe(true);
    expect(await world.contacts()).toHaveLength(2);
  });
});

describe("WhatsApp's own switch for marketing", () => {
  const preference = (wanted: boolean, at = world.now) =>
    event({ kind: "marketing-preference", who: [number], wanted, at } as never);

  it("is the person's word on marketing alone, in whatever order it comes", async () => {
    await world.take(inbound("hello", [number]));
    await world.take(preference(false));
    await world.take(preference(true, world.now - 1));
    const [contact] = await world.contacts();
    expect(mayStart(contact?.consent ?? [], "whatsapp", "marketing")).toBe(false);
    expect(mayStart(contact?.consent ?? [], "whatsapp", "utility")).toBe(true);
  });

  it("is kept of who was never met, and while the rollout cannot be read", async () => {
    await world.put({ pk: "ROLLOUT", sk: "DECLARED", awsWeight: "?" });
    await world.take(preference(false));
    expect(await world.contacts()).toHaveLength(1);
  });
});

describe("an edited message", () => {
  const number = { kind: "waId", value: "12025550199" } as const;
  const edited = (text: string, at = world.now) =>
    event({
      kind: "message-changed",
      change: "edited",
      providerMessageId: "one",
      who: [number],
      text,
      at,
    } as never);

  beforeEach(() => world.take(inbound("hello", [number], { providerMessageId: "one" })));

  it("that says STOP now is one since the edit, once, and nothing is answered", async () => {
    const stop = edited("STOP");
    await world.take(stop);
    await world.take(stop);
    expect(await isReached(number)).toBe(false);
    expect(world.carried).toHaveLength(1);
    const items = await world.items();
    expect(items.filter(({ pk }) => String(pk).startsWith("CONSENT#"))).toHaveLength(2);
    expect(items.find(({ pk }) => String(pk).startsWith("INBOUND#"))).toHaveProperty("edited");
  });

  it("that says STOP does not undo a START that was written after the edit", async () => {
    const at = world.now;
    world.now += 1_000;
    await world.take(inbound("START", [number]));
    await world.take(edited("STOP", at));
    expect(await isReached(number)).toBe(true);
  });

  it("says nothing else: no question, and no START", async () => {
    await world.take(inbound("STOP", [number]));
    const { length } = world.carried;
    world.now += 1_000;
    await world.take(edited("START"));
    await world.take(edited("two eggs"));
    expect(world.carried).toHaveLength(length);
    expect(await isReached(number)).toBe(false);
  });
});

test("a rollout that cannot be read keeps nobody from being answered", async () => {
  await world.put({ pk: "ROLLOUT", sk: "DECLARED", awsWeight: "?" });
  await world.write("A", "two eggs");
  await world.write("sms", "two eggs");
  expect(world.texts()).toEqual(["A: You asked: two eggs", "sms: You asked: two eggs"]);
  expect(world.metricNames()).toContain("RolloutUnreadable");
});

test("what the business starts waits while the rollout cannot be read, and dies of nothing", async () => {
  await world.put({ pk: "ROLLOUT", sk: "DECLARED", awsWeight: "?" });
  await world.start("one");
  await world.wakeUp(20);
  await world.declare({});
  await world.wakeUp();
  expect(world.texts()).toEqual(["A: we_moved"]);
});
