import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { consentCorpus } from "../consent/consent-corpus.testing";
import { languages } from "../language/language";
import { foods } from "../nutrition/foods";
import { referralFor } from "./referral";
import { referralTexts } from "./referral-texts";
import { inNeed, ordinary } from "./safety-corpus.testing";
import { topics } from "./topic";

const needs = topics.flatMap((topic) =>
  languages.flatMap((language) =>
    inNeed[topic][language].map((text) => [text, topic, language] as const),
  ),
);

test.each(needs)("%s is referred: %s, in %s", (text, topic, language) => {
  expect(referralFor(text)).toMatchObject({ topic, language });
});

test.each(ordinary)("%s is answered", (text) => {
  expect(referralFor(text)).toBeUndefined();
});

test.each(["my throat is swillin", "my throat is pwollen"])(
  "what is further from a word of need is another word: %s",
  (text) => expect(referralFor(text)).toBeUndefined(),
);

test.each([
  "If this is an emergency, please call 911",
  "Please call 911 if this is an emergency.",
  "Thank you for contacting us. In case of emergency dial 911 or go to the nearest hospital.",
  "If you are having a medical emergency, hang up and dial 911. We are open from 9 to 5.",
  "Bei einem Notfall rufen Sie bitte 112 an",
  "Im Notfall wählen Sie bitte 112.",
  "Falls es sich um einen Notfall handelt, rufen Sie den Notruf 112.",
  "Si es una emergencia, llame al 911",
  "En caso de emergencia llame al 112. Gracias por escribirnos.",
])("a clinic's automatic reply is answered as anything else: %s", (text) => {
  expect(referralFor(text)).toBeUndefined();
});

test.each([
  "In case of emergency? My son can't breathe",
  "if this is an emergency: I can't breathe",
  "this is an emergency",
  "call 911",
  "Es ist ein Notfall",
  "es una emergencia",
  "Please call 911, my dad isn't waking up",
  "I was told to call 911 if this is an emergency, and I took 30 pills",
  "bei mir: Notfall, ich bekomme keine Luft",
])("a need beside such advice is referred: %s", (text) => {
  expect(referralFor(text)).toBeDefined();
});

test("no name of a food and no request about consent is referred", () => {
  const names = foods.flatMap(({ names }) => names);
  const requests = Object.values(consentCorpus).flat();
  expect([...names, ...requests].filter((text) => referralFor(text))).toEqual([]);
});

const nothing = ["", " ", "!!!", "\u200b", "\n", " 😭", "...", " 🙏🏽"];

test("case, marks, emoji, invisible characters and words around it hide no need", () => {
  const around = fc.constantFrom(...nothing, ...nothing, ". Please help, ", ". Um, hello. ");
  fc.assert(
    fc.property(fc.constantFrom(...needs), around, around, fc.boolean(), (need, ...decoration) => {
      const [text] = need;
      const [before, after, loud] = decoration;
      expect(referralFor(before + (loud ? text.toUpperCase() : text) + after)).toBeDefined();
    }),
    { numRuns: 2000 },
  );
});

test("a text of any length is read, its beginning and its end", () => {
  const story = "and then I had toast ".repeat(5000);
  expect(referralFor(`${story} I can't breathe`)?.topic).toBe("emergency");
  expect(referralFor(`I can't breathe ${story}`)?.topic).toBe("emergency");
  expect(referralFor(story)).toBeUndefined();
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void referralFor(text)));
});

test.each(topics.flatMap((topic) => languages.map((language) => [topic, language] as const)))(
  "the referral for %s in %s fits one SMS and names an emergency number",
  (topic, language) => {
    const text = referralTexts[topic][language];
    expect([new SegmentedMessage(text).segmentsCount, text]).toEqual([1, text]);
    expect(text).toMatch(/\b112\b/);
  },
);

// One letter wrong, missing, doubled or swapped for another; two in a long word.
test.each([
  ["I have trouble breathng", "emergency"],
  ["trouble brething", "emergency"],
  ["she is uncounscius", "emergency"],
  ["I am suicydel", "self-harm"],
  ["I took an overdoze", "emergency"],
  ["I am feeling suicydal", "self-harm"],
  ["anaphilactik shock", "allergic-reaction"],
  ["call an ambulence", "emergency"],
])("a slip of the pen hides no need: %s", (text, topic) => {
  expect([text, referralFor(text)?.topic]).toEqual([text, topic]);
});
