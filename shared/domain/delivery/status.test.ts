import fc from "fast-check";
import { dispositions } from "./outcome";
import { climb, deliveryStatuses, statusAfter } from "./status";

const status = fc.constantFrom(...deliveryStatuses);

describe("climb", () => {
  it("ends the same whatever the order and number of events", () => {
    const shuffled = fc
      .array(status, { minLength: 1 })
      .chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([events, again]) => {
        expect(again.reduce(climb, "intended")).toBe(events.reduce(climb, "intended"));
      }),
    );
  });

  it("lets a failed message still be delivered, and a delivered one never fail", () => {
    expect(climb("failed", "delivered")).toBe("delivered");
    expect(climb("delivered", "failed")).toBe("delivered");
    expect(climb("ambiguous", "sent")).toBe("sent");
    expect(climb("read", "delivered")).toBe("read");
  });
});

describe("after a call", () => {
  it("a message that no other attempt is made of has failed", () => {
    const statuses = dispositions.map((disposition) => {
      const refusal = { disposition, code: "x", alarm: false, known: true, explanation: "x" };
      return [disposition, statusAfter({ kind: "refused", refusal })];
    });
    expect(Object.fromEntries(statuses)).toEqual({
      retry: "not-taken",
      wait: "not-taken",
      failover: "not-taken",
      suppress: "failed",
      reject: "failed",
    });
  });

  it("what is known of it is its status", () => {
    expect(statusAfter({ kind: "accepted", providerMessageId: "p" })).toBe("accepted");
    expect(statusAfter({ kind: "ambiguous", reason: "x" })).toBe("ambiguous");
    expect(statusAfter({ kind: "not-taken", reason: "x" })).toBe("not-taken");
  });
});
