import type {
  BusinessContent,
  BusinessContentOf,
  ButtonValue,
  TemplateParameter,
} from "../phones/business-content";
import { parameterNames, type Template, type TemplateButton } from "../whatsapp/template";
import { TwilioError } from "./errors";

/**
 * A Content template of an account. Placeholders in its texts have a number or a name: `{{1}}`,
 * `{{meal}}`; one count goes through all of them.
 */
export interface TwilioContent extends Template {
  /** Sample values by placeholder; they stand in for what a message leaves out. */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * `session`: WhatsApp has not approved it, so that it goes only while the customer service window
   * is open, as what its parts are. Approved where it does not say.
   */
  readonly use?: "approved" | "session";
  /** The rows of a `twilio/list-picker`, which only a session has. */
  readonly list?: {
    readonly button: string;
    readonly items: readonly {
      readonly id: string;
      readonly item: string;
      readonly description?: string;
    }[];
  };
  /** The address of the file of a `twilio/media`, placeholders included. */
  readonly media?: string;
}

/** Twilio's limit for the value of one variable (error 21658). */
const longestValue = 1600;

/** The types of Twilio's Content API by what a template has (Twilio, Content types). */
export function typeOfContent({ list, media, buttons = [] }: TwilioContent): string {
  if (list) return "twilio/list-picker";
  if (media !== undefined) return "twilio/media";
  if (buttons.length === 0) return "twilio/text";
  return buttons.every(({ type }) => type === "QUICK_REPLY")
    ? "twilio/quick-reply"
    : "twilio/call-to-action";
}

/**
 * What a message with `ContentSid` sends. The values are in the field `ContentVariables`: the text
 * of a JSON object, `{"1":"Ana"}`. What is left out is the sample's; where there is none, a value
 * is missing and WhatsApp will refuse the message. What the template does not know is ignored
 * (unverified).
 * @throws TwilioError 21656 as Twilio's documentation of that error has it
 */
export function contentOf(template: TwilioContent, contentVariables: string): BusinessContent {
  const given = contentVariables === "" ? {} : variablesOf(contentVariables);
  const values = { ...template.variables, ...given };
  return template.use === "session"
    ? sessionContent(template, values)
    : templateContent(template, values);
}

type Values = Readonly<Record<string, string>>;

function templateContent(template: TwilioContent, values: Values): BusinessContentOf<"template"> {
  const { name, language, header, media } = template;
  const parametersOf = (text: string): TemplateParameter[] =>
    parameterNames(text).flatMap((placeholder) => {
      const value = values[placeholder];
      return value === undefined ? [] : [{ text: value }];
    });
  const buttons = (template.buttons ?? []).flatMap((button, index) =>
    buttonValue(button, index, parametersOf),
  );
  return {
    type: "template",
    name,
    language,
    parameters: parametersOf(template.body),
    ...(header?.format === "TEXT" && {
      header: { type: "text", parameters: parametersOf(header.text) },
    }),
    ...(header?.format === "IMAGE" &&
      media !== undefined && { header: { type: "image", media: { link: filled(media, values) } } }),
    ...(buttons.length === 0 ? {} : { buttons }),
  };
}

function buttonValue(
  button: TemplateButton,
  index: number,
  parametersOf: (text: string) => TemplateParameter[],
): ButtonValue[] {
  if (button.type !== "URL") return [];
  const [value] = parametersOf(button.url);
  return value === undefined ? [] : [{ index, kind: "url", value: value.text }];
}

function sessionContent(template: TwilioContent, values: Values): BusinessContent {
  const body = filled(template.body, values);
  const footer = template.footer === undefined ? {} : { footer: template.footer };
  const { list, media, buttons = [] } = template;
  if (list) {
    const rows = list.items.map(({ id, item, description }) => ({
      id: filled(id, values),
      title: filled(item, values),
      ...(description === undefined ? {} : { description: filled(description, values) }),
    }));
    return { type: "list", body, ...footer, button: list.button, sections: [{ rows }] };
  }
  if (media !== undefined)
    return { type: "image", media: { link: filled(media, values) }, caption: body };
  const [first] = buttons;
  if (first?.type === "URL")
    return {
      type: "link",
      body,
      ...footer,
      displayText: filled(first.text, values),
      url: filled(first.url, values),
    };
  if (first)
    return {
      type: "buttons",
      body,
      ...footer,
      buttons: buttons.map((button) => ({
        id: (button.type === "QUICK_REPLY" && button.id) || button.text,
        title: filled(button.text, values),
      })),
    };
  return { type: "text", body };
}

/** As WhatsApp knows the template: the placeholders of each part are numbered from 1. */
export function approvedTemplate(content: TwilioContent): Template {
  const { name, language, category, header, footer, buttons, status } = content;
  return {
    name,
    language,
    category,
    body: numbered(content.body),
    ...(header && {
      header: header.format === "TEXT" ? { ...header, text: numbered(header.text) } : header,
    }),
    ...(footer === undefined ? {} : { footer }),
    ...(buttons && {
      buttons: buttons.map((button) =>
        button.type === "URL" ? { ...button, url: numbered(button.url) } : button,
      ),
    }),
    ...(status && { status }),
  };
}

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

function numbered(text: string): string {
  const names = parameterNames(text);
  return text.replace(placeholder, (_, name: string) => `{{${names.indexOf(name) + 1}}}`);
}

function filled(text: string, values: Values): string {
  return text.replace(placeholder, (whole, name: string) => values[name] ?? whole);
}

function variablesOf(text: string): Values {
  const refused = (why: string) =>
    new TwilioError(21656, `The ContentVariables parameter is invalid: ${why}.`);
  const values = jsonOf(text);
  if (typeof values !== "object" || values === null || Array.isArray(values))
    throw refused("a JSON object is asked for");
  const entries = Object.entries(values).map(([name, value]: [string, unknown]) => {
    if (value === null || value === "") throw refused(`variable ${name} is empty`);
    if (typeof value === "object") throw refused(`variable ${name} is no text`);
    const words = String(value);
    if (/[\n\t]| {5}/.test(words))
      throw refused(`variable ${name} has a new line, a tab or more than four spaces in a row`);
    if (words.length > longestValue)
      throw new TwilioError(21658, `Variable ${name} exceeds ${longestValue} characters.`);
    return [name, words] as const;
  });
  return Object.fromEntries(entries);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
