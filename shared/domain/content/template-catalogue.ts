import type { TemplateContent } from "./content";

export interface Template {
  readonly name: string;
  readonly language: string;
  readonly category: "utility" | "marketing" | "authentication";
  /**
   * The approved text; `{{1}}` marks a parameter. The same text stands at Meta under both numbers
   * (docs/rules.md, template parity).
   */
  readonly body: string;
}

/**
 * Every template the system sends. Twilio's ContentSid of each comes from the stack
 * (`twilio.contentSids`).
 */
export const templateCatalogue: readonly Template[] = [
  {
    name: "meal_check_in",
    language: "en",
    category: "utility",
    body: "Hi {{1}}, it is time for your meal check-in. What did you eat today?",
  },
  {
    name: "we_moved",
    language: "en",
    category: "utility",
    body:
      "AI Nutritionist has a new number, this one. Your answer is ready: " +
      "reply with any word to read it here.",
  },
];

/** @throws when the catalogue has no such template, naming those it has. */
export function templateOf(content: Pick<TemplateContent, "name" | "language">): Template {
  const found = templateCatalogue.find(
    (template) => template.name === content.name && template.language === content.language,
  );
  if (found) return found;
  const known = templateCatalogue
    .map((template) => `${template.name} (${template.language})`)
    .join(", ");
  throw new Error(
    `No template "${content.name}" (${content.language}) in the catalogue; it has ${known}.`,
  );
}

/** The text a person reads: each `{{n}}` replaced by its parameter. */
export function renderTemplate(template: Template, parameters: readonly string[]): string {
  return template.body.replace(
    /\{\{(\d+)\}\}/g,
    (_, index: string) => parameters[Number(index) - 1] ?? "",
  );
}
