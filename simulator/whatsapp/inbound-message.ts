import type { ContentOf, Media, MessageOrigin, PersonContent } from "../phones/whatsapp-content";
import { sampleFile } from "./sample-file";

/** A file as the webhook names it. */
export type HeldMedia = Media & Required<Pick<Media, "id" | "mimeType" | "sha256" | "kilobytes">>;

/**
 * The MIME types in which phones send (Meta, Cloud API, webhook reference: each kind's example).
 */
const usualMimeType = {
  image: "image/jpeg",
  video: "video/mp4",
  audio: "audio/ogg; codecs=opus",
  document: "application/pdf",
  sticker: "image/webp",
} as const;

/** A file that a person sends: the type and the bytes that it has. */
export function sentFile(content: PersonContent, name: string) {
  if (!("media" in content)) return undefined;
  const { mimeType = usualMimeType[content.type], kilobytes = 48, data } = content.media;
  const bytes = () =>
    data === undefined ? sampleFile(mimeType, kilobytes, name) : Buffer.from(data, "base64");
  return { mimeType, content: bytes };
}

/** The content with what WhatsApp knows of a file in it once it holds the file. */
export function withHeldMedia<Content extends PersonContent>(
  content: Content,
  held: {
    readonly id: string;
    readonly mimeType: string;
    readonly sha256: string;
    readonly bytes: number;
  },
): Content {
  if (!("media" in content)) return content;
  const { id, mimeType, bytes } = held;
  const { data: _, ...told } = content.media;
  const sha256 = told.sha256 ?? held.sha256;
  const media: HeldMedia = { ...told, id, mimeType, sha256, kilobytes: Math.ceil(bytes / 1024) };
  return { ...content, media };
}

/** What a kind needs of the rest of the message. */
interface Sender {
  readonly name: string;
  /** Digits without a plus sign. */
  readonly waId: string;
  readonly bsuid: string | undefined;
}

/**
 * Each kind as Meta's webhook writes it (Meta, Cloud API, webhook reference, `messages`: text,
 * image, video, audio, document, sticker, location, contacts, interactive, button, reaction, order,
 * edit, revoke, system, unsupported; `request_welcome` and flow replies as in published payloads).
 */
const parts: {
  readonly [Type in PersonContent["type"]]: (
    content: ContentOf<Type>,
    sender: Sender,
  ) => Readonly<Record<string, unknown>> & { readonly type: string };
} = {
  text: ({ body }) => ({ type: "text", text: { body } }),
  image: ({ media, caption }) => ({ type: "image", image: { caption, ...file(media) } }),
  video: ({ media, caption }) => ({ type: "video", video: { caption, ...file(media) } }),
  audio: ({ media, voice }) => ({ type: "audio", audio: { ...file(media), voice } }),
  document: ({ media, caption, filename }) => ({
    type: "document",
    document: { caption, filename, ...file(media) },
  }),
  sticker: ({ media, animated }) => ({ type: "sticker", sticker: { ...file(media), animated } }),
  location: ({ type, ...location }) => ({ type, location }),
  contacts: ({ type, contacts }) => ({ type, contacts: contacts.map(contactCard) }),
  "button-reply": ({ id, title }) => interactive("button_reply", { id, title }),
  "list-reply": ({ id, title, description }) =>
    interactive("list_reply", { id, title, description }),
  "form-reply": ({ name, body, response }) =>
    interactive("nfm_reply", { response_json: JSON.stringify(response), body, name }),
  "quick-reply": ({ payload, text }) => ({ type: "button", button: { payload, text } }),
  reaction: ({ type, messageId, emoji }) => ({ type, reaction: { message_id: messageId, emoji } }),
  order: ({ type, catalogId, text, items }) => ({
    type,
    order: {
      catalog_id: catalogId,
      text,
      product_items: items.map(({ productRetailerId, quantity, itemPrice, currency }) => ({
        product_retailer_id: productRetailerId,
        quantity,
        item_price: itemPrice,
        currency,
      })),
    },
  }),
  edit: ({ type, messageId, body }) => ({
    type,
    edit: { original_message_id: messageId, message: { type: "text", text: { body } } },
  }),
  revoke: ({ type, messageId }) => ({ type, revoke: { original_message_id: messageId } }),
  "number-change": ({ newNumber, newBsuid }, { name, waId, bsuid }) => ({
    type: "system",
    system: {
      body: `User ${name} changed from ${waId} to ${newNumber.slice(1)}`,
      wa_id: newNumber.slice(1),
      user_id: newBsuid,
      previous_user_id: newBsuid === undefined ? undefined : bsuid,
      type: "user_changed_number",
    },
  }),
  "user-id-change": ({ newBsuid }, { bsuid }) => ({
    type: "system",
    system: {
      body: `User changed from ${bsuid ?? "another user id"} to ${newBsuid}`,
      user_id: newBsuid,
      previous_user_id: bsuid,
      type: "user_changed_user_id",
    },
  }),
  "request-welcome": () => ({ type: "request_welcome" }),
  unsupported: ({ type }) => ({
    type,
    errors: [
      {
        code: 131051,
        title: "Message type unknown",
        message: "Message type unknown",
        error_data: { details: "Message type is currently not supported." },
      },
    ],
  }),
};

/** The kind's part of `messages[]`. */
export function inboundPart(content: PersonContent, sender: Sender): object {
  return (parts[content.type] as (content: PersonContent, sender: Sender) => object)(
    content,
    sender,
  );
}

/** Whether WhatsApp itself speaks: such a message comes without `contacts`. */
export function isSystemMessage({ type }: PersonContent): boolean {
  return type === "number-change" || type === "user-id-change";
}

/** @param businessNumber digits without a plus sign: the sender of what was answered. */
export function originPart(origin: MessageOrigin, businessNumber: string): object {
  const { replyTo, forwarded, referral } = origin;
  return {
    ...(replyTo === undefined ? {} : { context: { from: businessNumber, id: replyTo } }),
    ...(forwarded === undefined ? {} : { context: forwardedContext[forwarded] }),
    ...(referral === undefined
      ? {}
      : {
          referral: {
            source_url: referral.sourceUrl,
            source_id: referral.sourceId,
            source_type: referral.sourceType,
            headline: referral.headline,
            body: referral.body,
            media_type: referral.mediaType,
            image_url: referral.imageUrl,
            video_url: referral.videoUrl,
            thumbnail_url: referral.thumbnailUrl,
            ctwa_clid: referral.ctwaClid,
          },
        }),
  };
}

const forwardedContext = {
  once: { forwarded: true },
  "many-times": { frequently_forwarded: true },
} as const;

function file({ mimeType, sha256, id }: Media): object {
  return { mime_type: mimeType, sha256, id };
}

function interactive(type: string, reply: object) {
  return { type: "interactive", interactive: { type, [type]: reply } };
}

function contactCard({ name, phones, emails }: ContentOf<"contacts">["contacts"][number]): object {
  const [first_name, ...rest] = name.split(" ");
  return {
    name: {
      first_name,
      last_name: rest.length === 0 ? undefined : rest.join(" "),
      formatted_name: name,
    },
    phones: phones.map(({ phone, waId, type }) => ({ phone, wa_id: waId, type: type ?? "CELL" })),
    emails: emails.length === 0 ? undefined : emails.map((email) => ({ email, type: "HOME" })),
  };
}
