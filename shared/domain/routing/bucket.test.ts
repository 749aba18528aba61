import fc from "fast-check";
import { bucket, bucketCount, isMoved } from "./bucket";

const weight = fc.integer({ min: 0, max: bucketCount }).map((hundredths) => hundredths / 100);

describe("bucket", () => {
  // Worked out with `printf '%s' 'pepper:contact-1' | sha256sum`: the first 16 hex digits, as a
  // number, mod 10 000.
  it.each([
    ["pepper", "contact-1", 3171],
    ["pepper", "contact-2", 1617],
    ["sel", "café", 1570],
  ])("of %s:%s is pinned", (salt, id, expected) => {
    expect(bucket(salt, id)).toBe(expected);
  });

  it("stays in range and fills the range evenly", () => {
    const counts = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index += 1) {
      const decile = Math.floor(bucket("pepper", `person-${index}`) / 1000);
      counts[decile] = (counts[decile] ?? Number.NaN) + 1;
    }
    // Six standard deviations around 1,000.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(180);
  });
});

describe("isMoved", () => {
  it("never goes back when the weight goes up", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), weight, weight, (salt, id, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        return !isMoved(bucket(salt, id), low) || isMoved(bucket(salt, id), high);
      }),
    );
  });

  it("moves nobody at 0, everybody at 100, and exactly the declared share between", () => {
    fc.assert(
      fc.property(weight, (percent) => {
        const moved = Array.from({ length: bucketCount }, (_, one) => isMoved(one, percent)).filter(
          Boolean,
        ).length;
        expect(moved).toBe(Math.round(percent * 100));
      }),
      { numRuns: 30, examples: [[0], [100], [1.1], [0.29]] },
    );
  });
});
