import fc from "fast-check";
import { FakeCarrierCloud } from "../carriers/carrier-cloud.testing";
import { arrange, EventPost, type PostedEvent, RecentEvents } from "./event-post";
import { SeededRandom } from "./random";
import { noUnkindness, type Unkindness } from "./unkindness";

const events = fc.array(
  fc.record({ kind: fc.constantFrom("inbound" as const, "status" as const), id: fc.uuid() }),
  {
    maxLength: 12,
  },
);
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe("arranging events", () => {
  test("each event comes at least once and at most twice, however unkind the provider", () => {
    fc.assert(
      fc.property(
        events,
        probability,
        probability,
        fc.nat(),
        (some, duplicates, reorderings, seed) => {
          const deliveries = arrange(some, { duplicates, reorderings }, new SeededRandom(seed));
          return some.every((event) => {
            const times = deliveries.filter((delivery) => delivery === event).length;
            return times === 1 || times === 2;
          });
        },
      ),
    );
  });

  test("a person's messages keep their order", () => {
    fc.assert(
      fc.property(events, probability, fc.nat(), (some, reorderings, seed) => {
        const inbound = some.filter(({ kind }) => kind === "inbound");
        const arranged = arrange(inbound, { duplicates: 0, reorderings }, new SeededRandom(seed));
        expect(arranged).toEqual(inbound);
      }),
    );
  });

  test("statuses do change places when told to", () => {
    const statuses = ["sent", "delivered"].map((status) => ({ kind: "status" as const, status }));
    const arranged = arrange(statuses, { duplicates: 0, reorderings: 1 }, new SeededRandom(1));
    expect(arranged.map(({ status }) => status)).toEqual(["delivered", "sent"]);
  });
});

describe("posting events", () => {
  test("the cloud is quiet only when every event was delivered, latency included", async () => {
    const cloud = new FakeCarrierCloud();
    const unkindness = { ...noUnkindness, maxLatencyMs: 20 };
    const post = new EventPost("test", cloud, new SeededRandom(3), () => unkindness);
    const delivered: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      const deliver = async () => {
        delivered.push(index);
        return "delivered" as const;
      };
      void post.post({ kind: "status", key: `message ${index % 3}`, deliver });
    }
    expect(delivered).toEqual([]);
    await cloud.activity.quiet();
    expect(delivered.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, index) => index),
    );
  });

  test("an event that cannot be delivered is lost and named, and the next one comes", async () => {
    const cloud = new FakeCarrierCloud();
    const post = new EventPost("test", cloud, new SeededRandom(3), () => noUnkindness);
    const failing = post.post({
      kind: "inbound",
      key: "a",
      deliver: () => Promise.reject(new Error("no route")),
    });
    const next = post.post({
      kind: "inbound",
      key: "a",
      deliver: () => Promise.resolve("delivered"),
    });
    expect([await failing, await next]).toEqual(["lost", "delivered"]);
    expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
      "An event could not be delivered and is lost: no route",
    ]);
  });
});

describe("posting events of which some go astray", () => {
  let cloud: FakeCarrierCloud;
  let delivered: string[];

  beforeEach(() => {
    cloud = new FakeCarrierCloud();
    delivered = [];
  });
  afterEach(() => cloud.clock.stop());

  const posting = (unkindness: Partial<Unkindness>) => {
    const post = new EventPost("test", cloud, new SeededRandom(3), () => ({
      ...noUnkindness,
      ...unkindness,
    }));
    return (kind: PostedEvent["kind"], name: string) =>
      post.post({
        kind,
        key: "a",
        deliver: async () => {
          delivered.push(name);
          return "delivered";
        },
      });
  };

  test("a lost status is told as lost and never comes; what a person writes is not lost", async () => {
    const post = posting({ lostStatuses: 1 });
    expect([await post("status", "sent"), await post("inbound", "hello")]).toEqual([
      "lost",
      "delivered",
    ]);
    cloud.clock.advance(24 * 3_600_000);
    await cloud.activity.quiet();
    expect(delivered).toEqual(["hello"]);
  });

  test.each([
    ["status", { lateStatuses: 1 }],
    ["inbound", { lateMessages: 1 }],
  ] as const)(
    "a late %s is overtaken, keeps nobody waiting, and comes in its time",
    async (kind, late) => {
      const other = kind === "status" ? "inbound" : "status";
      const post = posting({ ...late, latestMs: 60_000 });
      void post(kind, "late");
      void post(other, "in time");
      await cloud.activity.quiet();
      expect(delivered).toEqual(["in time"]);
      cloud.clock.advance(60_000);
      await cloud.activity.quiet();
      expect(delivered).toEqual(["in time", "late"]);
    },
  );

  test("the share that is told goes astray, and all others come once", async () => {
    const post = posting({ lostStatuses: 0.2, lateStatuses: 0.5, latestMs: 1000 });
    const outcomes = Array.from({ length: 400 }, (_, index) => post("status", `${index}`));
    await cloud.activity.quiet();
    const inTime = delivered.length;
    cloud.clock.advance(1000);
    await cloud.activity.quiet();
    const lost = (await Promise.all(outcomes)).filter((outcome) => outcome === "lost").length;
    expect(new Set(delivered).size).toBe(delivered.length);
    expect(delivered.length + lost).toBe(400);
    // Six standard deviations of four hundred draws.
    expect(Math.abs(lost / 400 - 0.2)).toBeLessThan(0.12);
    expect(Math.abs(inTime / 400 - 0.4)).toBeLessThan(0.15);
  });
});

test("the last thousand are kept, and an older or unknown one is an error", async () => {
  const recent = new RecentEvents();
  for (let index = 0; index <= 1000; index += 1) recent.keep(`m${index}`, async () => "delivered");
  await expect(recent.get("m1")()).resolves.toBe("delivered");
  expect(() => recent.get("m0")).toThrow("No message m0 of a person came lately");
});
