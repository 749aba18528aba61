import { languages } from "../language/language";
import { heldOutFood } from "./held-out-food.testing";
import { heldOutNeeds } from "./held-out-needs.testing";
import { referralFor } from "./referral";
import { writtenAfter, writtenBetween } from "./written-after.testing";

/*
 * How much is seen of what nobody foresaw: measured, not promised. Who extends the signs lowers
 * these numbers, and does not raise them without saying why. `heldOutNeeds` and `writtenBetween` were
 * known to the hand that wrote the families, and flatter them; `writtenAfter` was fitted to by
 * nobody, is meant to be hard, and shows how little phrases foresee.
 */
const atMost = {
  en: { missed: 3, between: 1, after: 16, falsely: 0 },
  es: { missed: 0, between: 0, after: 16, falsely: 1 },
  de: { missed: 2, between: 1, after: 15, falsely: 1 },
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

  it.each([
    ["20 written between", writtenBetween, "between"],
    ["16 written after", writtenAfter, "after"],
  ] as const)("as many are missed of the %s as is told in docs/rules.md", (_, texts, measure) => {
    const those = missed(texts[language]);
    expect([those.length, those]).toEqual([atMost[language][measure], expect.anything()]);
  });

  it("next to none of 60 harmless ones is referred", () => {
    const those = heldOutFood[language].filter((text) => referralFor(text));
    expect([heldOutFood[language].length, those.length <= atMost[language].falsely, those]).toEqual(
      [60, true, expect.anything()],
    );
  });
});
