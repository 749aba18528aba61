import {
  type BusinessContent,
  type BusinessContentOf,
  filesOf,
  shownBusinessText,
} from "../phones/business-content";
import { brokenLimit } from "./content-limits";
import { mediaProblem } from "./media-rules";
import type { WhatsAppRefusal } from "./meta-errors";
import type { Template, TemplateCategory } from "./template";
import { filledTemplate, templateProblem } from "./template-judgement";

/** What WhatsApp makes of a message; what the person would read comes with it either way. */
export type Judgement = Shown &
  (
    | { readonly verdict: "deliver"; readonly category: TemplateCategory | "service" }
    | { readonly verdict: "refuse"; readonly refusal: WhatsAppRefusal; readonly details?: string }
  );

interface Shown {
  readonly text: string;
  readonly content: BusinessContent;
}

export interface JudgedBy {
  readonly onWhatsApp: boolean;
  readonly windowOpen: boolean;
  readonly templates: readonly Template[];
  /** The person has stopped marketing messages from this number. */
  readonly marketingStopped?: boolean;
  /** When a message in this chat was sent, in milliseconds ago; undefined for one that is not. */
  readonly ageOf?: (messageId: string) => number | undefined;
}

/**
 * What WhatsApp makes of a message, whichever provider hands it over. The files in it have been
 * looked for: one that was found has its type.
 */
export function judge(content: BusinessContent, facts: JudgedBy): Judgement {
  return content.type === "template"
    ? judgeTemplate(content, facts)
    : judgeFreeForm(content, facts);
}

function judgeFreeForm(
  content: Exclude<BusinessContent, { type: "template" }>,
  { onWhatsApp, windowOpen, ageOf }: JudgedBy,
): Judgement {
  const shown = { content, text: shownBusinessText(content) };
  const problem = contentProblem(content) ?? reactionProblem(content, ageOf);
  if (problem) return { ...shown, verdict: "refuse", ...problem };
  if (!onWhatsApp) return { ...shown, verdict: "refuse", refusal: "not-on-whatsapp" };
  if (!windowOpen) return { ...shown, verdict: "refuse", refusal: "window-closed" };
  return { ...shown, verdict: "deliver", category: "service" };
}

function judgeTemplate(
  content: BusinessContentOf<"template">,
  { onWhatsApp, templates, marketingStopped = false }: JudgedBy,
): Judgement {
  const { name, language } = content;
  const named = { content, text: shownBusinessText(content) };
  const template = templates.find((each) => each.name === name && each.language === language);
  if (!template) return { ...named, verdict: "refuse", refusal: "template-unknown" };
  const problem = templateProblem(template, content) ?? contentProblem(content);
  if (problem) return { ...named, verdict: "refuse", ...problem };
  const shown = filledTemplate(template, content);
  const { category } = template;
  if (!onWhatsApp) return { ...shown, verdict: "refuse", refusal: "not-on-whatsapp" };
  if (category === "marketing" && marketingStopped)
    return { ...shown, verdict: "refuse", refusal: "marketing-stopped" };
  return { ...shown, verdict: "deliver", category };
}

type Problem = { readonly refusal: WhatsAppRefusal; readonly details: string } | undefined;

function contentProblem(content: BusinessContent): Problem {
  const broken = brokenLimit(content);
  if (broken !== undefined) return { refusal: "value-invalid", details: broken };
  for (const { kind, file } of filesOf(content)) {
    if (file.mimeType === undefined) return fileNotFound(kind, file.id);
    const details = mediaProblem(kind, file);
    if (details !== undefined) return { refusal: "media-unusable", details };
  }
  return undefined;
}

function fileNotFound(kind: string, id: string | undefined): Problem {
  return id === undefined
    ? { refusal: "media-unusable", details: "The media could not be fetched from its link." }
    : {
        refusal: "media-unknown",
        details: `Param ${kind}['id'] is not a valid whatsapp business account media attachment ID`,
      };
}

/** Meta, Cloud API, reaction messages: what is older than 30 days takes none. */
const reactionMilliseconds = 30 * 24 * 60 * 60 * 1000;

function reactionProblem(
  content: BusinessContent,
  ageOf: (messageId: string) => number | undefined = () => 0,
): Problem {
  if (content.type !== "reaction") return undefined;
  const age = ageOf(content.messageId);
  if (age !== undefined && age <= reactionMilliseconds) return undefined;
  return {
    refusal: "value-invalid",
    details: "The message that is reacted to is not in this chat, or older than 30 days.",
  };
}
