/** What a message is to Meta, which prices it by that. */
export type TemplateCategory = "utility" | "marketing" | "authentication";

/**
 * How far Meta is with a template (Meta, message templates: those that change what can be sent).
 */
export type TemplateStatus = "PENDING" | "APPROVED" | "REJECTED" | "PAUSED" | "DISABLED";

/**
 * A message that Meta reviews before it can be sent. Which ones there are is told to the world from
 * outside, or asked of the provider by the business.
 */
export interface Template {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  /** The text; `{{1}}` or `{{first_name}}` marks a parameter. */
  readonly body: string;
  /** Approved where it does not say. */
  readonly status?: TemplateStatus;
}

const parameter = /\{\{(\w+)\}\}/g;

/** The text a person reads: each parameter's place is taken by its value, in their order. */
export function renderTemplate(template: Template, parameters: readonly string[]): string {
  const names = parameterNames(template);
  return template.body.replace(
    parameter,
    (_, name: string) => parameters[names.indexOf(name)] ?? "",
  );
}

/** How many different parameters the text has. */
export function parameterCount(template: Template): number {
  return parameterNames(template).length;
}

/** Numbers in their order, whatever the order in the text; names in that of the text. */
function parameterNames({ body }: Template): string[] {
  const names = new Set([...body.matchAll(parameter)].map(([, name]) => name as string));
  return [...names].sort((one, other) => (Number(one) || 0) - (Number(other) || 0));
}
