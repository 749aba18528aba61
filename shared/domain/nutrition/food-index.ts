import { type Food, foods } from "./foods";
import { phraseKey, singular } from "./word";

const foodByKey = new Map(
  foods.flatMap(({ food, names }) =>
    names.map((name) => [phraseKey(name.split(" ")), food] as const),
  ),
);

/** Words that do not change which food is meant; the others do ("fried rice" is not rice). */
const modifiers = new Set(
  "raw fresh ripe large medium small big cooked boiled steamed grilled sliced chopped diced plain organic warm hot cold black whole".split(
    " ",
  ),
);

/**
 * The food of these words, or undefined: the whole phrase must be its name. "Banana bread" is
 * neither a banana nor bread.
 */
export function findFood(words: readonly string[]): Food | undefined {
  return (
    foodByKey.get(phraseKey(words)) ??
    foodByKey.get(phraseKey(words.filter((word) => !modifiers.has(singular(word)))))
  );
}
