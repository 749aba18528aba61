import fc from "fast-check";
import { renderTemplate, templateCatalogue, templateOf } from "./template-catalogue";

test.each(templateCatalogue)("$name ($language) is found by its name and language", (template) => {
  expect(templateOf(template)).toBe(template);
});

test("an unknown template is an error that names the known ones", () => {
  expect(() => templateOf({ name: "meal_chek_in", language: "en" })).toThrow(
    'No template "meal_chek_in" (en) in the catalogue; it has meal_check_in (en), we_moved (en).',
  );
  expect(() => templateOf({ name: "we_moved", language: "de" })).toThrow(
    'No template "we_moved" (de)',
  );
});

test("no two templates share a name and a language", () => {
  const keys = templateCatalogue.map(({ name, language }) => `${name}/${language}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test("parameters stand where the body says", () => {
  expect(renderTemplate(templateOf({ name: "meal_check_in", language: "en" }), ["Ada"])).toBe(
    "Hi Ada, it is time for your meal check-in. What did you eat today?",
  );
});

test("each parameter is put in as it is, whatever it contains", () => {
  const template = {
    name: "t",
    language: "en",
    category: "utility",
    body: "{{2}}-{{1}}-{{2}}",
  } as const;
  fc.assert(
    fc.property(fc.string(), fc.string(), (first, second) => {
      expect(renderTemplate(template, [first, second])).toBe(`${second}-${first}-${second}`);
    }),
  );
  expect(renderTemplate(template, ["{{2}}", "$&"])).toBe("$&-{{2}}-$&");
});
