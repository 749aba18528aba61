import { type Food, findFood, type Nutrients } from "./foods";
import { cupMillilitres } from "./quantity";
import type { Amount, Mention } from "./question";

/** What became of a mention. */
export type Serving =
  | {
      readonly kind: "known";
      readonly food: Food;
      readonly amount?: Amount;
      readonly grams: number;
      readonly nutrients: Nutrients;
    }
  | { readonly kind: "unknown-food"; readonly words: readonly string[] }
  | { readonly kind: "unknown-weight"; readonly food: Food; readonly amount?: Amount };

/**
 * More of one food than anybody eats; a weight beyond it is a slip of the pen rather than a
 * question.
 */
const mostGrams = 10_000;

/** Looks a mention up and weighs it. A mention without an amount is one usual portion. */
export function serve({ words, amount }: Mention): Serving {
  const food = findFood(words);
  if (!food) return { kind: "unknown-food", words };
  const grams = amount ? gramsOf(food, amount) : food.portion.grams;
  if (grams === undefined || grams > mostGrams)
    return { kind: "unknown-weight", food, ...(amount && { amount }) };
  return {
    kind: "known",
    food,
    ...(amount && { amount }),
    grams,
    nutrients: scale(food.per100g, grams / 100),
  };
}

/** Grams of an amount, or undefined where the food has no such measure. */
function gramsOf(food: Food, { count, unit }: Amount): number | undefined {
  const times = (grams: number | undefined) => (grams === undefined ? undefined : count * grams);
  switch (unit?.kind) {
    case undefined:
      return times(food.oneGrams ?? (count <= 1 ? food.portion.grams : undefined));
    case "portion":
      return times(food.portion.grams);
    case "gram":
      return times(unit.per);
    case "millilitre":
      return food.cupGrams === undefined
        ? undefined
        : times(unit.per * (food.cupGrams / cupMillilitres));
    case "slice":
      return times(food.sliceGrams);
  }
}

function scale(nutrients: Nutrients, factor: number): Nutrients {
  return {
    kcal: nutrients.kcal * factor,
    proteinGrams: nutrients.proteinGrams * factor,
    fatGrams: nutrients.fatGrams * factor,
    carbohydrateGrams: nutrients.carbohydrateGrams * factor,
  };
}

export function sum(all: readonly Nutrients[]): Nutrients {
  return all.reduce(
    (total, each) => ({
      kcal: total.kcal + each.kcal,
      proteinGrams: total.proteinGrams + each.proteinGrams,
      fatGrams: total.fatGrams + each.fatGrams,
      carbohydrateGrams: total.carbohydrateGrams + each.carbohydrateGrams,
    }),
    { kcal: 0, proteinGrams: 0, fatGrams: 0, carbohydrateGrams: 0 },
  );
}
