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

test("words without a number in front have none", () =>
  expect(readNumber(["eggs", "two"])).toBeUndefined());

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
