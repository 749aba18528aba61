import fc from "fast-check";
import { inNeed } from "../safety/safety-corpus.testing";
import { topics } from "../safety/topic";
import { languageOf, languages } from "./language";
import { languageCorpus } from "./language-corpus.testing";

const written = languages.flatMap((language) => [
  ...languageCorpus[language].map((text) => [text, language] as const),
  ...topics.flatMap((topic) => inNeed[topic][language].map((text) => [text, language] as const)),
]);

test("nine of ten short messages are known by themselves, and nearly all once one was", () => {
  const unknown = written.filter(([text, language]) => languageOf(text) !== language);
  const wrong = written.filter(([text, language]) => languageOf(text, language) !== language);
  expect([unknown.length <= written.length / 10, unknown]).toEqual([true, expect.anything()]);
  expect([wrong.length <= written.length / 50, wrong]).toEqual([true, expect.anything()]);
});

test.each(["200 g", "ok", "", "🍌", "tofu", "250 ml"])(
  "%p tells nothing: the hint holds",
  (text) => {
    expect(languages.map((hint) => languageOf(text, hint))).toEqual([...languages]);
    expect(languageOf(text)).toBe("en");
  },
);

test("a person who changes language is answered in the new one", () => {
  expect(languageOf("ich kann nicht atmen", "es")).toBe("de");
  expect(languageOf("¿cuántas calorías tiene el pan?", "de")).toBe("es");
  expect(languageOf("how many calories are in this?", "de")).toBe("en");
});

test("every text has a language", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => languages.includes(languageOf(text))),
  );
});
