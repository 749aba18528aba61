import * as v from "valibot";

/**
 * A file that a business sends: by WhatsApp's id of it, or by the address where WhatsApp fetches
 * it. What the file itself tells is there once WhatsApp has it.
 */
const file = v.strictObject({
  id: v.optional(v.string()),
  link: v.optional(v.string()),
  mimeType: v.optional(v.string()),
  /** Of the file, in base64. */
  sha256: v.optional(v.string()),
  bytes: v.optional(v.number()),
});

const text = v.string();
const caption = v.optional(text);

const place = {
  latitude: v.number(),
  longitude: v.number(),
  name: v.optional(text),
  address: v.optional(text),
};

/** What stands above an interactive message. */
const header = v.variant("type", [
  v.strictObject({ type: v.literal("text"), text }),
  v.strictObject({ type: v.literal("image"), media: file }),
  v.strictObject({ type: v.literal("video"), media: file }),
  v.strictObject({ type: v.literal("document"), media: file, filename: v.optional(text) }),
]);

const around = { header: v.optional(header), body: text, footer: v.optional(text) };

const row = v.strictObject({ id: text, title: text, description: v.optional(text) });

/** A value of a template's text, by its name where the template's parameters have names. */
const parameter = v.strictObject({ name: v.optional(text), text });

/** What a template's header is given: values for its text, a file, or a place. */
const templateHeader = v.variant("type", [
  v.strictObject({ type: v.literal("text"), parameters: v.array(parameter) }),
  v.strictObject({ type: v.literal("image"), media: file }),
  v.strictObject({ type: v.literal("video"), media: file }),
  v.strictObject({ type: v.literal("document"), media: file, filename: v.optional(text) }),
  v.strictObject({ type: v.literal("location"), ...place }),
]);

/** What a business gives to one of a template's buttons. */
const buttonValue = v.strictObject({
  /** From 0. */
  index: v.number(),
  kind: v.picklist(["quick_reply", "url", "copy_code"]),
  /** Of a quick reply the payload, of a URL its variable end, of a code the code. */
  value: text,
});

/** A template's button as the person sees it. */
const shownButton = v.variant("type", [
  v.strictObject({ type: v.literal("quick-reply"), text, payload: text }),
  v.strictObject({ type: v.literal("url"), text, url: text }),
  v.strictObject({ type: v.literal("phone-number"), text, phoneNumber: text }),
  v.strictObject({ type: v.literal("copy-code"), text, code: text }),
]);

const phoneOfContact = v.strictObject({
  phone: v.optional(text),
  waId: v.optional(text),
  type: v.optional(text),
});

/** What a business can send: one entry a kind, as the phone has it. */
export const businessContent = v.variant("type", [
  v.strictObject({ type: v.literal("text"), body: text, previewUrl: v.optional(v.boolean()) }),
  v.strictObject({ type: v.literal("image"), media: file, caption }),
  v.strictObject({ type: v.literal("video"), media: file, caption }),
  v.strictObject({ type: v.literal("audio"), media: file, voice: v.optional(v.boolean()) }),
  v.strictObject({
    type: v.literal("document"),
    media: file,
    caption,
    filename: v.optional(text),
  }),
  v.strictObject({ type: v.literal("sticker"), media: file }),
  v.strictObject({ type: v.literal("location"), ...place }),
  v.strictObject({
    type: v.literal("contacts"),
    contacts: v.array(
      v.strictObject({
        name: text,
        phones: v.array(phoneOfContact),
        emails: v.array(text),
      }),
    ),
  }),
  /** Without an emoji the reaction is taken back. */
  v.strictObject({ type: v.literal("reaction"), messageId: text, emoji: v.optional(text) }),
  v.strictObject({
    type: v.literal("buttons"),
    ...around,
    buttons: v.array(v.strictObject({ id: text, title: text })),
  }),
  v.strictObject({
    type: v.literal("list"),
    ...around,
    /** On the button that opens the list. */
    button: text,
    sections: v.array(v.strictObject({ title: v.optional(text), rows: v.array(row) })),
  }),
  v.strictObject({ type: v.literal("link"), ...around, displayText: text, url: text }),
  v.strictObject({ type: v.literal("location-request"), ...around }),
  v.strictObject({
    type: v.literal("template"),
    name: text,
    language: text,
    /** Of the body. */
    parameters: v.array(parameter),
    header: v.optional(templateHeader),
    buttons: v.optional(v.array(buttonValue)),
    /** How it looks once it is filled in; the body is the message's text. */
    shown: v.optional(
      v.strictObject({
        header: v.optional(text),
        footer: v.optional(text),
        buttons: v.array(shownButton),
      }),
    ),
  }),
]);

