import fc from "fast-check";
import { weightInForce } from "./weight-in-force";

const declared = { awsWeight: 50, salt: "pepper", stage: "primary" } as const;
const brake = (cap: number) => ({ cap, reason: "failures", incident: "I-1", at: 0 });

describe("weightInForce", () => {
  it("is never above the declared weight nor above the cap, and is one of them", () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(percent, percent, (awsWeight, cap) => {
        expect(weightInForce({ ...declared, awsWeight }, brake(cap)).awsWeight).toBe(
          Math.min(awsWeight, cap),
        );
      }),
    );
  });

  it("is the declared weight without a brake", () => {
    expect(weightInForce(declared)).toEqual({ ...declared, paused: false, downUntil: {} });
  });

  it("pauses what the business starts where the brake says so, whatever the cap", () => {
    expect(weightInForce(declared, { ...brake(0), pause: true }).paused).toBe(true);
    expect(weightInForce(declared, { ...brake(100), pause: true }).paused).toBe(true);
    expect(weightInForce(declared, brake(0)).paused).toBe(false);
  });

  it("says which arm is down, with a brake and without", () => {
    const down = { A: 5 };
    expect(weightInForce(declared, undefined, down).downUntil).toEqual(down);
    expect(weightInForce(declared, brake(0), down).downUntil).toEqual(down);
  });
});
