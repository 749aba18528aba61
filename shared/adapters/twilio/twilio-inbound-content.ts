import type { InboundContent, MediaContent, MediaType } from "../../domain/content/content";
import { type IgnoredReason, providerWord } from "../../domain/message/inbound-item";
import { maybeNumber, maybeText, told } from "../payload";

/**
 * What of a form tells what was sent. `Body` to `Longitude`: Twilio, "Twilio's request to your
 * incoming message webhook URL". `MessageType`, the fields of lists and of flows are seen in
 * published payloads: unverified.
 */
export const contentFields = {
  MessageType: maybeText,
  Body: maybeText,
  NumMedia: maybeNumber,
  MediaUrl0: maybeText,
  MediaContentType0: maybeText,
  Latitude: maybeNumber,
  Longitude: maybeNumber,
  Address: maybeText,
  Label: maybeText,
  ButtonText: maybeText,
  ButtonPayload: maybeText,
  ListId: maybeText,
  ListTitle: maybeText,
  ListDescription: maybeText,
  InteractiveData: maybeText,
  FlowData: maybeText,
} as const;

export type ContentForm = {
  readonly [Field in keyof typeof contentFields]?:
    | (Field extends "NumMedia" | "Latitude" | "Longitude" ? number : string)
    | undefined;
};

export type TwilioReading =
  | { readonly content: InboundContent; readonly moreMedia: number }
  | { readonly ignored: IgnoredReason };

/** What a form comes to: by its type, and where that says nothing by what it has. */
export function contentOf(form: ContentForm): TwilioReading {
  const type = form.MessageType ?? "";
  if (silent.has(type)) return { ignored: "nothing-to-do" };
  const declared = Object.hasOwn(readers, type)
    ? readers[type as TwilioMessageType](form)
    : undefined;
  const content = declared ?? bySigns(form) ?? unsupported(form);
  return { content, moreMedia: Math.max(0, (form.NumMedia ?? 0) - 1) };
}

/**
 * What Twilio does not describe, and Meta's webhook for the same has nothing to answer. What the
 * person did to which message is not told, so the record cannot follow.
 */
const silent: ReadonlySet<string> = new Set([
  "reaction",
  "edit",
  "revoke",
  "system",
  "request_welcome",
]);

type Reader = (form: ContentForm) => InboundContent | undefined;

/** The types whose payloads are published; of others what the form has counts. */
const readers = {
  text,
  image: (form) => medium(form, "image"),
  video: (form) => medium(form, "video"),
  audio: (form) => medium(form, "audio"),
  document: (form) => medium(form, "document"),
  sticker: (form) => medium(form, "sticker"),
  // The card is a file at Twilio's, and is not opened here.
  contacts: () => ({ type: "contacts", contacts: [] }),
  location,
  button: choice,
  interactive: (form) => choice(form) ?? formReply(form),
} as const satisfies Readonly<Record<string, Reader>>;

type TwilioMessageType = keyof typeof readers;
export const twilioMessageTypes = Object.keys(readers) as readonly TwilioMessageType[];
export const twilioSilentTypes = [...silent];

function bySigns(form: ContentForm): InboundContent | undefined {
  return choice(form) ?? formReply(form) ?? location(form) ?? anyMedium(form) ?? text(form);
}

function text({ Body = "" }: ContentForm): InboundContent | undefined {
  return Body.trim() ? { type: "text", body: Body } : undefined;
}

/** Of a button the words count; where only what we gave it is told, that stands for them. */
function choice(form: ContentForm): InboundContent | undefined {
  const id = form.ListId ?? form.ButtonPayload;
  const title = form.ListTitle ?? form.ButtonText ?? id;
  const description = form.ListDescription;
  return title === undefined ? undefined : { type: "choice", title, ...told({ id, description }) };
}

function formReply({ InteractiveData, FlowData }: ContentForm): InboundContent | undefined {
  const response = InteractiveData ?? FlowData;
  return response === undefined ? undefined : { type: "form-reply", response };
}

function location(form: ContentForm): InboundContent | undefined {
  const { Latitude: latitude, Longitude: longitude, Label: name, Address: address } = form;
  if (latitude === undefined || longitude === undefined) return undefined;
  return { type: "location", latitude, longitude, ...told({ name, address }) };
}

function anyMedium(form: ContentForm): InboundContent | undefined {
  const mimeType = form.MediaContentType0 ?? "";
  if (/^text\/(x-)?vcard/i.test(mimeType)) return { type: "contacts", contacts: [] };
  const [, family] = /^(image|video|audio)\//i.exec(mimeType) ?? [];
  return medium(form, (family?.toLowerCase() as MediaType | undefined) ?? "document");
}

/**
 * A picture in WebP is a sticker: images are JPEG or PNG (Meta, "Supported media types"). The text
 * beside a document is its file's name, or a caption: unverified.
 */
function medium(form: ContentForm, type: MediaType): MediaContent | undefined {
  const { MediaUrl0: url, MediaContentType0: mimeType, Body } = form;
  if (url === undefined) return undefined;
  const isSticker = type === "image" && /^image\/webp/i.test(mimeType ?? "");
  const isName = type === "document" && /\.[a-z0-9]{2,5}$/i.test(Body ?? "");
  return {
    type: isSticker ? "sticker" : type,
    media: { at: "twilio", url, ...told({ mimeType }) },
    ...told(isName ? { filename: Body } : { caption: Body }),
  };
}

function unsupported({ MessageType }: ContentForm): InboundContent {
  const isText = MessageType === undefined || MessageType === "text";
  return { type: "unsupported", kind: isText ? "empty" : providerWord(MessageType) };
}
