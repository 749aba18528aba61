import fc from "fast-check";
import { readNumber } from "./quantity";

test.each([
  ["two eggs", 2, 1],
  ["2.5 bananas", 2.5, 1],
  ["a banana", 1, 1],
  ["an apple", 1, 1],
  ["half an avocado", 0.5, 2],
  ["half a cup", 0.5, 2],
  ["a half banana", 0.5, 2],
  ["1/2 cup", 0.5, 1],
  ["1 1/2 cups", 1.5, 2],
  ["two and a half bananas", 2.5, 4],
  ["one and three quarters cups", 1.75, 4],
  ["three quarters of a cup", 0.75, 4],
  ["two thirds cup", 2 / 3, 2],
  ["twenty five grapes", 25, 2],
  ["two hundred grams", 200, 2],
  ["a hundred grams", 100, 2],
  ["a dozen eggs", 12, 2],
  ["half a dozen eggs", 6, 3],
  ["half dozen eggs", 6, 2],
  ["half of the eggs", 0.5, 1],
  ["two halves", 1, 2],
  ["a hundred and a half grams", 100.5, 5],
  ["hundred of them", 100, 2],
  ["dozen eggs", 12, 1],
  ["a egg", 1, 1],
  ["twenty eggs", 20, 1],
  ["twenty twenty", 20, 1],
  ["twenty ten", 20, 1],
  ["twenty zero", 20, 1],
  ["twenty one hundred", 2100, 3],
  ["nineteen two", 19, 1],
  ["20 five", 20, 1],
  ["two and half", 2.5, 3],
  ["two and a quarter", 2.25, 4],
  ["one and two thirds cups", 1 + 2 / 3, 4],
  ["two and a half of them", 2, 1],
  ["two and a half a banana", 2, 1],
  ["2 1/2 cups", 2.5, 2],
  ["2 3/2 cups", 2, 1],
  ["2 2/2 cups", 2, 1],
  ["12 / 24".replaceAll(" ", ""), 0.5, 1],
  [".5 cup", 0.5, 1],
  ["a couple of eggs", 2, 2],
])("%s begins with %d", (text, value, length) => {
  expect(readNumber(text.split(" "))).toEqual({ value: expect.closeTo(value), length });
});

test.each(["two and a banana", "two and half a banana"])(
  "the joint of %s begins another food",
  (text) => {
    expect(readNumber(text.split(" "))).toEqual({ value: 2, length: 1 });
  },
);

test.each(["eggs two", "and two", "x2", "2x", "1.2.3", "a1/2", "1/2b", "of", ""])(
  "%p begins with no number",
  (text) => expect(readNumber(text.split(" "))).toBeUndefined(),
);

test("no words have no number", () => expect(readNumber([])).toBeUndefined());

test("a fraction may have spaces around its slash", () => {
  expect(readNumber(["1 / 2", "cup"])).toEqual({ value: 0.5, length: 1 });
  expect(readNumber(["10/16"])).toEqual({ value: 0.625, length: 1 });
});

test("every decimal is read as itself", () => {
  const decimal = fc.integer({ min: 0, max: 999_999 }).map((hundredths) => hundredths / 100);
  fc.assert(
    fc.property(decimal, (value) =>
      expect(readNumber([String(value), "eggs"])).toEqual({ value, length: 1 }),
    ),
  );
});

test("whatever is read is a number and takes no more words than there are", () => {
  const words = fc.array(
    fc.constantFrom(
      "a",
      "an",
      "and",
      "half",
      "quarter",
      "of",
      "dozen",
      "hundred",
      "two",
      "twenty",
      "3",
      "1/2",
      "egg",
    ),
  );
  fc.assert(
    fc.property(words, (list) => {
      const read = readNumber(list);
      if (!read) return;
      expect(Number.isFinite(read.value)).toBe(true);
      expect(read.length).toBeGreaterThan(0);
      expect(read.length).toBeLessThanOrEqual(list.length);
    }),
  );
});
