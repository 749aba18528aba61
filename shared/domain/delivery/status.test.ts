import fc from "fast-check";
import { climb, deliveryStatuses } from "./status";

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
