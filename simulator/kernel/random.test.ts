import fc from "fast-check";
import { SeededRandom } from "./random";

describe("randomness from a seed", () => {
  it("shuffles without loss, and the same seed the same way", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.nat(), (items, seed) => {
        const shuffled = new SeededRandom(seed).shuffled(items);
        expect([...shuffled].sort()).toEqual([...items].sort());
        expect(new SeededRandom(seed).shuffled(items)).toEqual(shuffled);
      }),
    );
  });

  it("spreads evenly", () => {
    const random = new SeededRandom(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) counts[random.below(10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
