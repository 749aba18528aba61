import fc from "fast-check";
import { smsParts } from "../content/sms-parts";
import { FoodAnswerer, longestAnswer } from "./food-answerer";
import { foods } from "./foods";

const answerer = new FoodAnswerer();
const ask = async (text: string) => (await answerer.answer({ text })).text;

test("counts two eggs and a banana", async () => {
  expect(await ask("how many calories in two eggs and a banana?")).toBe(
    [
      "egg, 2 x 50 g: 143 kcal",
      "banana, 1 x 118 g: 105 kcal",
      "Total: 248 kcal, protein 14 g, fat 9.9 g, carbs 28 g",
    ].join("\n"),
  );
});

test.each([
  ["200 g white rice", "white rice, 200 g: 260 kcal"],
  ["a cup of rice", "white rice, 1 cup (158 g): 205 kcal"],
  ["rice", "white rice, 158 g (cup): 205 kcal"],
  ["2 slices of toast", "white bread, 2 slices (58 g): 154 kcal"],
  ["2 glasses of red wine", "red wine, 2 glasses (294 g): 250 kcal"],
  ["a dozen strawberries", "strawberries, 12 x 12 g: 46 kcal"],
  ["0.005 kg butter", "butter, 0.005 kg: 36 kcal"],
  ["8 oz milk", "whole milk, 8 oz: 138 kcal"],
])("%s", async (text, expected) => {
  expect(await ask(text)).toContain(expected);
});

test("one food is told with all its figures", async () => {
  expect(await ask("banana")).toBe(
    "banana, 118 g (medium): 105 kcal, protein 1.3 g, fat 0.4 g, carbs 27 g",
  );
});

test("what holds of every figure stands apart, and only where there are figures", async () => {
  const { disclaimer } = await answerer.answer({ text: "banana" });
  expect(disclaimer).toMatch(/USDA.*usual portions.*Not medical advice\.$/);
  expect(smsParts(disclaimer ?? "")).toEqual({ parts: 1, encoding: "GSM-7" });
  expect(await ask("banana")).not.toContain("USDA");
  for (const text of ["hi", "dragon stew"])
    expect(await answerer.answer({ text })).not.toHaveProperty("disclaimer");
});

test.each([
  "",
  "hi",
  "dragon stew",
  "banana",
  "200 g white rice",
  "2 glasses of red wine",
  "how many calories in two eggs and a banana?",
  "200g chicken breast, a cup of rice and broccoli",
  "2 slices of bread plus 3 oz cheese",
])("the answer to %p is one SMS", async (text) => {
  expect(smsParts(await ask(text))).toEqual({ parts: 1, encoding: "GSM-7" });
});

test("a total leaves nothing out in silence", async () => {
  const answer = await ask("2 eggs, dragon stew, 3 white rice and 2 slices of honey");
  expect(answer).toContain("egg, 2 x 50 g");
  expect(answer).toContain("Not recognised: dragon stew.");
  expect(answer).toContain("Not counted, please give grams: 3 x white rice, 2 slices honey.");
});

test("an amount that nobody eats is asked about, not reckoned", async () => {
  expect(await ask("10 kg rice")).toContain("white rice, 10 kg: 13000 kcal");
  expect(await ask("10.1 kg rice")).toContain(
    "Not counted, please give grams: 10.1 kg white rice.",
  );
  expect(await ask("99999999999 eggs")).toContain("please give grams: many x egg.");
});

test("long words are cut, many are counted", async () => {
  expect(await ask("supercalifragilisticexpialidocious stew")).toMatch(
    /^Not recognised: supercalifragilisticexpiali\.\.\.\.\n/,
  );
  expect(await ask("goulash, borscht, goulash, ramen, poutine, laksa")).toMatch(
    /^Not recognised: goulash, borscht, ramen and 2 more\.\n/,
  );
});

test("more foods than fit are still in the total", async () => {
  const answer = await ask(Array(9).fill("100 g egg").join(", "));
  expect(answer).toContain("and 3 more, in the total");
  expect(answer).toContain("Total: 1287 kcal");
});

test.each(["", "hi"])("greets when %p asks nothing", async (text) => {
  expect(await ask(text)).toMatch(/^Hello, this is AI Nutritionist\./);
});

test("says what it can do when it recognised nothing", async () => {
  expect(await ask("dragon stew")).toMatch(/^Not recognised: dragon stew\.\nI know common foods/);
});

const asciiText = /^[\n\x20-\x7e]*$/;

async function expectFits(text: string) {
  const answer = await ask(text);
  expect(answer.length).toBeLessThanOrEqual(longestAnswer);
  expect(answer).toMatch(asciiText);
  expect(answer).not.toMatch(/NaN|Infinity|undefined|`/);
}

test("an answer to any text is short, plain ASCII", async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: "grapheme" }), expectFits));
});

test("an answer to any list of foods, amounts and nonsense is short, plain ASCII", async () => {
  const name = fc.constantFrom(...foods.map(({ names }) => names[0] ?? ""));
  const nonsense = fc.string({
    unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz \u00E9\u4E2D"),
    minLength: 1,
    maxLength: 60,
  });
  const amount = fc.constantFrom(
    "",
    "2",
    "9999",
    "99999999999999999999999999",
    "half a",
    "1/3 cup of",
    "7 slices of",
    "2 fillets of",
    "100 g",
    "0.001 kg",
  );
  const item = fc.tuple(amount, fc.oneof(name, nonsense)).map((parts) => parts.join(" "));
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 40 }).map((items) => items.join(", ")),
      expectFits,
    ),
  );
});

test.each(["kg", "oz", "lb", "ml", "l", "tbsp", "tsp", "g"])(
  "2 %s is not written in the plural",
  async (unit) => {
    expect(await ask(`2 ${unit} whole milk`)).toMatch(new RegExp(`^whole milk, 2 ${unit}[ :]`));
  },
);

test("what was written in letters that SMS would not carry is told of without them", async () => {
  expect(await ask("борщ")).toMatch(/^Not recognised: some words\./);
  expect(await ask("two борщ stew")).toMatch(/^Not recognised: stew\./);
});

test("of many foods that are not known three are named, and of long words thirty letters", async () => {
  const three = await ask("dragon stew, troll stew, elf stew");
  expect(three).toMatch(/^Not recognised: dragon stew, troll stew, elf stew\./);
  const four = await ask("dragon stew, troll stew, elf stew, orc stew, orc stew");
  expect(four).toMatch(/^Not recognised: dragon stew, troll stew, elf stew and 1 more\./);
  const thirty = "dragonstewdragonstewdragonstew";
  expect(await ask(thirty)).toContain(`Not recognised: ${thirty}.`);
  expect(await ask(`${thirty}s`)).toContain("Not recognised: dragonstewdragonstewdragons...");
  expect(await ask("dragon stew dragon stew dr agonstew")).toContain(
    "Not recognised: dragon stew dragon stew dr...",
  );
});
