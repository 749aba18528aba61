import type { Alias } from "../../domain/contact/alias";
import { type Renderers, rendererOf } from "../../domain/content/carriage";
import type {
  ContactCard,
  MediaContent,
  MediaType,
  OutboundContent,
} from "../../domain/content/content";
import type { AttemptId } from "../../domain/message/message-id";
import { StatedError } from "../../domain/stated-error";
import { templateObject } from "./whatsapp-template";

/*
 * The objects that SendWhatsAppMessage passes to Meta as they are. Meta, OpenAPI description of the
 * Cloud API (v23.0), POST /messages; the pages on each message type where a member is younger.
 */

export interface WhatsAppMessage {
  readonly to: Alias;
  readonly content: OutboundContent;
  /** Comes back with every status of the message. */
  readonly attemptId: AttemptId;
  /** The wamid of the message that this one quotes. */
  readonly quotes?: string | undefined;
  /** Of a file that was uploaded for this number. */
  readonly mediaId?: string | undefined;
}

/**
 * Meta's message object.
 * @throws for a file that has no media id yet, or a template that the catalogue cannot fill: what
 * `checkLimits` and the upload see to beforehand
 */
export function whatsAppMessage(message: WhatsAppMessage): object {
  const { to, content, attemptId, quotes, mediaId } = message;
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...recipientOf(to),
    // A reaction cannot quote (Meta, "Contextual replies").
    ...(quotes === undefined || content.type === "reaction"
      ? {}
      : { context: { message_id: quotes } }),
    biz_opaque_callback_data: attemptId,
    ...rendererOf<[mediaId: string | undefined], object>(renderers, content)?.(content, mediaId),
  };
}

/** Marks a message as read. */
export function readReceipt(wamid: string): object {
  return { messaging_product: "whatsapp", status: "read", message_id: wamid };
}

/** Marks a message as read, and shows for up to 25 s that an answer is being written. */
export function typingIndicator(wamid: string): object {
  return { ...readReceipt(wamid), typing_indicator: { type: "text" } };
}

/**
 * A number with its plus sign: without one, Meta puts the business's own country code before it
 * (Meta, "Send messages").
 */
function recipientOf(alias: Alias): { to: string } | { recipient: string } {
  if (alias.kind === "bsuid") return { recipient: alias.value };
  return { to: `+${alias.value.replace(/^\+/, "")}` };
}

const renderers: Renderers<"B", [mediaId: string | undefined], object> = {
  text: ({ body, preview = false }) => ({ type: "text", text: { preview_url: preview, body } }),
  image: file,
  video: file,
  audio: file,
  document: file,
  sticker: file,
  location: ({ latitude, longitude, name, address }) => ({
    type: "location",
    location: { latitude, longitude, ...given({ name, address }) },
  }),
  contacts: ({ contacts }) => ({ type: "contacts", contacts: contacts.map(card) }),
  // An empty emoji takes the reaction back.
  reaction: ({ to, emoji = "" }) => ({ type: "reaction", reaction: { message_id: to, emoji } }),
  buttons: ({ buttons, ...texts }) =>
    interactive("button", texts, {
      buttons: buttons.map(({ id, title }) => ({ type: "reply", reply: { id, title } })),
    }),
  list: ({ button, sections, ...texts }) =>
    interactive("list", texts, {
      button,
      sections: sections.map(({ title, rows }) => ({
        ...given({ title }),
        rows: rows.map(({ id, title: row, description }) => ({
          id,
          title: row,
          ...given({ description }),
        })),
      })),
    }),
  link: ({ label, url, ...texts }) =>
    interactive("cta_url", texts, {
      name: "cta_url",
      parameters: { display_text: label, url },
    }),
  "location-request": ({ body }) =>
    interactive("location_request_message", { body }, { name: "send_location" }),
  template: (content) => ({ type: "template", template: templateObject(content) }),
};

function file(
  { type, media, caption, filename, voice }: MediaContent & { readonly type: MediaType },
  mediaId: string | undefined,
): object {
  const id = media.at === "meta" ? media.mediaId : mediaId;
  if (id === undefined) throw new StatedError(`The ${type} has no media id: it is uploaded first.`);
  return { type, [type]: { id, ...given({ caption, filename, voice }) } };
}

interface Texts {
  readonly header?: string;
  readonly body: string;
  readonly footer?: string;
}

function interactive(type: string, { header, body, footer }: Texts, action: object): object {
  return {
    type: "interactive",
    interactive: {
      type,
      ...(header === undefined ? {} : { header: { type: "text", text: header } }),
      body: { text: body },
      ...(footer === undefined ? {} : { footer: { text: footer } }),
      action,
    },
  };
}

/** Meta wants one more part of the name than `formatted_name`; a wrong guess shows nowhere. */
function card({ name, phones, emails = [], organisation }: ContactCard): object {
  return {
    name: { formatted_name: name, first_name: name },
    phones: phones.map((phone) => ({ phone })),
    ...(emails.length === 0 ? {} : { emails: emails.map((email) => ({ email })) }),
    ...(organisation === undefined ? {} : { org: { company: organisation } }),
  };
}

/** What is given, without the members that are not. */
function given(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
