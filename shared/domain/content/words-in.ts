import type { InboundContent, MediaContent, MediaType } from "./content";

type OfKind<Kind> = Kind extends MediaType
  ? MediaContent
  : Extract<InboundContent, { readonly type: Kind }>;

/**
 * What the person wrote or tapped, in whatever it stands: need and consent are read in all of it.
 * The name of a place and a card of somebody else are not the person's words.
 */
export function wordsIn(content: InboundContent): readonly string[] {
  const words = table[content.type] as (content: InboundContent) => readonly (string | undefined)[];
  return words(content).filter((text) => text !== undefined && text !== "") as string[];
}

const caption = (content: MediaContent) => [content.caption];
const none = () => [];

const table: {
  readonly [Kind in InboundContent["type"]]: (
    content: OfKind<Kind>,
  ) => readonly (string | undefined)[];
} = {
  text: ({ body }) => [body],
  choice: ({ title, description }) => [title, description],
  image: caption,
  video: caption,
  audio: caption,
  document: caption,
  sticker: caption,
  "form-reply": ({ response }) => valuesIn(parsed(response)),
  order: ({ text }) => [text],
  location: none,
  contacts: none,
  reaction: none,
  unsupported: none,
};

/** What was filled in, wherever in the form; the token is the form's own. */
function valuesIn(form: unknown): string[] {
  if (typeof form === "string") return [form];
  if (typeof form !== "object" || form === null) return [];
  return Object.entries(form).flatMap(([name, value]) =>
    name === "flow_token" ? [] : valuesIn(value),
  );
}

/** What is no JSON is read as it is. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
