import fc from "fast-check";
import { SimulatedClock } from "./clock";

/** No real time passes: what the test sees is what it did. */
const heldClock = () => new SimulatedClock(undefined, () => Date.UTC(2026, 10, 1));

describe("the simulated clock", () => {
  const clock = heldClock();
  afterEach(() => clock.stop());

  it("fires what falls due within a jump, earliest first, and nothing else", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1000, max: 1_000_000 }), { maxLength: 30 }),
        fc.integer({ min: 1000, max: 1_000_000 }),
        (waits, jump) => {
          const own = heldClock();
          const fired: number[] = [];
          for (const wait of waits) own.after(wait, () => fired.push(wait));
          own.advance(jump);
          own.stop();
          const due = waits.filter((wait) => wait <= jump).sort((one, other) => one - other);
          expect(fired).toEqual(due);
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

  it("tells functions the same time, jumped and sped up", () => {
    const own = heldClock();
    own.set(Date.UTC(2030, 0, 1));
    own.setSpeed(60);
    const [simulated, , speed] = new Float64Array(own.sharedTime, 8, 3);
    expect([simulated, speed]).toEqual([Date.UTC(2030, 0, 1), 60]);
    own.stop();
  });

  it("lets each timer see the time for which it was set, those set meanwhile too", () => {
    const own = heldClock();
    const start = own.now();
    const seen: number[] = [];
    const tick = () => {
      seen.push(Math.round((own.now() - start) / 60_000));
      own.after(60_000, tick);
    };
    own.after(60_000, tick);
    own.advance(5 * 60_000 + 1000);
    own.stop();
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it("goes on to the next timer only when what the last one set off has come to rest", async () => {
    const own = heldClock();
    const events: string[] = [];
    let working = Promise.resolve();
    for (const minute of [1, 2])
      own.after(minute * 60_000, () => {
        events.push(`${minute} begins`);
        working = new Promise((resolve) => setImmediate(resolve)).then(() => {
          events.push(`${minute} ends`);
        });
      });
    await own.pass(3 * 60_000, () => working);
    own.stop();
    expect(events).toEqual(["1 begins", "1 ends", "2 begins", "2 ends"]);
  });

  it("forgets what was called off, however far ahead, and keeps the rest", () => {
    const own = heldClock();
    const fire = jest.fn();
    own.after(2000, fire);
    const callOffs = Array.from({ length: 5000 }, () => own.after(72 * 3_600_000, fire));
    for (const callOff of callOffs) callOff();
    own.advance(100 * 3_600_000);
    own.stop();
    expect(fire).toHaveBeenCalledTimes(1);
  });
});
