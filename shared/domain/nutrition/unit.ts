/** A unit that a person may write after a number. */
export type Unit =
  | { readonly kind: "gram" | "millilitre"; readonly per: number; readonly name: string }
  | CountedUnit;

/**
 * A unit whose weight depends on the food. A `portion` goes by many names (a glass, a bowl) and
 * always means the food's usual portion.
 */
export type CountedUnit = { readonly kind: "slice" | "portion"; readonly name: string };

const gram = (per: number, name: string): Unit => ({ kind: "gram", per, name });
const millilitre = (per: number, name: string): Unit => ({ kind: "millilitre", per, name });

/** US customary measures, as in NIST Handbook 44, appendix C. */
export const cupMillilitres = 236.588;

const units: readonly (readonly [words: string, unit: Unit])[] = [
  ["g gr gm gram gramme", gram(1, "g")],
  ["kg kilo kilogram", gram(1000, "kg")],
  ["oz ounce", gram(28.3495, "oz")],
  ["lb lbs pound", gram(453.592, "lb")],
  ["ml millilitre milliliter", millilitre(1, "ml")],
  ["l litre liter", millilitre(1000, "l")],
  ["cup", millilitre(cupMillilitres, "cup")],
  ["tbsp tablespoon tablespoonful", millilitre(cupMillilitres / 16, "tbsp")],
  ["tsp teaspoon teaspoonful", millilitre(cupMillilitres / 48, "tsp")],
  ["slice", { kind: "slice", name: "slice" }],
  ...[
    "piece",
    "portion",
    "serving",
    "glass",
    "mug",
    "bowl",
    "plate",
    "can",
    "bar",
    "fillet",
    "handful",
  ].map((name): readonly [string, Unit] => [name, { kind: "portion", name }]),
];

const unitByWord = new Map(
  units.flatMap(([words, unit]) => words.split(" ").map((word) => [word, unit] as const)),
);

/** Takes the singular form of a word. */
export function unitOf(word: string): Unit | undefined {
  return unitByWord.get(word);
}
