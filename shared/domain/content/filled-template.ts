import type { Refusal } from "../delivery/outcome";
import { StatedError } from "../stated-error";
import type { TemplateContent } from "./content";
import { contentRefusal } from "./refusal";
import { placeholder } from "./template";
import { type Template, templateNames, templateOf } from "./template-catalogue";

/** A template with values for its parameters: the person reads its texts. */
export interface FilledTemplate {
  readonly template: Template;
  /** In the order of the template's parameters. */
  readonly values: readonly { readonly name: string; readonly value: string }[];
  readonly header?: string;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: Template["buttons"];
}

export type Filling =
  | { readonly ok: true; readonly filled: FilledTemplate }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Looks a template up and puts its values in. White space in a value becomes single spaces: neither
 * provider takes new lines, tabs or many spaces there (Twilio, error 21656; for Meta unverified).
 */
export function fillTemplate({ name, language, parameters }: TemplateContent): Filling {
  const template = templateOf(name, language);
  if (!template) return { ok: false, refusal: unknownTemplate(name, language) };
  const values = template.parameters.map((each) => ({
    name: each.name,
    value: (parameters[each.name] ?? "").replace(/\s+/g, " ").trim(),
  }));
  const missing = values.find(({ value }) => value === "");
  if (missing) {
    const explanation = `parameter ${missing.name} of template ${name} has no value`;
    return { ok: false, refusal: contentRefusal("missing-parameter", explanation) };
  }
  const unknown = Object.keys(parameters).find(
    (given) => !template.parameters.some((each) => each.name === given),
  );
  if (unknown !== undefined)
    return { ok: false, refusal: unknownParameter(template, withoutContent(unknown)) };
  const put = (text: string) =>
    text.replace(
      placeholder,
      (_, parameter: string) => values.find((each) => each.name === parameter)?.value ?? "",
    );
  const { header, body, footer, buttons } = template;
  return {
    ok: true,
    filled: {
      template,
      values,
      ...(header === undefined ? {} : { header: put(header) }),
      body: put(body),
      ...(footer === undefined ? {} : { footer }),
      buttons,
    },
  };
}

/** @throws where the catalogue cannot fill it; `checkLimits` says so beforehand. */
export function filledTemplate(content: TemplateContent): FilledTemplate {
  const filling = fillTemplate(content);
  if (filling.ok) return filling.filled;
  throw new StatedError(`The template was not checked: ${filling.refusal.explanation}.`);
}

function unknownTemplate(name: string, language: string): Refusal {
  const known = templateNames.join(", ");
  return contentRefusal(
    "unknown-template",
    `no template ${withoutContent(name)} in ${withoutContent(language)}; there are ${known}`,
  );
}

function unknownParameter({ name, parameters }: Template, unknown: string): Refusal {
  const known = parameters.map((each) => each.name).join(", ") || "none";
  return contentRefusal(
    "unknown-parameter",
    `template ${name} has no parameter ${unknown}; it has ${known}`,
  );
}

/** A name may come from outside: only what can be a name is repeated. */
function withoutContent(name: string): string {
  return /^\w{1,64}$/.test(name) ? name : "of that name";
}
