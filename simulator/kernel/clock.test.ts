import fc from "fast-check";
import { SimulatedClock } from "./clock";

describe("the simulated clock", () => {
  const clock = new SimulatedClock();
  afterEach(() => clock.stop());

  it("fires what falls due within a jump, earliest first, and nothing else", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1000, max: 1_000_000 }), { maxLength: 30 }),
        fc.integer({ min: 1000, max: 1_000_000 }),
        (waits, jump) => {
          const own = new SimulatedClock();
          const fired: number[] = [];
          for (const wait of waits) own.after(wait, () => fired.push(wait));
          own.advance(jump + 500);
          own.stop();
          const due = waits.filter((wait) => wait <= jump).sort((one, other) => one - other);
          expect(fired.filter((wait) => wait <= jump)).toEqual(due);
          expect(fired.filter((wait) => wait > jump + 500)).toEqual([]);
        },
      ),
    );
  });

  it("does not fire what was called off", () => {
    const fire = jest.fn();
    clock.after(1000, fire)();
    clock.advance(2000);
    expect(fire).not.toHaveBeenCalled();
  });

  it("shares its offset with whoever holds the buffer", () => {
    clock.set(Date.UTC(2030, 0, 1));
    const offset = Number(Atomics.load(new BigInt64Array(clock.sharedOffset), 0));
    expect(Math.abs(Date.now() + offset - Date.UTC(2030, 0, 1))).toBeLessThan(60_000);
  });
});
