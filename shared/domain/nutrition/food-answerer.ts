import type { Nutrients } from "./foods";
import type { Unit } from "./quantity";
import { readQuestion } from "./question";
import { type Serving, serve, sum } from "./serving";

/**
 * Answers from the food table alone: no network, no state, the same question always the same
 * answer. It never rejects.
 */
export class FoodAnswerer {
  async answer(question: { readonly text: string }): Promise<FoodAnswer> {
    const servings = readQuestion(question.text).map(serve);
    const text = answerText(servings);
    return servings.some(({ kind }) => kind === "known") ? { text, disclaimer } : { text };
  }
}

/** An answer, and what a person who reads figures is to be told now and then, not each time. */
export interface FoodAnswer {
  readonly text: string;
  /** Where the answer has figures. */
  readonly disclaimer?: string;
}

const disclaimer =
  "Estimates from USDA averages, with usual portions where you give no weight. Not medical advice.";

/**
 * An answer has at most this many characters, all of them ASCII: SMS stays in the GSM-7 alphabet,
 * and Twilio takes 1,600.
 */
export const longestAnswer = 1000;

const shownLines = 6;
const shownNames = 3;
const shownCharacters = 30;

const greeting = "Hello, this is AI Nutritionist. Tell me what you eat or drink.";
const example = 'Try: "How many calories in two eggs and a banana?"';

type Known = Extract<Serving, { kind: "known" }>;

/**
 * The answer to a question: one line for each food, a total, and what could not be reckoned. Greets
 * when nothing was asked. Two or three foods stay within one SMS: their lines have the energy
 * alone, the total has the rest.
 */
function answerText(servings: readonly Serving[]): string {
  if (servings.length === 0) return `${greeting}\n${example}`;
  const known = servings.filter((serving) => serving.kind === "known");
  const unsure = unsureLines(servings);
  if (known.length === 0)
    return [...unsure, `I know common foods and drinks. ${example}`].join("\n");
  return [...foodLines(known), ...totalLine(known), ...unsure].join("\n");
}

function foodLines(known: readonly Known[]): string[] {
  const shown = known.length > 1 ? energyText : nutrientText;
  const lines = known
    .slice(0, shownLines)
    .map((serving) => `${servingName(serving)}: ${shown(serving.nutrients)}`);
  const more = known.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more, in the total`] : lines;
}

function totalLine(known: readonly Known[]): string[] {
  return known.length > 1
    ? [`Total: ${nutrientText(sum(known.map((serving) => serving.nutrients)))}`]
    : [];
}

/** "egg, 2 x 50 g", "banana, 118 g (medium)", "white rice, 200 g", "white rice, 1 cup (158 g)". */
function servingName({ food, amount, grams }: Known): string {
  if (!amount) return `${food.name}, ${weightText(grams)} (${food.portion.name})`;
  const { count, unit } = amount;
  if (unit?.kind === "gram") return `${food.name}, ${unitText(count, unit)}`;
  if (unit) return `${food.name}, ${unitText(count, unit)} (${weightText(grams)})`;
  return `${food.name}, ${numberText(count)} x ${weightText(food.oneGrams ?? food.portion.grams)}`;
}

function energyText({ kcal }: Nutrients): string {
  return `${Math.round(kcal)} kcal`;
}

function nutrientText({ kcal, proteinGrams, fatGrams, carbohydrateGrams }: Nutrients): string {
  const grams = [
    `protein ${weightText(proteinGrams)}`,
    `fat ${weightText(fatGrams)}`,
    `carbs ${weightText(carbohydrateGrams)}`,
  ];
  return `${Math.round(kcal)} kcal, ${grams.join(", ")}`;
}

/** What the answer leaves out, so that nobody takes the total for the whole meal. */
function unsureLines(servings: readonly Serving[]): string[] {
  const foods = servings.flatMap((serving) =>
    serving.kind === "unknown-food" ? [wordsText(serving.words)] : [],
  );
  const weights = servings.flatMap((serving) =>
    serving.kind === "unknown-weight" ? [amountText(serving)] : [],
  );
  return [
    ...(foods.length > 0 ? [`Not recognised: ${listText(foods)}.`] : []),
    ...(weights.length > 0 ? [`Not counted, please give grams: ${listText(weights)}.`] : []),
  ];
}

function amountText({ food, amount }: Extract<Serving, { kind: "unknown-weight" }>): string {
  if (!amount) return food.name;
  const { count, unit } = amount;
  return `${unit ? unitText(count, unit) : `${numberText(count)} x`} ${food.name}`;
}

/** Words take a plural ("2 slices"); symbols such as "g" and "tbsp" do not. */
function unitText(count: number, { name }: Unit): string {
  const plural = name.endsWith("s") ? "es" : "s";
  const invariable = ["g", "kg", "oz", "lb", "ml", "l", "tbsp", "tsp"].includes(name);
  return `${numberText(count)} ${name}${count <= 1 || invariable ? "" : plural}`;
}

/** Two decimals, or two digits of a number below one; a number too long to read becomes "many". */
function numberText(count: number): string {
  if (count < 1) return String(Number(count.toPrecision(2)));
  return count < 1_000_000 ? String(Math.round(count * 100) / 100) : "many";
}

function weightText(grams: number): string {
  return `${grams < 10 ? Math.round(grams * 10) / 10 : Math.round(grams)} g`;
}

function listText(all: readonly string[]): string {
  const names = [...new Set(all)];
  const shown = names.slice(0, shownNames).join(", ");
  return names.length > shownNames ? `${shown} and ${names.length - shownNames} more` : shown;
}

/** A person's own words, as far as SMS can carry them. */
function wordsText(words: readonly string[]): string {
  const text = words
    .join(" ")
    .replace(/[^a-z0-9% ./]/g, "")
    .replace(/ +/g, " ")
    .trim();
  if (text === "") return "some words";
  return text.length > shownCharacters
    ? `${text.slice(0, shownCharacters - 3).trimEnd()}...`
    : text;
}
