import * as v from "valibot";

/**
 * A file in a message. What is left out, WhatsApp makes up when it takes the message: an id and a
 * checksum, and the MIME type that phones use for such a message.
 */
const media = v.strictObject({
  /** Such as `image/jpeg`, `audio/ogg; codecs=opus`. */
  mimeType: v.optional(v.string()),
  /** Of the file, in base64. */
  sha256: v.optional(v.string()),
  id: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,100}$/))),
  kilobytes: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** The file itself, in base64; left out, WhatsApp makes one up that begins as its type does. */
  data: v.optional(v.pipe(v.string(), v.base64())),
});

const messageId = v.pipe(v.string(), v.minLength(1));

const contact = v.strictObject({
  name: v.string(),
  phones: v.optional(
    v.array(
      v.strictObject({
        phone: v.string(),
        /** Digits, where that phone has WhatsApp. */
        waId: v.optional(v.string()),
        type: v.optional(v.string()),
      }),
    ),
    [],
  ),
  emails: v.optional(v.array(v.string()), []),
});

const orderItem = v.strictObject({
  productRetailerId: v.string(),
  quantity: v.number(),
  itemPrice: v.number(),
  currency: v.string(),
});

/** What a person can send on WhatsApp: one entry a kind, as the control API takes it. */
export const personContent = v.variant("type", [
  v.strictObject({ type: v.literal("text"), body: v.string() }),
  v.strictObject({
    type: v.literal("image"),
    media: v.optional(media, {}),
    caption: v.optional(v.string()),
  }),
  v.strictObject({
    type: v.literal("video"),
    media: v.optional(media, {}),
    caption: v.optional(v.string()),
  }),
  v.strictObject({
    type: v.literal("audio"),
    media: v.optional(media, {}),
    /** Spoken into the phone just now, instead of a file. */
    voice: v.optional(v.boolean(), true),
  }),
  v.strictObject({
    type: v.literal("document"),
    media: v.optional(media, {}),
    filename: v.optional(v.string(), "document.pdf"),
    caption: v.optional(v.string()),
  }),
  v.strictObject({
    type: v.literal("sticker"),
    media: v.optional(media, {}),
    animated: v.optional(v.boolean(), false),
  }),
  v.strictObject({
    type: v.literal("location"),
    latitude: v.number(),
    longitude: v.number(),
    name: v.optional(v.string()),
    address: v.optional(v.string()),
    url: v.optional(v.string()),
  }),
  v.strictObject({ type: v.literal("contacts"), contacts: v.array(contact) }),
  /** A tap on a reply button of an interactive message. */
  v.strictObject({ type: v.literal("button-reply"), id: v.string(), title: v.string() }),
  /** A row chosen from a list. */
  v.strictObject({
    type: v.literal("list-reply"),
    id: v.string(),
    title: v.string(),
    description: v.optional(v.string()),
  }),
  /** A form filled in: a flow, or an address. */
  v.strictObject({
    type: v.literal("form-reply"),
    name: v.picklist(["flow", "address_message"]),
    body: v.optional(v.string(), "Sent"),
    response: v.record(v.string(), v.unknown()),
  }),
  /** A tap on a quick-reply button of a template. */
  v.strictObject({ type: v.literal("quick-reply"), text: v.string(), payload: v.string() }),
  /** Without an emoji the reaction is taken back. */
  v.strictObject({ type: v.literal("reaction"), messageId, emoji: v.optional(v.string()) }),
  v.strictObject({
    type: v.literal("order"),
    catalogId: v.string(),
    text: v.optional(v.string(), ""),
    items: v.array(orderItem),
  }),
  /** A message of their own, changed or deleted afterwards. */
  v.strictObject({ type: v.literal("edit"), messageId, body: v.string() }),
  v.strictObject({ type: v.literal("revoke"), messageId }),
  /** WhatsApp tells that the person has another number from now on. */
  v.strictObject({
    type: v.literal("number-change"),
    newNumber: v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/)),
    newBsuid: v.optional(v.string()),
  }),
  /** WhatsApp tells that the person has another business-scoped user id. */
  v.strictObject({ type: v.literal("user-id-change"), newBsuid: v.string() }),
  /** The person opened the chat for the first time. */
  v.strictObject({ type: v.literal("request-welcome") }),
  /** Something that WhatsApp does not hand over to businesses, such as a poll. */
  v.strictObject({ type: v.literal("unsupported") }),
]);

/** As it is written; what is optional may be left out. */
export type PersonContentInput = v.InferInput<typeof personContent>;
export type PersonContent = v.InferOutput<typeof personContent>;
export type Media = v.InferOutput<typeof media>;
export type ContentOf<Type extends PersonContent["type"]> = Extract<PersonContent, { type: Type }>;

/** What a message came about by, beside what it says. */
export const messageOrigin = v.strictObject({
  /** The id of the message that it answers. */
  replyTo: v.optional(messageId),
  forwarded: v.optional(v.picklist(["once", "many-times"])),
  /** The ad or post by which the person came. */
  referral: v.optional(
    v.strictObject({
      sourceUrl: v.string(),
      sourceId: v.string(),
      sourceType: v.picklist(["ad", "post"]),
      headline: v.optional(v.string()),
      body: v.optional(v.string()),
      mediaType: v.optional(v.picklist(["image", "video"])),
      imageUrl: v.optional(v.string()),
      videoUrl: v.optional(v.string()),
      thumbnailUrl: v.optional(v.string()),
      /** The click's id. */
      ctwaClid: v.optional(v.string()),
    }),
  ),
});

export type MessageOrigin = v.InferOutput<typeof messageOrigin>;

/** How a message of each kind reads on the screen. */
const shown: { readonly [Type in PersonContent["type"]]: (content: ContentOf<Type>) => string } = {
  text: ({ body }) => body,
  image: ({ caption }) => captioned("[image]", caption),
  video: ({ caption }) => captioned("[video]", caption),
  audio: ({ voice }) => (voice ? "[voice message]" : "[audio]"),
  document: ({ filename, caption }) => captioned(`[document ${filename}]`, caption),
  sticker: () => "[sticker]",
  location: ({ latitude, longitude, name }) => `[location ${name ?? `${latitude}, ${longitude}`}]`,
  contacts: ({ contacts }) => `[contacts ${contacts.map(({ name }) => name).join(", ")}]`,
  "button-reply": ({ title }) => title,
  "list-reply": ({ title }) => title,
  "form-reply": ({ body }) => `[form] ${body}`,
  "quick-reply": ({ text }) => text,
  reaction: ({ emoji }) => (emoji ? `[reaction ${emoji}]` : "[reaction taken back]"),
  order: ({ items }) => `[order of ${items.length}]`,
  edit: ({ body }) => `[edited] ${body}`,
  revoke: () => "[deleted]",
  "number-change": ({ newNumber }) => `[new number ${newNumber}]`,
  "user-id-change": ({ newBsuid }) => `[new user id ${newBsuid}]`,
  "request-welcome": () => "[chat opened]",
  unsupported: () => "[unsupported]",
};

export function shownText(content: PersonContent): string {
  return (shown[content.type] as (content: PersonContent) => string)(content);
}

function captioned(what: string, caption: string | undefined): string {
  return caption === undefined ? what : `${what} ${caption}`;
}
