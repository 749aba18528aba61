import { type FoodRow, foodRows } from "./food-table";
import { phraseKey, singular } from "./word";

/** What is known of a food. */
export interface Food {
  /** What the answer calls it, in the singular. */
  readonly name: string;
  readonly per100g: Nutrients;
  /** What a person is taken to mean who gives neither number nor unit. */
  readonly portion: Measure;
  /** What "two" of it counts: its pieces. Absent where the food is not counted, such as rice. */
  readonly oneGrams?: number;
  /** Weights of a US cup and of a slice, where the source has them. */
  readonly cupGrams?: number;
  readonly sliceGrams?: number;
}

export interface Nutrients {
  readonly kcal: number;
  readonly proteinGrams: number;
  readonly fatGrams: number;
  readonly carbohydrateGrams: number;
}

export interface Measure {
  readonly name: string;
  readonly grams: number;
}

/** Portions that are measured out, not counted: "2 white rice" does not mean two cups. */
const measuredPortion = /\b(cup|tablespoons?|teaspoon|ounces?|serving)$/;

/** Each food with every name that it goes by. */
export const foods: readonly { readonly food: Food; readonly names: readonly string[] }[] =
  foodRows.map(readRow);

/** @throws when a row has no name or a measure that is not a name and a weight. */
export function readRow([
  names,
  kcal,
  proteinGrams,
  fatGrams,
  carbohydrateGrams,
  measures,
]: FoodRow) {
  const allNames = names.split(", ");
  const [portion, ...others] = measures.split(", ").map(readMeasure);
  const [name] = allNames;
  if (!name || !portion) throw new Error(`The food "${names}" has no name or no portion.`);
  const gramsOf = (unit: string) =>
    [portion, ...others].find((measure) => measure.name === unit)?.grams;
  const oneGrams =
    gramsOf("one") ?? (measuredPortion.test(portion.name) ? undefined : portion.grams);
  const cupGrams = gramsOf("cup");
  const sliceGrams = gramsOf("slice");
  const food: Food = {
    name,
    per100g: { kcal, proteinGrams, fatGrams, carbohydrateGrams },
    portion,
    ...(oneGrams !== undefined && { oneGrams }),
    ...(cupGrams !== undefined && { cupGrams }),
    ...(sliceGrams !== undefined && { sliceGrams }),
  };
  return { food, names: allNames };
}

function readMeasure(text: string): Measure {
  const [, name, grams] = /^(.+) ([\d.]+)$/.exec(text) ?? [];
  if (!name || !grams)
    throw new Error(`"${text}" is not a measure; write its name and its grams, such as "cup 158".`);
  return { name, grams: Number(grams) };
}

const foodByKey = new Map(
  foods.flatMap(({ food, names }) =>
    names.map((name) => [phraseKey(name.split(" ")), food] as const),
  ),
);

/** Words that do not change which food is meant; the others do ("fried rice" is not rice). */
const modifiers = new Set(
  `raw fresh ripe large medium small big cooked boiled steamed grilled sliced chopped diced plain
  organic warm hot cold black whole`.split(/\s+/),
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
