import type { BusinessContent } from "../phones/phone-message";
import {
  parameterCount,
  renderTemplate,
  type Template,
  type TemplateCategory,
  type TemplateStatus,
} from "./template";
import type { MetaError } from "./webhook-entry";

/** What a business sends on WhatsApp, as Meta's Cloud API tells the kinds apart. */
export type WhatsAppContent = BusinessContent;

/** Why WhatsApp does not deliver a message; each provider has its own code for it. */
export type WhatsAppRefusal = keyof typeof metaRefusals;

export type Judgement =
  | {
      readonly verdict: "deliver";
      readonly text: string;
      readonly category: TemplateCategory | "service";
    }
  | { readonly verdict: "refuse"; readonly refusal: WhatsAppRefusal; readonly text: string };

/** Meta, OpenAPI description of the Cloud API: `text.body`. */
const longestText = 4096;

export interface JudgedBy {
  readonly onWhatsApp: boolean;
  readonly windowOpen: boolean;
  readonly templates: readonly Template[];
}

/** What WhatsApp makes of a message, whichever provider hands it over. */
export function judge(content: WhatsAppContent, facts: JudgedBy): Judgement {
  return (judges[content.type] as Judge<WhatsAppContent>)(content, facts);
}

type Judge<Content> = (content: Content, facts: JudgedBy) => Judgement;
type ContentOf<Type> = Extract<WhatsAppContent, { type: Type }>;

const judges: { readonly [Type in WhatsAppContent["type"]]: Judge<ContentOf<Type>> } = {
  text: ({ body: text }, { onWhatsApp, windowOpen }) => {
    const refuse = (refusal: WhatsAppRefusal) => ({ verdict: "refuse", refusal, text }) as const;
    if (text.length > longestText) return refuse("text-too-long");
    if (!onWhatsApp) return refuse("not-on-whatsapp");
    if (!windowOpen) return refuse("window-closed");
    return { verdict: "deliver", text, category: "service" };
  },
  template: ({ name, language, parameters }, { onWhatsApp, templates }) => {
    const named = `[template ${name} (${language})]`;
    const refuse = (refusal: WhatsAppRefusal, text = named) =>
      ({ verdict: "refuse", refusal, text }) as const;
    const template = templates.find((each) => each.name === name && each.language === language);
    if (!template) return refuse("template-unknown");
    const unfit = unfitStatus[template.status ?? "APPROVED"];
    if (unfit) return refuse(unfit);
    if (parameters.length !== parameterCount(template)) return refuse("template-parameters");
    const text = renderTemplate(template, parameters);
    if (!onWhatsApp) return refuse("not-on-whatsapp", text);
    return { verdict: "deliver", text, category: template.category };
  },
};

/** What a template's status says to who sends it (Meta, Cloud API error codes). */
const unfitStatus = {
  APPROVED: undefined,
  PENDING: "template-unknown",
  REJECTED: "template-unknown",
  PAUSED: "template-paused",
  DISABLED: "template-disabled",
} as const satisfies Record<TemplateStatus, WhatsAppRefusal | undefined>;

/**
 * Meta's error codes of refused messages with their titles (Meta, Cloud API error codes); the
 * details are in our words.
 */
export const metaRefusals = {
  "not-on-whatsapp": {
    code: 131026,
    title: "Message undeliverable",
    details: "The recipient's number is not on WhatsApp.",
  },
  "window-closed": {
    code: 131047,
    title: "Re-engagement message",
    details:
      "More than 24 hours have passed since the recipient last replied to the sender number.",
  },
  "template-unknown": {
    code: 132001,
    title: "Template does not exist",
    details: "The template does not exist in this language, or is not approved.",
  },
  "template-paused": {
    code: 132015,
    title: "Template is paused",
    details: "The template is paused because of its low quality.",
  },
  "template-disabled": {
    code: 132016,
    title: "Template is disabled",
    details: "The template was paused too often because of its low quality.",
  },
  "template-parameters": {
    code: 132000,
    title: "Template parameter count mismatch",
    details: "The number of parameters is not the number that the template has.",
  },
  "text-too-long": {
    code: 131009,
    title: "Parameter value is not valid",
    details: "A text has at most 4096 characters.",
  },
  "pair-rate": {
    code: 131056,
    title: "(Business Account, Consumer Account) pair rate limit hit",
    details: "Too many messages from this number to this person in a short time.",
  },
} as const satisfies Record<string, MetaError>;

/**
 * A message of a type that the Cloud API does not have. That it comes as a status is unverified.
 */
export const unknownType: MetaError = {
  code: 100,
  title: "Invalid parameter",
  details: "The message's type is none of the Cloud API.",
};
