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
    expect(weightInForce(declared)).toEqual({ ...declared, paused: false });
  });

  it("pauses what the business starts only at cap 0", () => {
    expect(weightInForce(declared, { ...brake(0), pause: true }).paused).toBe(true);
    expect(weightInForce(declared, brake(0)).paused).toBe(false);
    expect(weightInForce(declared, { ...brake(10), pause: true }).paused).toBe(false);
  });
});
