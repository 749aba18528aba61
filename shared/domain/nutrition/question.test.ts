import fc from "fast-check";
import { readQuestion } from "./question";

/** Mentions in short: "2 eggs", "200 g rice", "rice". */
function read(text: string): string[] {
  return readQuestion(text).map(({ words, amount }) =>
    [amount?.count, amount?.unit?.name, ...words].filter((part) => part !== undefined).join(" "),
  );
}

test.each<[string, string[]]>([
  ["how many calories in two eggs and a banana?", ["2 eggs", "1 banana"]],
  [
    "200g chicken breast, a cup of rice with 1 1/2 tbsp oil",
    ["200 g chicken breast", "1 cup rice", "1.5 tbsp oil"],
  ],
  ["chicken breast 200 g", ["200 g chicken breast"]],
  ["two eggs one banana", ["2 eggs", "1 banana"]],
  ["2x eggs + 250 ml milk", ["2 eggs", "250 ml milk"]],
  ["two and a half bananas and half an avocado", ["2.5 bananas", "0.5 avocado"]],
  ["I had porridge for breakfast", ["porridge"]],
  ["2 slices of bread plus 3 oz cheese", ["2 slice bread", "3 oz cheese"]],
  ["banana bread", ["banana bread"]],
  ["coffee or tea", ["coffee", "tea"]],
  ["fish n chips", ["fish", "chips"]],
  ["eggs then toast", ["eggs", "toast"]],
  ["2 of eggs", ["2 eggs"]],
  ["3 x eggs", ["3 eggs"]],
  ["rice 200 g, toast", ["200 g rice", "toast"]],
  ["rice 200 g and toast", ["200 g rice", "toast"]],
  ["rice 2 eggs", ["rice", "2 eggs"]],
  ["bowl of rice", ["bowl of rice"]],
])("%s", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each<[string, string[]]>([
  ["coffee without milk or sugar", ["coffee"]],
  ["coffee with no sugar, toast", ["coffee", "toast"]],
  ["tea without milk and a banana", ["tea", "1 banana"]],
])("what is left out is not mentioned: %s", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each(["", "  ", "hi", "Hello!", "thank you!!", "how many calories?", "2"])(
  "nothing is asked in %p",
  (text) => {
    expect(read(text)).toEqual([]);
  },
);

test("a list of amounts and foods is read as written, however it is joined", () => {
  const item = fc.record({
    count: fc.integer({ min: 2, max: 500 }),
    unit: fc.constantFrom("", "g", "kg", "oz", "ml", "cups", "tbsp", "slices"),
    of: fc.boolean(),
    food: fc.constantFrom("eggs", "white rice", "olive oil", "dragon stew"),
  });
  const joint = fc.constantFrom(" and ", ", ", " with ", " plus ", " + ", "\n");
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), joint, (items, between) => {
      const text = items
        .map(({ count, unit, of, food }) => `${count} ${unit} ${unit && of ? "of " : ""}${food}`)
        .join(between);
      const units = items.map(({ unit }) => unit.replace(/s$/, "") || undefined);
      const mentions = readQuestion(text);
      expect(mentions.map(({ words }) => words.join(" "))).toEqual(items.map(({ food }) => food));
      expect(mentions.map(({ amount }) => amount?.count)).toEqual(items.map(({ count }) => count));
      expect(mentions.map(({ amount }) => amount?.unit?.name)).toEqual(units);
    }),
  );
});

test("every text is read", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => Array.isArray(readQuestion(text))),
  );
  const word = fc.constantFrom(
    "a",
    "and",
    "half",
    "of",
    "two",
    "no",
    "x",
    "g",
    "egg",
    ",",
    "1/2",
    "hundred",
  );
  fc.assert(fc.property(fc.array(word), (words) => Array.isArray(readQuestion(words.join(" ")))));
});
