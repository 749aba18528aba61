import { allTemplates, templateContent, templateOf } from "../../domain/content/template-catalogue";
import { templateDefinition, templateObject } from "./whatsapp-template";

const template = (name: string, language = "en") => {
  const found = templateOf(name, language);
  if (!found) throw new Error(`no template ${name}`);
  return found;
};

/*
 * Positional: Meta's OpenAPI description of the Cloud API (v23.0), "Send Message Template Text" and
 * "Send Test Message" (no components where nothing is to fill in).
 */
test("positional parameters go without names, and a template without any has no components", () => {
  expect(templateObject(templateContent("meal_check_in", "de", { first_name: "Ada" }))).toEqual({
    name: "meal_check_in",
    language: { code: "de" },
    components: [{ type: "body", parameters: [{ type: "text", text: "Ada" }] }],
  });
});

test("a quick reply carries its payload, also where nothing else is to fill in", () => {
  expect(templateObject(templateContent("we_moved", "es", {}))).toEqual({
    name: "we_moved",
    language: { code: "es" },
    components: [
      {
        type: "button",
        sub_type: "quick_reply",
        index: "0",
        parameters: [{ type: "payload", payload: "continue" }],
      },
    ],
  });
});

/*
 * Shape: Meta's OpenAPI description (v23.0), POST /{WABA-ID}/message_templates, "Create template w/
 * text header, text body, text footer, and 2 quick reply buttons"; named parameters: Meta,
 * "Template components".
 */
test("a definition with named parameters has an example of each by name", () => {
  expect(templateDefinition(template("weekly_recipe"))).toEqual({
    name: "weekly_recipe",
    language: "en",
    category: "MARKETING",
    parameter_format: "NAMED",
    components: [
      {
        type: "HEADER",
        format: "TEXT",
        text: "A new recipe, {{first_name}}",
        example: {
          header_text_named_params: [{ param_name: "first_name", example: "Ada" }],
        },
      },
      {
        type: "BODY",
        text:
          "This week we cook {{recipe}}, ready in {{minutes}} minutes. " +
          "Write to us what you had with it, and we count the calories.",
        example: {
          body_text_named_params: [
            { param_name: "recipe", example: "lentil soup with spinach" },
            { param_name: "minutes", example: "25" },
          ],
        },
      },
      { type: "FOOTER", text: "You get this because you asked for recipes." },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Stop promotions" }] },
    ],
  });
});

// AWS End User Messaging user guide, "Create a basic English utility template": BODY alone.
test("a definition with positional parameters has one set of examples, by number", () => {
  expect(templateDefinition(template("meal_check_in", "es"))).toEqual({
    name: "meal_check_in",
    language: "es",
    category: "UTILITY",
    parameter_format: "POSITIONAL",
    components: [
      {
        type: "BODY",
        text: "Hola, {{1}}: es la hora de tu registro de comidas. ¿Qué has comido hoy?",
        example: { body_text: [["Ada"]] },
      },
    ],
  });
});

// AWS End User Messaging Social API reference, CreateWhatsAppMessageTemplate: templateDefinition.
test.each(allTemplates)("the definition of $name ($language) is within 6,000 bytes", (each) => {
  expect(Buffer.byteLength(JSON.stringify(templateDefinition(each)))).toBeLessThan(6000);
});