export type BusinessContent = v.InferOutput<typeof businessContent>;
export type BusinessContentOf<Type extends BusinessContent["type"]> = Extract<
  BusinessContent,
  { type: Type }
>;
export type BusinessFile = v.InferOutput<typeof file>;
export type BusinessPlace = BusinessContentOf<"location">;
export type ContentHeader = v.InferOutput<typeof header>;
export type TemplateHeader = v.InferOutput<typeof templateHeader>;
export type TemplateParameter = v.InferOutput<typeof parameter>;
export type ButtonValue = v.InferOutput<typeof buttonValue>;
export type ShownButton = v.InferOutput<typeof shownButton>;

/** How a message of each kind reads on the screen; a template is rendered by whoever has it. */
const shown: {
  readonly [Type in BusinessContent["type"]]: (content: BusinessContentOf<Type>) => string;
} = {
  text: ({ body }) => body,
  image: ({ caption }) => captioned("[image]", caption),
  video: ({ caption }) => captioned("[video]", caption),
  audio: ({ voice }) => (voice ? "[voice message]" : "[audio]"),
  document: ({ filename, caption }) =>
    captioned(filename === undefined ? "[document]" : `[document ${filename}]`, caption),
  sticker: () => "[sticker]",
  location: placeText,
  contacts: ({ contacts }) => `[contacts ${contacts.map(({ name }) => name).join(", ")}]`,
  reaction: ({ emoji }) => (emoji ? `[reaction ${emoji}]` : "[reaction taken back]"),
  buttons: ({ body }) => body,
  list: ({ body }) => body,
  link: ({ body }) => body,
  "location-request": ({ body }) => body,
  template: ({ name, language }) => `[template ${name} (${language})]`,
};

export function shownBusinessText(content: BusinessContent): string {
  return (shown[content.type] as (content: BusinessContent) => string)(content);
}

export function placeText({ latitude, longitude, name }: Omit<BusinessPlace, "type">): string {
  return `[location ${name ?? `${latitude}, ${longitude}`}]`;
}

/** The files in a content, with the kind under which each is sent. */
export function filesOf(
  content: BusinessContent,
): { readonly kind: MediaKind; readonly file: BusinessFile }[] {
  const parts: readonly object[] = [
    content,
    ...("header" in content && content.header ? [content.header] : []),
  ];
  return parts.flatMap((part) =>
    "media" in part && "type" in part
      ? [{ kind: part.type as MediaKind, file: part.media as BusinessFile }]
      : [],
  );
}

/** The same content with each file as it was found. */
export function withFiles<Content extends BusinessContent>(
  content: Content,
  found: (file: BusinessFile) => BusinessFile,
): Content {
  const filled = <Part extends object>(part: Part): Part =>
    "media" in part ? { ...part, media: found(part.media as BusinessFile) } : part;
  const whole = filled(content);
  return "header" in whole && whole.header ? { ...whole, header: filled(whole.header) } : whole;
}

/** The kinds of messages that are files. */
export type MediaKind = "image" | "video" | "audio" | "document" | "sticker";

function captioned(what: string, caption: string | undefined): string {
  return caption === undefined ? what : `${what} ${caption}`;
}
