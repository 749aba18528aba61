import fc from "fast-check";
import { splitText } from "./split-text";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 400 }),
  fc.string({ unit: "binary", maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        "two",
        "eggs",
        " ",
        "  ",
        "\n",
        "\n\n",
        ". ",
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "é",
        "ไม่",
        "5\u00a0g",
      ),
      { maxLength: 200 },
    )
    .map((words) => words.join("")),
);

const longest = fc.integer({ min: 2, max: 120 });

const graphemes = (body: string) =>
  Array.from(new Intl.Segmenter("en").segment(body), ({ segment }) => segment);

const withoutSpace = (body: string) => body.replace(/\s/g, "");

test("parts are within the limit, and joined they are the text but for white space at cuts", () => {
  fc.assert(
    fc.property(text, longest, (body, most) => {
      const parts = splitText(body, most);
      expect(parts.every((part) => part.length <= most)).toBe(true);
      expect(withoutSpace(parts.join(""))).toBe(withoutSpace(body));
    }),
    { numRuns: 1000 },
  );
});

test("a text that fits is one part, as it is", () => {
  fc.assert(
    fc.property(text, (body) => {
      expect(splitText(body, Math.max(2, body.length))).toEqual([body]);
    }),
  );
});

test("no character is torn: not a surrogate pair, and no grapheme that a part could hold", () => {
  fc.assert(
    fc.property(text, longest, (body, most) => {
      const whole = graphemes(body);
      fc.pre(body.isWellFormed());
      const parts = splitText(body, most);
      expect(parts.every((part) => part.isWellFormed())).toBe(true);
      fc.pre(whole.every((grapheme) => grapheme.length <= most));
      expect(parts.flatMap(graphemes).filter((each) => each.trim() !== "")).toEqual(
        whole.filter((each) => each.trim() !== ""),
      );
    }),
    { numRuns: 1000 },
  );
});

test.each([
  [
    "between paragraphs",
    "One two three.\n\nFour five six.",
    25,
    ["One two three.", "Four five six."],
  ],
  ["between lines", "- bread, 80 g\n- butter, 10 g", 25, ["- bread, 80 g", "- butter, 10 g"]],
  [
    "between sentences",
    "Eggs have 78 kcal. Bread has 80.",
    25,
    ["Eggs have 78 kcal.", "Bread has 80."],
  ],
  ["between words", "two eggs and a banana", 10, ["two eggs", "and a", "banana"]],
  ["within a word that fits no part", "a Donaudampfschiff", 8, ["a", "Donaudam", "pfschiff"]],
  ["not in a no-break space", "about 250\u00a0kcal", 13, ["about", "250\u00a0kcal"]],
  [
    "at a word where the paragraph's end would leave the part half empty",
    "Hi.\n\nbbbb bbbb bbbb bbbb",
    20,
    ["Hi.\n\nbbbb bbbb bbbb", "bbbb"],
  ],
  ["not in a space that carries an accent", "abc \u0301def", 5, ["abc \u0301", "def"]],
  ["not behind a sign that leads the next", "ab cd\u0600 ef", 7, ["ab", "cd\u0600 ef"]],
  ["not in a family", "ab👨‍👩‍👧cd", 9, ["ab", "👨‍👩‍👧c", "d"]],
])("it is cut %s", (_, body, most, parts) => {
  expect(splitText(body, most)).toEqual(parts);
});

test("a part too short for any character is refused", () => {
  expect(() => splitText("abc", 1)).toThrow(RangeError);
  expect(() => splitText("abc", Number.NaN)).toThrow(RangeError);
});
