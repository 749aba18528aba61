import { distance } from "fastest-levenshtein";
import { type Language, languageOf, languages } from "../language/language";
import { plainClauses, plainText, plainWords } from "../language/plain-text";
import { englishFamilies } from "./english-families";
import { englishSigns } from "./english-signs";
import { germanFamilies } from "./german-families";
import { germanSigns } from "./german-signs";
import { referralTexts } from "./referral-texts";
import { spanishFamilies } from "./spanish-families";
import { spanishSigns } from "./spanish-signs";
import { type Referral, type Signs, topics } from "./topic";

const signs: Readonly<Record<Language, readonly Signs[]>> = {
  en: [englishSigns, englishFamilies],
  es: [spanishSigns, spanishFamilies],
  de: [germanSigns, germanFamilies],
};

/**
 * The referral that a text calls for, or undefined. Read before anything else, on every channel;
 * the referral is sent alone, since calories beside it would belittle what the person said.
 *
 * In doubt it is the referral: who is sent one for nothing loses an answer, who is not sent one may
 * lose more. So "can you overdose on caffeine?" is referred. What people say of food every day is
 * not: being starving, dying for a burger, an allergy that one shops or cooks around.
 */
export function referralFor(text: string): Referral | undefined {
  const read = withoutAdvice(plainText(shortened(text)));
  const whole = readings(plainWords(read));
  const clauses = plainClauses(read).flatMap((clause) => readings(clause.split(" ")));
  for (const topic of topics) {
    const spoken = languages.filter((language) =>
      signs[language]
        .flatMap((list) => list[topic])
        .some(
          (sign) =>
            whole.some((said) => sign.test(said)) ||
            (!looksAround(sign) && clauses.some((said) => sign.test(said))),
        ),
    );
    const [first] = spoken;
    if (first === undefined) continue;
    const written = languageOf(text, first);
    const language = spoken.includes(written) ? written : first;
    return { topic, language, text: referralTexts[topic][language] };
  }
  return undefined;
}

/** As it is written, and with slips of the pen put right. */
function readings(words: readonly string[]): string[] {
  return [inSignSpelling(words), inSignSpelling(words.map(corrected))];
}

/** A sign that something else in the message can explain; a clause alone would not show it. */
function looksAround(sign: RegExp): boolean {
  return sign.source.startsWith("^(?!");
}

/** Words with one space between them, English contractions in one form. */
function inSignSpelling(words: readonly string[]): string {
  return contractions.reduce(
    (said, [pattern, form]) => said.replace(pattern, form),
    words.join(" "),
  );
}

/** Characters at either end; no SMS and hardly a chat message has more. */
const readAtEitherEnd = 1000;

function shortened(text: string): string {
  return text.length <= 2 * readAtEitherEnd
    ? text
    : `${text.slice(0, readAtEitherEnd)} ${text.slice(-readAtEitherEnd)}`;
}

/** What the automatic reply of a clinic says to everybody: "If this is an emergency, call 911." */
function withoutAdvice(text: string): string {
  return advice.reduce((said, pattern) => said.replace(pattern, ". "), text);
}

/** The condition and what it tells to do; a need that stands beside them is read. */
const advice = [
  advising(
    `if (?:this is|it is|its|you have|you are having|youre having|you are experiencing
      |youre experiencing|there is)|in case of|in the event of|in|for`,
    "(?:an? |any )?(?:\\w+[- ])?emergenc(?:y|ies)",
    "call|dial|text|contact|go to|visit|hang up|ring|proceed|seek",
  ),
  advising(
    "si (?:esto )?(?:es|se trata de|tiene|tienes|presenta)|en caso de|para|ante",
    "(?:una? |cualquier )?(?:emergencias?|urgencias?)(?: \\w+medica)?",
    "llam\\w+|marque|marca|acud\\w+|dirija\\w+|contact\\w+|vaya",
  ),
  advising(
    "(?:falls|wenn) (?:es sich um|dies|das|es|sie)|bei|im|in",
    "(?:ist )?(?:einem |einen |ein )?(?:\\w+en )?notfall(?:en)?(?: handelt| ist| haben)?",
    "rufen|ruf|wahlen|wenden|kontaktieren|gehen|melden",
  ),
].flat();

function advising(condition: string, emergency: string, toDo: string): [RegExp, RegExp] {
  const supposed = `\\b(?:${condition.replace(/\n\s*/g, "")}) ${emergency}\\b`;
  const told = `(?:\\w+ ){0,2}(?:${toDo})\\b[^.!?\\n]{0,80}`;
  return [
    new RegExp(`(?:please )?\\b(?:${toDo})\\b[^.!?\\n]{0,40}${supposed}`, "g"),
    new RegExp(`${supposed}(?:[,: ]+${told})?`, "g"),
  ];
}

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\b(?:cannot|can not|can t|cnt|cant|kant|couldnt|could not|cany)\b/g, "cant"],
  [/\b(?:do not|don t|dnt|dun)\b/g, "dont"],
  [/\b(?:does not|doesn t|doesnt)\b/g, "dont"],
  [/\b(?:is not|isn t|aint|are not|arent|aren t)\b/g, "isnt"],
  [/\b(?:have not|haven t|havnt|has not|hasnt|hasn t)\b/g, "havent"],
  [/\b(?:did not|didn t)\b/g, "didnt"],
  [/\b(?:will not|won t)\b/g, "wont"],
  [/\b(?:i am|i m)\b/g, "im"],
  [/\bmy self\b/g, "myself"],
];

/**
 * Words that must not be missed for a slip of the pen. Short ones and those close to a food are not
 * here ("choking" is one letter from "cooking"): their slips stand in the signs.
 */
const mended = `breathing breathe breath unconscious overdose overdosed suicide suicidal anaphylaxis
  anaphylactic allergic reaction swollen swelling poisoned vomiting vomit bulimia anorexia
  purging emergency ambulance respirar suicidarme vomitar anafilaxia garganta emergencia
  ambulancia sobredosis inconsciente atragantando bewusstlos umbringen erbrechen selbstmord
  geschwollen abfuhrmittel vergiftet krankenwagen uberdosis atemnot magersucht`.split(/\s+/);

/** One slip in a word of six letters, two in one of nine. */
function corrected(word: string): string {
  if (word.length < 6 || /\d/.test(word) || mended.includes(word)) return word;
  const meant = mended.find(
    (known) => known[0] === word[0] && distance(known, word) <= (known.length >= 9 ? 2 : 1),
  );
  return meant ?? word;
}
