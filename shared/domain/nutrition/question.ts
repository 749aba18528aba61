import { type ReadNumber, readNumber, type Unit, unitOf } from "./quantity";
import { singular, tokens } from "./word";

/** A thing to eat or drink that a person wrote of: their words for it, not yet looked up. */
export interface Mention {
  readonly words: readonly string[];
  /** Absent when the person gave none: one usual portion. */
  readonly amount?: Amount;
}

export interface Amount {
  readonly count: number;
  readonly unit?: Unit;
}

/**
 * Reads a question such as "how many calories in two eggs and a banana?" into what it mentions, in
 * order. Every text is read; one that asks nothing gives no mention. What stands after "without" or
 * "no" is left out.
 */
export function readQuestion(text: string): readonly Mention[] {
  const mentions: Mention[] = [];
  let left = tokens(text);
  let negated = false;
  while (left.length > 0) {
    const separator = separatorKind(left[0] ?? "");
    if (separator !== undefined) {
      if (separator === "negation") negated = true;
      else if (separator === "break") negated = false;
      left = left.slice(1);
      continue;
    }
    const { mention, length } = readMention(left);
    if (mention?.amount) negated = false;
    if (mention && !negated) mentions.push(mention);
    left = left.slice(length);
  }
  return mentions;
}

/**
 * Reads up to the next separator or the next number: "two eggs", "200 g of rice", "rice 200 g", "a
 * banana".
 */
function readMention(words: readonly string[]): { mention?: Mention; length: number } {
  const lead = readAmount(words);
  let end = lead?.length ?? 0;
  if (words[end] === "of") end += 1;
  const start = end;
  while (
    end < words.length &&
    separatorKind(words[end] ?? "") === undefined &&
    !readAmount(ahead(words, end))
  )
    end += 1;
  const phrase = trimFillers(words.slice(start, end));
  if (phrase.length === 0) return { length: Math.max(end, 1) };
  if (lead) return { mention: { words: phrase, amount: lead.amount }, length: end };
  const tail = readAmount(ahead(words, end));
  const next = words[end + (tail?.length ?? 0)];
  if (tail && (next === undefined || separatorKind(next) !== undefined)) {
    return { mention: { words: phrase, amount: tail.amount }, length: end + tail.length };
  }
  return { mention: { words: phrase }, length: end };
}

/** No amount is longer than this many words; a long message is still read in linear time. */
function ahead(words: readonly string[], start: number): readonly string[] {
  return words.slice(start, start + 10);
}

/** A number with the unit after it, if one follows: "2", "2 x", "200 g", "half a cup". */
function readAmount(words: readonly string[]): { amount: Amount; length: number } | undefined {
  const number: ReadNumber | undefined = readNumber(words);
  if (!number) return undefined;
  let { length } = number;
  if (words[length] === "x" || words[length] === "of") length += 1;
  const unit = unitOf(singular(words[length] ?? ""));
  return unit
    ? { amount: { count: number.value, unit }, length: length + 1 }
    : { amount: { count: number.value }, length };
}

/** A negation reaches over "and" and "or" ("no milk or sugar") and ends at any other separator. */
function separatorKind(word: string): "negation" | "joint" | "break" | undefined {
  if (word === "without" || word === "no") return "negation";
  if (word === "and" || word === "or" || word === "n") return "joint";
  return word === "with" || word === "plus" || word === "then" || /^[,;&+?!.\n]$/.test(word)
    ? "break"
    : undefined;
}

const fillers = new Set(
  `about afternoon also am approximately are around at ate been bit breakfast cal calculate calorie
  calories calory cals can carb carbohydrate carbohydrates carbs cheers contain contains could
  count day dear did dinner do does drank drink drinking eat eaten eating energy evening fat fats
  food for from get give good got had has have having hello help hey hi hiya how i id if im in
  info information is it its ive just kcal kcals kilojoule kj know like log lunch macro macros
  many me meal morning much my need night now nutrition nutritional of ok okay on only please
  protein proteins roughly should snack so some supper tell thank thanks that the there this to
  today tonight total track us value values want was we were what whats will would yes yesterday
  you your`.split(/\s+/),
);

/** Drops the words around a food that a question is made of. */
function trimFillers(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !fillers.has(word));
  const last = words.findLastIndex((word) => !fillers.has(word));
  return first < 0 ? [] : words.slice(first, last + 1);
}
