import { singular } from "./word";

/** A number read from the front of some words, and how many words it took. */
export interface ReadNumber {
  readonly value: number;
  readonly length: number;
}

const small = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
  fifteen sixteen seventeen eighteen nineteen`;
const tens = "twenty thirty forty fifty sixty seventy eighty ninety";

const cardinals = new Map([
  ...small.split(/\s+/).map((word, value) => [word, value] as const),
  ...tens.split(" ").map((word, index) => [word, (index + 2) * 10] as const),
]);

const parts = new Map([
  ["half", 1 / 2],
  ["third", 1 / 3],
  ["quarter", 1 / 4],
]);

/**
 * "2", "1 1/2", "two and a half", "half a", "three quarters of a", "a dozen", "a", … or undefined
 * when the words begin with no number.
 */
export function readNumber(words: readonly string[]): ReadNumber | undefined {
  return readPart(words) ?? readWhole(words) ?? readArticle(words);
}

/** "half", "half a", "a quarter of an", "two thirds of a", "1/2", "half a dozen". */
function readPart(words: readonly string[]): ReadNumber | undefined {
  const slash = fraction(words[0]);
  if (slash !== undefined) return afterPart(words, slash, 1);
  const bare = part(words[0]);
  if (bare !== undefined) return afterPart(words, bare, 1);
  const count = isArticle(words[0]) ? 1 : cardinal(words[0]);
  const named = part(words[1]);
  return count !== undefined && named !== undefined
    ? afterPart(words, count * named, 2)
    : undefined;
}

/** The words that may follow a part: "of", "a", "dozen". */
function afterPart(words: readonly string[], value: number, length: number): ReadNumber {
  let end = length;
  if (words[end] === "of" && isArticle(words[end + 1])) end += 2;
  else if (isArticle(words[end])) end += 1;
  return words[end] === "dozen" ? { value: value * 12, length: end + 1 } : { value, length: end };
}

/**
 * "2", "twenty five", "two hundred", "a hundred", "two dozen", each with its "and a half" or "1/2".
 */
function readWhole(words: readonly string[]): ReadNumber | undefined {
  const scaled = (word: string | undefined) =>
    word === "hundred" ? 100 : word === "dozen" ? 12 : word === "couple" ? 2 : undefined;
  const [first, second] = words;
  const base = isArticle(first) && scaled(second) !== undefined ? 1 : cardinal(first);
  if (base === undefined) {
    const alone = scaled(first);
    return alone === undefined ? undefined : { value: alone, length: words[1] === "of" ? 2 : 1 };
  }
  let value = base;
  let length = 1;
  const ones = cardinals.get(words[1] ?? "");
  if (cardinals.has(first ?? "") && base >= 20 && ones !== undefined && ones > 0 && ones < 10) {
    value += ones;
    length = 2;
  }
  const scale = scaled(words[length]);
  if (scale !== undefined) {
    value *= scale;
    length += 1;
  }
  return withPart(words, value, length);
}

/** Adds "and a half", "and three quarters", "1/2" to a whole number. */
function withPart(words: readonly string[], value: number, length: number): ReadNumber {
  const slash = fraction(words[length]);
  if (slash !== undefined && slash < 1) return { value: value + slash, length: length + 1 };
  if (words[length] !== "and") return { value, length };
  const [count, name] = words.slice(length + 1);
  if (part(count) !== undefined && !isArticle(name))
    return { value: value + (part(count) ?? 0), length: length + 2 };
  const factor = isArticle(count) ? 1 : cardinal(count);
  const named = part(name);
  const isPart =
    factor !== undefined &&
    named !== undefined &&
    words[length + 3] !== "of" &&
    !isArticle(words[length + 3]);
  return isPart ? { value: value + factor * named, length: length + 3 } : { value, length };
}

function readArticle(words: readonly string[]): ReadNumber | undefined {
  return isArticle(words[0]) ? { value: 1, length: 1 } : undefined;
}

function isArticle(word: string | undefined): boolean {
  return word === "a" || word === "an";
}

function part(word: string | undefined): number | undefined {
  return word === undefined ? undefined : parts.get(singular(word));
}

function fraction(word: string | undefined): number | undefined {
  const [, over, under] = /^(\d+) *\/ *(\d+)$/.exec(word ?? "") ?? [];
  return over && under ? Number(over) / Number(under) : undefined;
}

function cardinal(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  return /^\d*\.?\d+$/.test(word) ? Number(word) : cardinals.get(word);
}

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
