import { languages } from "../language/language";
import { heldOutFood } from "./held-out-food.testing";
import { heldOutNeeds } from "./held-out-needs.testing";
import { referralFor } from "./referral";
import { writtenAfter } from "./written-after.testing";

/*
 * How much is seen of what nobody foresaw: measured, not promised. Who extends the signs lowers
 * these numbers, and does not raise them without saying why. `heldOutNeeds` was written before the
 * families by the same hand, and flatters them; `writtenAfter` does not.
 */
const atMost = {
  en: { missed: 3, missedAfter: 15, falsely: 0 },
  es: { missed: 1, missedAfter: 14, falsely: 1 },
  de: { missed: 2, missedAfter: 18, falsely: 1 },
} as const;

describe.each(languages)("of unforeseen wordings, in %s", (language) => {
  const missed = (texts: readonly string[]) => texts.filter((text) => !referralFor(text));

  it("few are missed of the 40 written before", () => {
    const needs = Object.values(heldOutNeeds[language]).flat();
    const those = missed(needs);
    expect([needs.length, those.length <= atMost[language].missed, those]).toEqual([
      40,
      true,
      expect.anything(),
    ]);
  });

  it("no more are missed of the 20 written after than were", () => {
    const those = missed(writtenAfter[language]);
    expect([those.length <= atMost[language].missedAfter, those]).toEqual([
      true,
      expect.anything(),
    ]);
  });

  it("next to none of 60 harmless ones is referred", () => {
    const those = heldOutFood[language].filter((text) => referralFor(text));
    expect([heldOutFood[language].length, those.length <= atMost[language].falsely, those]).toEqual(
      [60, true, expect.anything()],
    );
  });
});
