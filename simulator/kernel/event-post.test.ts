import fc from "fast-check";
import { FakeCarrierCloud } from "../carriers/carrier-cloud.testing";
import { arrange, EventPost, RecentEvents } from "./event-post";
import { SeededRandom } from "./random";
import { noUnkindness } from "./unkindness";

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

test("the last thousand are kept, and an older or unknown one is an error", async () => {
  const recent = new RecentEvents();
  for (let index = 0; index <= 1000; index += 1) recent.keep(`m${index}`, async () => "delivered");
  await expect(recent.get("m1")()).resolves.toBe("delivered");
  expect(() => recent.get("m0")).toThrow("No message m0 of a person came lately");
});
