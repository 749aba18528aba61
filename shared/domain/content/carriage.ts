import type { SenderKey } from "../message/channel";
import type { InboundContent, MediaType, OutboundContent } from "./content";

/*
 * What each wire does with each kind of content, as data: the renderers' types follow from it, the
 * limits are checked by it, and docs/FEATURE_PARITY.md is written from it.
 */

export type OutboundKind = OutboundContent["type"];
export type InboundKind = InboundContent["type"];

type OfKind<Content, Kind> = Content extends { readonly type: infer Kinds }
  ? Kind extends Kinds
    ? Content & { readonly type: Kind }
    : never
  : never;

/** The content of one kind. */
export type OutboundOf<Kind extends OutboundKind> = OfKind<OutboundContent, Kind>;

/** A sender, and the phone pool a second time for numbers that can send MMS. */
export type Carrier = SenderKey | "mms";

/** In errors. Nothing of Twilio is left in a bundle once it is removed: not its name either. */
export const carrierNames: Readonly<Record<Carrier, string>> = {
  A: "number A",
  B: "number B",
  sms: "SMS",
  mms: "MMS",
};

/** `degraded`: the person gets something less, which the note names. */
export interface Carriage {
  readonly how: "native" | "degraded" | "refused";
  /** One sentence for people. */
  readonly note: string;
}

const native = <Note extends string>(note: Note) => ({ how: "native", note }) as const;
const degraded = <Note extends string>(note: Note) => ({ how: "degraded", note }) as const;
const refused = <Note extends string>(note: Note) => ({ how: "refused", note }) as const;

const asText = {
  location: degraded("Name, address and a link to a map, as text."),
  contacts: degraded("Names, numbers, addresses and organisations, as text."),
  // Not numbered: nothing remembers what "2" stood for, and a title that comes back as text means
  // the same as a tap on it.
  buttons: degraded("The buttons' titles as lines to choose from, as text."),
  list: degraded("The rows' titles and descriptions as lines to choose from, as text."),
  link: degraded("The button's label and the address, as text."),
  "location-request": degraded("The question alone; there is no button to tap."),
} as const;

const noMedia = refused("A text message holds no file.");
const noReaction = refused("There are no reactions.");

const sms = {
  text: native("Counted in parts; at most 1,600 characters."),
  image: noMedia,
  video: noMedia,
  audio: noMedia,
  document: noMedia,
  sticker: noMedia,
  ...asText,
  reaction: noReaction,
  template: degraded("The template's words in the person's language; its buttons as lines."),
} as const;

export const outboundCarriage = {
  B: {
    text: native("With or without a preview of the first link."),
    image: native("By media id, with caption."),
    video: native("By media id, with caption."),
    audio: native("By media id, as a file or as a voice message."),
    document: native("By media id, with caption and file name."),
    sticker: native("By media id."),
    location: native("A pin with name and address."),
    contacts: native("Up to five cards."),
    reaction: native("An emoji on a message, and its removal."),
    buttons: native("Up to three reply buttons."),
    list: native("Up to ten rows in sections."),
    link: native("A button that opens a web page."),
    "location-request": native("A button that shares the place."),
    template: native("Named or positional parameters; quick replies bring our payload back."),
  },
  A: {
    text: native("WhatsApp decides on a preview; at most 1,600 characters."),
    image: native("By URL, with caption."),
    video: native("By URL, with caption."),
    audio: native("By URL; whether it shows as a voice message is WhatsApp's choice."),
    // Twilio, "Accepted content types for media" (2026-07-07) combines documents with text;
    // "Guidance on WhatsApp media messages" says that captions and names are not supported.
    document: degraded("By URL; its file name is the URL's, and the caption may be lost."),
    sticker: native("By URL, as image/webp."),
    ...asText,
    location: native("A pin with name and label."),
    reaction: refused("The API of number A has no reactions."),
    template: native("By ContentSid and numbered variables."),
  },
  sms,
  mms: {
    ...sms,
    image: native("One file of at most 2 MB, with text."),
    video: native("One file of at most 600 KB, with text."),
    audio: native("One file of at most 600 KB, with text."),
    document: native("One PDF of at most 600 KB, with text."),
    sticker: refused("MMS carries no image/webp."),
  },
} as const satisfies Readonly<Record<Carrier, Readonly<Record<OutboundKind, Carriage>>>>;

type Carried<C extends Carrier, How> = {
  [K in OutboundKind]: (typeof outboundCarriage)[C][K]["how"] extends How ? K : never;
}[OutboundKind];

/** Kinds that a carrier takes in their own form; the other degraded ones become text. */
export type OwnFormKind<C extends Carrier> =
  | Carried<C, "native">
  | Extract<Carried<C, "degraded">, MediaType>;

/**
 * A function for each kind that the carrier takes, and none for those it refuses: a kind whose
 * carriage changes does not compile until its renderer has changed too.
 */
export type Renderers<C extends Carrier, Options extends readonly unknown[], Rendered> = {
  readonly [K in Carried<C, "native" | "degraded">]: (
    content: OutboundOf<K>,
    ...options: Options
  ) => Rendered;
};

/** The renderer of a content's kind; undefined where the carrier refuses the kind. */
export function rendererOf<Options extends readonly unknown[], Rendered>(
  renderers: Renderers<Carrier, Options, Rendered> | object,
  content: OutboundContent,
): ((content: OutboundContent, ...options: Options) => Rendered) | undefined {
  // Each renderer takes the content of its own kind, which is the one that it is looked up by.
  const byKind = renderers as Partial<
    Record<OutboundKind, (content: OutboundContent, ...options: Options) => Rendered>
  >;
  return byKind[content.type];
}

/** What is made of each kind that a person sends; each of the three wires has one. */
export type InboundCarriage = Readonly<Record<InboundKind, Carriage>>;

/** Kinds that have a form in words. */
export type WordedKind = Exclude<OutboundKind, MediaType | "reaction">;
