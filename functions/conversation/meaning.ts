import { consentKeyword } from "../../shared/domain/consent";
import type { InboundContent } from "../../shared/domain/content/content";
import {
  continuePayload,
  stopPromotionsPayload,
} from "../../shared/domain/content/template-catalogue";

/** What a message is to the conversation, before it is known who wrote it. */
export type Meaning =
  /** Nothing is said to it. */
  | { readonly kind: "silence" }
  /** Read before anything else; answered whatever else holds. */
  | { readonly kind: "referral"; readonly text: string }
  | { readonly kind: "consent"; readonly keyword: ConsentKeyword }
  | { readonly kind: "question"; readonly text: string }
  /** They tapped that they want what waits for them. */
  | { readonly kind: "continue" }
  /** Something that cannot be read yet, by its kind. */
  | { readonly kind: "unsupported"; readonly what: string };

export type ConsentKeyword = "stop" | "start" | "help" | "stop-marketing";

type Meanings = {
  readonly [Kind in InboundContent["type"]]: (
    content: Extract<InboundContent, { readonly type: Kind }>,
  ) => Meaning;
};

const meanings: Meanings = {
  text: ({ body }) => meaningOfText(body),
  choice: ({ id, title }) => meaningsOfChoices[id ?? ""] ?? meaningOfText(title),
  // A thumbs-up is no question: answering each would be a nuisance.
  reaction: () => ({ kind: "silence" }),
  image: unsupported,
  video: unsupported,
  audio: unsupported,
  document: unsupported,
  sticker: unsupported,
  location: unsupported,
  contacts: unsupported,
  order: unsupported,
  "form-reply": unsupported,
  unsupported: ({ kind }) => ({ kind: "unsupported", what: kind }),
};

/** By what our own templates give their buttons. */
const meaningsOfChoices: Readonly<Record<string, Meaning>> = {
  [continuePayload]: { kind: "continue" },
  [stopPromotionsPayload]: { kind: "consent", keyword: "stop-marketing" },
};

export function meaningOf(content: InboundContent): Meaning {
  const meaning = meanings[content.type] as (content: InboundContent) => Meaning;
  return meaning(content);
}

function unsupported({ type }: InboundContent): Meaning {
  return { kind: "unsupported", what: type };
}

function meaningOfText(text: string): Meaning {
  const keyword = consentKeyword(text);
  if (keyword) return { kind: "consent", keyword };
  return text.trim() === "" ? { kind: "silence" } : { kind: "question", text };
}
