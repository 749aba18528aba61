import fc from "fast-check";
import { filledTemplate, fillTemplate } from "./filled-template";
import { templateContent } from "./template-catalogue";

const checkIn = (parameters: Record<string, string>) =>
  fillTemplate({ type: "template", name: "meal_check_in", language: "en", parameters });

test("values stand where the words have a place for them", () => {
  const values = { first_name: "Ada", recipe: "pea soup", minutes: "30" };
  expect(filledTemplate(templateContent("weekly_recipe", "en", values))).toMatchObject({
    header: "A new recipe, Ada",
    body:
      "This week we cook pea soup, ready in 30 minutes. " +
      "Write to us what you had with it, and we count the calories.",
    values: [
      { name: "first_name", value: "Ada" },
      { name: "recipe", value: "pea soup" },
      { name: "minutes", value: "30" },
    ],
  });
});

test("a value is put in as it is, whatever it contains, but for its white space", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      fc.pre(name.trim() !== "");
      const filling = checkIn({ first_name: name });
      const value = name.replace(/\s+/g, " ").trim();
      expect(filling).toMatchObject({
        filled: {
          body: `Hi ${value}, it is time for your meal check-in. What did you eat today?`,
        },
      });
    }),
  );
  expect(checkIn({ first_name: "{{first_name}} $& \n\t x" })).toMatchObject({
    filled: { values: [{ value: "{{first_name}} $& x" }] },
  });
});

// Twilio, error 21656: a variable is empty, or has a new line, a tab or five spaces in a row.
test.each([
  [
    "a parameter that is missing",
    {},
    "parameter first_name of template meal_check_in has no value",
  ],
  ["one that is blank", { first_name: " \n" }, "parameter first_name of template meal_check_in"],
  [
    "one that is not known",
    { first_name: "Ada", last_name: "Example" },
    "template meal_check_in has no parameter last_name; it has first_name",
  ],
  [
    "one whose name is no name, which is not repeated",
    { first_name: "Ada", "+1 202 555 0123": "x" },
    "template meal_check_in has no parameter of that name; it has first_name",
  ],
  ["one that an object has by nature", { first_name: "Ada", constructor: "x" }, "constructor"],
])("%s is refused by name", (_, parameters, explanation) => {
  expect(checkIn(parameters as unknown as Record<string, string>)).toMatchObject({
    refusal: { disposition: "reject", explanation: expect.stringContaining(explanation) },
  });
});

test("an unknown template is refused by name, naming those there are", () => {
  const content = {
    type: "template",
    name: "meal_chek_in",
    language: "en",
    parameters: {},
  } as const;
  const explanation =
    "no template meal_chek_in in en; " +
    "there are meal_check_in, we_moved, answer_ready, weekly_recipe";
  expect(fillTemplate(content)).toMatchObject({ refusal: { explanation } });
  expect(() => filledTemplate(content)).toThrow(`The template was not checked: ${explanation}.`);
});

test("each refusal has a code of its own, and a template without parameters says that it has none", () => {
  const codeOf = (filling: ReturnType<typeof fillTemplate>) =>
    filling.ok ? undefined : filling.refusal.code;
  expect(checkIn({ first_name: "Ada" }).ok).toBe(true);
  expect(codeOf(checkIn({}))).toBe("missing-parameter");
  expect(codeOf(checkIn({ first_name: "Ada", last_name: "x" }))).toBe("unknown-parameter");
  const moved = { type: "template", name: "we_moved", language: "en" } as const;
  expect(fillTemplate({ ...moved, parameters: { first_name: "Ada" } })).toMatchObject({
    refusal: { explanation: "template we_moved has no parameter first_name; it has none" },
  });
  const recipe = fillTemplate({
    ...moved,
    name: "weekly_recipe",
    parameters: { first_name: "A", recipe: "b", minutes: "1", x: "" },
  });
  expect(recipe).toMatchObject({
    refusal: {
      explanation: "template weekly_recipe has no parameter x; it has first_name, recipe, minutes",
    },
  });
});

test("a footer and a header are there where the template has them", () => {
  const values = { first_name: "Ada", recipe: "pea soup", minutes: "30" };
  const recipe = filledTemplate(templateContent("weekly_recipe", "en", values));
  expect(recipe.footer).toBe("You get this because you asked for recipes.");
  const checked = filledTemplate(templateContent("meal_check_in", "en", { first_name: "Ada" }));
  expect(checked).not.toHaveProperty("header");
  expect(checked).not.toHaveProperty("footer");
});
