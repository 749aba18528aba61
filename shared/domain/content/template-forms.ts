import { numbered, parametersIn } from "./template";
import type { Template } from "./template-catalogue";

/* What each provider calls a template's parts. */

/**
 * The keys under which a stack's `twilio.contentSids` may have a template's ContentSid, the best
 * first: `we_moved:de`. A name alone is the template in English.
 */
export function contentSidKeys({ name, language }: Pick<Template, "name" | "language">): string[] {
  return language === "en" ? [`${name}:${language}`, name] : [`${name}:${language}`];
}

/** Twilio's ContentSid (`HX…`) of a template; undefined where the stack names none. */
export function contentSidOf(
  contentSids: Readonly<Record<string, string>>,
  template: Pick<Template, "name" | "language">,
): string | undefined {
  return contentSidKeys(template)
    .map((key) => contentSids[key])
    .find((sid) => sid !== undefined);
}

/** A text of a template as Meta has it approved: `{{1}}`, or `{{first_name}}`. */
export function metaText(text: string, { parameterFormat, parameters }: Template): string {
  if (parameterFormat === "named") return text;
  return numbered(
    text,
    parametersIn(
      text,
      parameters.map(({ name }) => name),
    ),
  );
}

/** A text of a template as a Content at Twilio has it: one numbering over all its texts. */
export function twilioText(text: string, { parameters }: Template): string {
  return numbered(
    text,
    parameters.map(({ name }) => name),
  );
}
