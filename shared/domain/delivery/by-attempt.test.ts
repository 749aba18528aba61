import fc from "fast-check";
import type { AttemptId } from "../message/message-id";
import { byAttempt } from "./by-attempt";
import type { DeliveryEvent } from "./event";

const event = (attempt: number | undefined, ids: readonly string[]): DeliveryEvent => ({
  channel: "whatsapp",
  provider: "aws",
  ...(attempt === undefined ? {} : { attemptId: `m-${attempt}.1` as AttemptId }),
  providerMessageIds: ids,
  status: "sent",
  receivedAt: 1,
});

/** Events of a few attempts; each has our id, or one of the provider's two, or all of them. */
const told = fc
  .record({
    attempt: fc.nat({ max: 3 }),
    ours: fc.boolean(),
    ids: fc.subarray(["aws", "wamid"], { minLength: 0 }),
  })
  .filter(({ ours, ids }) => ours || ids.length > 0)
  .map(({ attempt, ours, ids }) => ({
    attempt,
    event: event(
      ours ? attempt : undefined,
      ids.map((id) => `${id}-${attempt}`),
    ),
  }));

it("keeps every event once, and never puts two attempts together", () => {
  fc.assert(
    fc.property(fc.array(told), (all) => {
      const groups = byAttempt(all);
      expect(groups.flatMap((group) => group.told).length).toBe(all.length);
      expect(new Set(groups.flatMap((group) => group.told))).toEqual(new Set(all));
      for (const group of groups) {
        expect(new Set(group.told.map(({ attempt }) => attempt)).size).toBe(1);
        expect(group.events).toHaveLength(group.told.length);
      }
    }),
  );
});

it("puts together what shares an id, and what one of them tells holds for all", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
      const all = [
        event(1, ["aws-1"]),
        event(undefined, ["aws-1", "wamid-1"]),
        event(undefined, ["wamid-1"]),
        event(2, ["aws-2"]),
      ].map((one) => ({ event: one }));
      const groups = byAttempt(order.map((index) => all[index] as (typeof all)[number]));
      expect(groups.map(({ events }) => events.length).sort()).toEqual([1, 3]);
      const [joined] = groups.filter(({ events }) => events.length === 3);
      for (const { attemptId, providerMessageIds } of joined?.events ?? []) {
        expect(attemptId).toBe("m-1.1");
        expect([...providerMessageIds].sort()).toEqual(["aws-1", "wamid-1"]);
      }
    }),
  );
});

it("adds no id of ours where none is told, and keeps two of ours apart", () => {
  const [named, other, unnamed] = byAttempt([
    { event: event(1, []) },
    { event: event(2, []) },
    { event: event(undefined, ["aws-9"]) },
  ]);
  expect(named?.events).toEqual([event(1, [])]);
  expect(other?.events).toEqual([event(2, [])]);
  expect(unnamed?.events[0]).not.toHaveProperty("attemptId");
});
