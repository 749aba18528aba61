import fc from "fast-check";
import { phraseKey, singular, tokens } from "./word";

test.each([
  ["Two EGGS, please!", ["two", "eggs", ",", "please", "!"]],
  ["200g rice", ["200", "g", "rice"]],
  ["1\u00BD bagels", ["1", "1/2", "bagels"]],
  ["1,000 g or 1,5 kg", ["1000", "g", "or", "1.5", "kg"]],
  ["2% milk", ["2%", "milk"]],
  ["hard-boiled jalape\u00F1o", ["hard", "boiled", "jalapeno"]],
  ["what\u2019s in it", ["whats", "in", "it"]],
])("%s is cut into words", (text, expected) => {
  expect(tokens(text)).toEqual(expected);
});

test.each([
  ["egg", "eggs"],
  ["berry", "berries"],
  ["cookie", "cookies"],
  ["tomato", "tomatoes"],
  ["peach", "peaches"],
  ["slice", "slices"],
  ["glass", "glasses"],
  ["half", "halves"],
  ["loaf", "loaves"],
])("%s and %s compare as one", (one, many) => {
  expect(singular(many)).toBe(singular(one));
});

test.each(["hummus", "glass", "couscous"])("%s is already singular", (word) =>
  expect(singular(word)).toBe(word),
);

test("the key of a phrase joins its singular words", () =>
  expect(phraseKey(["boiled", "eggs"])).toBe("boiled egg"));

test("any text is cut without an error", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) =>
      tokens(text).every((token) => token !== ""),
    ),
  );
});
