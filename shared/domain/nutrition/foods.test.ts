import { foodRows } from "./food-table";
import { findFood, foods, readRow } from "./foods";
import { phraseKey } from "./word";

test.each(foods)("$food.name: the macronutrients account for its energy", ({ food }) => {
  const { kcal, proteinGrams, fatGrams, carbohydrateGrams } = food.per100g;
  const macros = proteinGrams + fatGrams + carbohydrateGrams;
  expect(macros).toBeLessThanOrEqual(100.5);
  const isAlcoholic = /beer|wine/.test(food.name);
  // 4, 9 and 4 kcal per gram; fibre and specific factors make plants differ from that.
  const reckoned = proteinGrams * 4 + fatGrams * 9 + carbohydrateGrams * 4;
  if (isAlcoholic) expect(kcal).toBeGreaterThan(reckoned);
  else expect(Math.abs(kcal - reckoned)).toBeLessThanOrEqual(Math.max(10, kcal * 0.25));
});

test.each(foods)("$food.name is found by each of its names", ({ food, names }) => {
  for (const name of names) expect(findFood(name.split(" "))).toBe(food);
});

test("no two foods share a name", () => {
  const keys = foods.flatMap(({ names }) => [
    ...new Set(names.map((name) => phraseKey(name.split(" ")))),
  ]);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test("there are enough foods for a first answer, with plain names", () => {
  expect(foodRows.length).toBeGreaterThanOrEqual(90);
  for (const [names] of foodRows) expect(names).toMatch(/^[a-z0-9%, ]+$/);
});

test("a row without a portion says so", () => {
  expect(() => readRow(["stew", 1, 1, 1, 1, "bowl"])).toThrow(
    '"bowl" is not a measure; write its name and its grams, such as "cup 158".',
  );
});

test("a dish that only contains a food is not that food", () => {
  for (const dish of ["banana bread", "fried rice", "egg salad"])
    expect(findFood(dish.split(" "))).toBeUndefined();
});

test("words that change nothing are left out", () => {
  expect(findFood(["large", "raw", "apples"])?.name).toBe("apple");
  expect(findFood(["black", "beans"])?.name).toBe("black beans");
});

test.each(["", "bowl ", " 12", "bowl 12 g", "12"])("%p is no measure", (measures) => {
  expect(() => readRow(["stew", 1, 1, 1, 1, measures])).toThrow("is not a measure");
});

test("a row without a name says so", () => {
  expect(() => readRow(["", 1, 1, 1, 1, "bowl 250"])).toThrow(
    'The food "" has no name or no portion.',
  );
});

test("a row's names and measures are each its own", () => {
  const { food, names } = readRow(["stew, hot pot", 1, 2, 3, 4, "large bowl 250.5, slice 10"]);
  expect(names).toEqual(["stew", "hot pot"]);
  expect(food).toEqual({
    name: "stew",
    per100g: { kcal: 1, proteinGrams: 2, fatGrams: 3, carbohydrateGrams: 4 },
    portion: { name: "large bowl", grams: 250.5 },
    oneGrams: 250.5,
    sliceGrams: 10,
  });
});
