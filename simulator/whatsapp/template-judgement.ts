import {
  type BusinessContentOf,
  type ButtonValue,
  placeText,
  type TemplateHeader,
  type TemplateParameter,
} from "../phones/business-content";
import type { WhatsAppRefusal } from "./meta-errors";
import {
  fillText,
  hasNamedParameters,
  parameterNames,
  shownButton,
  type Template,
  type TemplateButton,
  type TemplateHead,
  type TemplateStatus,
} from "./template";

/** What is wrong with a message that sends a template. */
export interface TemplateProblem {
  readonly refusal: WhatsAppRefusal;
  readonly details?: string;
}

type Content = BusinessContentOf<"template">;

/** What a template's status says to who sends it (Meta, Cloud API error codes). */
const unfitStatus = {
  APPROVED: undefined,
  PENDING: "template-unknown",
  REJECTED: "template-unknown",
  PAUSED: "template-paused",
  DISABLED: "template-disabled",
} as const satisfies Record<TemplateStatus, WhatsAppRefusal | undefined>;

/** Meta, Cloud API error codes, 132005; the length is that of a template's body. */
const longestBody = 1024;

/**
 * What keeps a template from being sent with these values; undefined when it goes. The words
 * follow answers of Meta that people have published: unverified.
 */
export function templateProblem(template: Template, content: Content): TemplateProblem | undefined {
  const unfit = unfitStatus[template.status ?? "APPROVED"];
  if (unfit) return { refusal: unfit };
  const { header, body, buttons = [] } = template;
  return (
    parametersProblem("body", body, content.parameters) ??
    headerProblem(header, content.header) ??
    buttonsProblem(buttons, content.buttons ?? []) ??
    (fillText(body, content.parameters).length > longestBody
      ? { refusal: "template-too-long" as const }
      : undefined)
  );
}

/** The template's text and what stands around it, as the person sees them. */
export function filledTemplate(template: Template, content: Content) {
  const { header, body, footer, buttons = [] } = template;
  const values = content.buttons ?? [];
  const shown = {
    ...(header === undefined ? {} : { header: shownHeader(header, content.header) }),
    ...(footer === undefined ? {} : { footer }),
    buttons: buttons.map((button, index) => shownButton(button, givenValue(values, index))),
  };
  return { text: fillText(body, content.parameters), content: { ...content, shown } };
}

function parametersProblem(
  where: string,
  text: string,
  given: readonly TemplateParameter[],
): TemplateProblem | undefined {
  const names = parameterNames(text);
  if (given.length !== names.length)
    return {
      refusal: "template-parameters",
      details: `${where}: number of parameters (${given.length}) does not match the expected number of params (${names.length})`,
    };
  if (hasNamedParameters(text) && given.some(({ name }) => name !== undefined)) {
    const unknown = given.find(({ name }) => name === undefined || !names.includes(name));
    if (unknown)
      return { refusal: "template-format", details: `${where}: the parameters' names differ` };
  } else if (!hasNamedParameters(text) && given.some(({ name }) => name !== undefined)) {
    return { refusal: "template-format", details: `${where}: the parameters have no names` };
  }
  if (given.some(({ text: value }) => value === ""))
    return { refusal: "parameter-missing", details: `${where}: a parameter has no text` };
  if (given.some(({ text: value }) => /[\n\t]| {5}/.test(value)))
    return { refusal: "template-parameter-text" };
  return undefined;
}

function headerProblem(
  header: TemplateHead | undefined,
  given: TemplateHeader | undefined,
): TemplateProblem | undefined {
  const expected = header?.format ?? "TEXT";
  const received = given?.type.toUpperCase() ?? (expected === "TEXT" ? "TEXT" : "UNKNOWN");
  if (expected !== received)
    return {
      refusal: "template-format",
      details: `header: Format mismatch, expected ${expected}, received ${received}`,
    };
  const text = header?.format === "TEXT" ? header.text : "";
  const parameters = given?.type === "text" ? given.parameters : [];
  return parametersProblem("header", text, parameters);
}

function buttonsProblem(
  buttons: readonly TemplateButton[],
  values: readonly ButtonValue[],
): TemplateProblem | undefined {
  const kinds = { QUICK_REPLY: "quick_reply", URL: "url", COPY_CODE: "copy_code" } as const;
  for (const { index, kind } of values) {
    const button = buttons[index];
    const expected = button && button.type !== "PHONE_NUMBER" ? kinds[button.type] : "no parameter";
    if (expected !== kind)
      return {
        refusal: "template-format",
        details: `buttons: Button at index ${index} takes ${expected}, not ${kind}`,
      };
  }
  const lacking = buttons.findIndex(
    (button, index) => needsValue(button) && givenValue(values, index) === undefined,
  );
  if (lacking < 0) return undefined;
  return {
    refusal: "parameter-missing",
    details: `buttons: Button at index ${lacking} requires a parameter`,
  };
}

function needsValue(button: TemplateButton): boolean {
  if (button.type === "COPY_CODE") return true;
  return button.type === "URL" && parameterNames(button.url).length > 0;
}

function givenValue(values: readonly ButtonValue[], index: number): string | undefined {
  return values.find((value) => value.index === index)?.value;
}

function shownHeader(header: TemplateHead, given: TemplateHeader | undefined): string {
  if (header.format === "TEXT")
    return fillText(header.text, given?.type === "text" ? given.parameters : []);
  return given?.type === "location" ? placeText(given) : `[${header.format.toLowerCase()}]`;
}
