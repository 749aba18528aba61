import { type ConsentKeyword, consentIn } from "../../shared/domain/consent/keywords";
import type { InboundContent } from "../../shared/domain/content/content";
import { continuePayload } from "../../shared/domain/content/template-catalogue";
import { wordsIn } from "../../shared/domain/content/words-in";
import type { Language } from "../../shared/domain/language/language";
import { referralFor } from "../../shared/domain/safety/referral";
import type { Topic } from "../../shared/domain/safety/topic";

/** What a message is to the conversation, before it is known who wrote it. */
export type Meaning =
  /** Nothing is said to it. */
  | { readonly kind: "silence" }
  /** Read before anything else; answered whatever else holds. */
  | {
      readonly kind: "referral";
      readonly topic: Topic;
      readonly text: string;
      /** What they asked for beside it: it holds, and the referral stands for its confirmation. */
      readonly consent?: ConsentKeyword;
      readonly language?: Language;
    }
  | {
      readonly kind: "consent";
      readonly keyword: ConsentKeyword;
      /** Of what they ask for, where its words belong to one. */
      readonly language?: Language;
    }
  | { readonly kind: "question"; readonly text: string }
  /** They tapped that they want what waits for them. */
  | { readonly kind: "continue" }
  /** Something that cannot be read yet, by its kind. */
  | { readonly kind: "unsupported"; readonly what: string };

export type { ConsentKeyword };

type Meanings = {
  readonly [Kind in InboundContent["type"]]: (
    content: Extract<InboundContent, { readonly type: Kind }>,
  ) => Meaning;
};

const meanings: Meanings = {
  text: ({ body }) => meaningOfText(body),
  choice: ({ id, title }) => (id === continuePayload ? { kind: "continue" } : meaningOfText(title)),
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

/** Who is in need comes first, then who wants no messages; what is asked comes last. */
export function meaningOf(content: InboundContent): Meaning {
  const referral = referralFor(wordsIn(content).join("\n"));
  const request = consentIn(content);
  const spoken = request?.language ? { language: request.language } : {};
  if (referral) {
    const { topic, text } = referral;
    const consent = request ? { consent: request.keyword } : {};
    return { kind: "referral", topic, text, ...consent, ...spoken };
  }
  if (request) return { kind: "consent", keyword: request.keyword, ...spoken };
  const meaning = meanings[content.type] as (content: InboundContent) => Meaning;
  return meaning(content);
}

function unsupported({ type }: InboundContent): Meaning {
  return { kind: "unsupported", what: type };
}

function meaningOfText(text: string): Meaning {
  return text.trim() === "" ? { kind: "silence" } : { kind: "question", text };
}
