/** What a message is to Meta, which prices it by that. */
export type TemplateCategory = "utility" | "marketing" | "authentication";

/** A message that Meta approved beforehand. Which ones there are is told to the world from outside. */
export interface Template {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  /** The approved text; `{{1}}` marks a parameter. */
  readonly body: string;
}

/** The text a person reads: each `{{n}}` replaced by its parameter. */
export function renderTemplate(template: Template, parameters: readonly string[]): string {
  return template.body.replace(
    /\{\{(\d+)\}\}/g,
    (_, index: string) => parameters[Number(index) - 1] ?? "",
  );
}

/** How many different parameters the text has. */
export function parameterCount({ body }: Template): number {
  return new Set(body.match(/\{\{\d+\}\}/g) ?? []).size;
}
