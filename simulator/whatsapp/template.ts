import type { ShownButton, TemplateParameter } from "../phones/business-content";

/** What a message is to Meta, which prices it by that. */
export type TemplateCategory = "utility" | "marketing" | "authentication";

/**
 * How far Meta is with a template (Meta, message templates: those that change what can be sent).
 */
export type TemplateStatus = "PENDING" | "APPROVED" | "REJECTED" | "PAUSED" | "DISABLED";

/** What stands above a template's body (Meta, message templates, components). */
export type TemplateHead =
  | { readonly format: "TEXT"; readonly text: string }
  | { readonly format: "IMAGE" | "VIDEO" | "DOCUMENT" | "LOCATION" };

/** What stands below it. In a URL `{{1}}` at its end marks what the sender gives. */
export type TemplateButton =
  /** The id is what Twilio sends when the message gives no payload. */
  | { readonly type: "QUICK_REPLY"; readonly text: string; readonly id?: string }
  | { readonly type: "URL"; readonly text: string; readonly url: string }
  | { readonly type: "PHONE_NUMBER"; readonly text: string; readonly phoneNumber: string }
  | { readonly type: "COPY_CODE"; readonly text: string };

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
  readonly header?: TemplateHead;
  readonly footer?: string;
  readonly buttons?: readonly TemplateButton[];
  /** Approved where it does not say. */
  readonly status?: TemplateStatus;
}

const parameter = /\{\{\s*(\w+)\s*\}\}/g;

/** The text a person reads: each parameter's place is taken by its value. */
export function fillText(text: string, parameters: readonly TemplateParameter[]): string {
  const names = parameterNames(text);
  const value = (name: string) =>
    parameters.find((each) => each.name === name) ??
    parameters.filter((each) => each.name === undefined)[names.indexOf(name)];
  return text.replace(parameter, (_, name: string) => value(name)?.text ?? "");
}

/** The different parameters of a text: numbers in their order, names in that of the text. */
export function parameterNames(text: string): string[] {
  const names = new Set([...text.matchAll(parameter)].map(([, name]) => name as string));
  return [...names].sort((one, other) => (Number(one) || 0) - (Number(other) || 0));
}

/** Whether the parameters of a text have names instead of numbers. */
export function hasNamedParameters(text: string): boolean {
  return parameterNames(text).some((name) => !/^\d+$/.test(name));
}

/** A button as the person sees it. @param value what the message gave for it */
export function shownButton(button: TemplateButton, value: string | undefined): ShownButton {
  switch (button.type) {
    case "QUICK_REPLY":
      // Without a payload of its own the button's text stands in for it: unverified.
      return { type: "quick-reply", text: button.text, payload: value ?? button.id ?? button.text };
    case "URL":
      return { type: "url", text: button.text, url: fillText(button.url, [{ text: value ?? "" }]) };
    case "PHONE_NUMBER":
      return { type: "phone-number", text: button.text, phoneNumber: button.phoneNumber };
    case "COPY_CODE":
      return { type: "copy-code", text: button.text, code: value ?? "" };
  }
}
