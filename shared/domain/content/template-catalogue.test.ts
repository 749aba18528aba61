import { languages } from "../language/language";
import { checkLimits } from "./check-limits";
import { contentRefusal } from "./refusal";
import { template } from "./template";
import {
  allTemplates,
  stopPromotionsPayload,
  templateContent,
  templateNames,
  templateOf,
} from "./template-catalogue";
import { contentSidOf, metaText, twilioText } from "./template-forms";

test("every template is there in every language", () => {
  for (const name of templateNames)
    for (const language of languages)
      expect(templateOf(name, language)).toMatchObject({ name, language });
  expect(templateOf("meal_chek_in", "en")).toBeUndefined();
  expect(templateOf("we_moved", "fr")).toBeUndefined();
});

// The compiler reads these: each line below an expectation must be an error, or `tsc` says so.
test("what is missing or too much in a wording does not compile", () => {
  const base = { category: "utility", parameterFormat: "named" } as const;
  const plain = { body: ["Hello."], buttons: {} } as const;
  const named = { body: ["Hello {{name}}, how are you?"], buttons: {} } as const;
  const stop = { body: ["Hello."], buttons: { stop: "Stop" } } as const;
  const noName = { ...base, buttons: {}, parameters: {} } as const;
  const name = { ...base, buttons: {}, parameters: { name: "Ada" } } as const;
  const button = { ...base, buttons: { stop: stopPromotionsPayload }, parameters: {} } as const;

  template({ ...noName, words: { en: plain, es: plain, de: plain } });
  // @ts-expect-error German is missing.
  template({ ...noName, words: { en: plain, es: plain } });
  template({ ...name, words: { en: named, es: named, de: named } });
  // @ts-expect-error the German wording has no place for the name.
  template({ ...name, words: { en: named, es: named, de: plain } });
  // @ts-expect-error the name is not declared.
  template({ ...noName, words: { en: named, es: plain, de: plain } });
  template({ ...button, words: { en: stop, es: stop, de: stop } });
  // @ts-expect-error the button has no title in Spanish.
  template({ ...button, words: { en: stop, es: plain, de: stop } });
  // @ts-expect-error the first name is missing.
  templateContent("meal_check_in", "en", {});
  // @ts-expect-error there is no such parameter.
  templateContent("we_moved", "en", { first_name: "Ada" });
  // @ts-expect-error there is no such language.
  templateContent("we_moved", "fr", {});
});

/*
 * Meta, "Template components" and Twilio, "twilio/quick-reply": header, body, footer and button
 * lengths; at most one parameter in a header; no parameter at the start or the end of a body, nor
 * two beside each other.
 */
describe.each(allTemplates)("$name ($language)", (each) => {
  test("is a template that Meta may approve", () => {
    expect(each.name).toMatch(/^[a-z0-9_]{1,512}$/);
    expect(each.body).not.toMatch(/^\{\{|\}\}$|\}\}\W*\{\{/);
    expect(each.header ?? "").toMatch(/^([^{]*\{\{\w+\}\})?[^{\n]{0,60}$/);
    expect(each.footer ?? "").toMatch(/^[^{\n]{0,60}$/);
    for (const { title } of each.buttons) expect(title).toMatch(/^.{1,25}$/);
  });

  test("says the same in Meta's and Twilio's placeholders as in its own", () => {
    for (const text of [each.header ?? "", each.body]) {
      const places = (form: string) => form.match(/\{\{\w+\}\}/g)?.length ?? 0;
      expect(places(metaText(text, each))).toBe(places(text));
      expect(places(twilioText(text, each))).toBe(places(text));
      expect(twilioText(text, each)).not.toContain("{{0}}");
    }
  });

  test("can be sent with its examples by every carrier", () => {
    const parameters = Object.fromEntries(
      each.parameters.map(({ name, example }) => [name, example]),
    );
    const content = {
      type: "template",
      name: each.name,
      language: each.language,
      parameters,
    } as const;
    for (const carrier of ["A", "B", "sms"] as const)
      expect(checkLimits(content, carrier)).toBeUndefined();
  });
});

test("marketing has a way out, and only marketing", () => {
  for (const { category, buttons } of allTemplates)
    expect(buttons.some(({ payload }) => payload === stopPromotionsPayload)).toBe(
      category === "marketing",
    );
});

test("a ContentSid is found by name and language; the name alone is English", () => {
  const sids = { we_moved: "HX1", "we_moved:es": "HX2" };
  const sid = (language: "en" | "es" | "de") => contentSidOf(sids, { name: "we_moved", language });
  expect([sid("en"), sid("es"), sid("de")]).toEqual(["HX1", "HX2", undefined]);
  expect(
    contentSidOf({ "we_moved:en": "HX3", ...sids }, { name: "we_moved", language: "en" }),
  ).toBe("HX3");
});

test("Meta has positional places as numbers, and named ones by their names", () => {
  const [positional, named] = [
    templateOf("meal_check_in", "en"),
    templateOf("weekly_recipe", "en"),
  ];
  expect(positional && metaText(positional.body, positional)).toBe(
    "Hi {{1}}, it is time for your meal check-in. What did you eat today?",
  );
  expect(named && metaText(named.header ?? "", named)).toBe("A new recipe, {{first_name}}");
});

test("a refusal of content is ours, known, and somebody looks at it", () => {
  expect(contentRefusal("too-long", "why")).toEqual({
    disposition: "reject",
    code: "too-long",
    alarm: true,
    known: true,
    explanation: "why",
  });
});
