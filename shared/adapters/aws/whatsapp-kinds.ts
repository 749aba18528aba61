import * as v from "valibot";
import type { ContactCard, InboundContent, MediaType } from "../../domain/content/content";
import { type IgnoredReason, providerWord } from "../../domain/message/inbound-item";
import {
  maybeFlag,
  maybeList,
  maybeNumber,
  maybePart,
  maybeSeconds,
  maybeText,
  told,
} from "../payload";
import { aliasesOf, isSomebody, type PersonDetail } from "./whatsapp-webhook";

const media = maybePart({
  id: maybeText,
  mime_type: maybeText,
  caption: maybeText,
  filename: maybeText,
  voice: maybeFlag,
});
const choice = maybePart({ id: maybeText, title: maybeText, description: maybeText });
const changed = maybePart({ original_message_id: maybeText });

/** Meta, WhatsApp Cloud API, webhook reference, `messages`: the page of each kind. */
export const webhookMessage = v.object({
  id: maybeText,
  type: maybeText,
  from: maybeText,
  from_user_id: maybeText,
  group_id: maybeText,
  timestamp: maybeSeconds,
  context: maybePart({ id: maybeText }),
  text: maybePart({ body: maybeText }),
  image: media,
  video: media,
  audio: media,
  document: media,
  sticker: media,
  location: maybePart({
    latitude: maybeNumber,
    longitude: maybeNumber,
    name: maybeText,
    address: maybeText,
  }),
  contacts: v.optional(v.unknown()),
  button: maybePart({ text: maybeText, payload: maybeText }),
  interactive: maybePart({
    type: maybeText,
    button_reply: choice,
    list_reply: choice,
    nfm_reply: maybePart({ name: maybeText, response_json: v.optional(v.unknown()) }),
    call_permission_reply: maybePart({}),
  }),
  reaction: maybePart({ message_id: maybeText, emoji: maybeText }),
  order: maybePart({ product_items: maybeList, text: maybeText }),
  edit: maybePart({
    original_message_id: maybeText,
    message: maybePart({ text: maybePart({ body: maybeText }) }),
  }),
  revoke: changed,
  system: maybePart({
    type: maybeText,
    wa_id: maybeText,
    new_wa_id: maybeText,
    user_id: maybeText,
    previous_user_id: maybeText,
  }),
  unsupported: maybePart({ type: maybeText }),
});

export type WebhookMessage = v.InferOutput<typeof webhookMessage>;

/** What a kind of message comes to; undefined where it lacks what it is about. */
export type Reading =
  | { readonly content: InboundContent }
  | { readonly person: PersonDetail; readonly formerUserId?: string | undefined }
  | { readonly ignored: IgnoredReason }
  | undefined;

type Reader = (message: WebhookMessage) => Reading;

/** What a message comes to, by its kind. */
export function readingOf(one: WebhookMessage): Reading {
  const kind = kindOf(one);
  return Object.hasOwn(readers, kind) ? readers[kind as MetaMessageKind](one) : unsupported(kind);
}

/** A message that does not say its type is of the kind whose part it has. */
export function kindOf(one: WebhookMessage): string {
  const present = Object.keys(readers).find((kind) => one[kind as keyof WebhookMessage]);
  return one.type ?? present ?? "untold";
}

const mediaOf =
  (type: MediaType): Reader =>
  (one) => {
    const file = one[type];
    if (file?.id === undefined) return undefined;
    const { caption, filename, voice } = file;
    return {
      content: {
        type,
        media: { at: "meta", mediaId: file.id, ...told({ mimeType: file.mime_type }) },
        ...told({ caption, filename, voice }),
      },
    };
  };

const nothingToDo: Reading = { ignored: "nothing-to-do" };

/** Every type that Meta documents, and `request_welcome`, which only payloads show. */
const readers = {
  text: ({ text }) => {
    if (text?.body === undefined) return undefined;
    return text.body.trim() ? { content: { type: "text", body: text.body } } : unsupported("empty");
  },
  image: mediaOf("image"),
  video: mediaOf("video"),
  audio: mediaOf("audio"),
  document: mediaOf("document"),
  sticker: mediaOf("sticker"),
  location: ({ location }) => {
    const { latitude, longitude, name, address } = location ?? {};
    if (latitude === undefined || longitude === undefined) return undefined;
    return { content: { type: "location", latitude, longitude, ...told({ name, address }) } };
  },
  contacts: ({ contacts }) => ({ content: { type: "contacts", contacts: cardsIn(contacts) } }),
  button: ({ button }) => choiceOf({ id: button?.payload, title: button?.text }),
  interactive: (one) => {
    const kinds = Object.keys(interactiveReaders) as (keyof typeof interactiveReaders)[];
    const kind = kinds.find((name) => one.interactive?.type === name || one.interactive?.[name]);
    return kind ? interactiveReaders[kind](one) : unsupported(one.interactive?.type);
  },
  reaction: ({ reaction }) =>
    changeOf(reaction?.message_id, reaction?.emoji ? "reacted" : "reaction-removed"),
  order: ({ order }) => ({
    content: {
      type: "order",
      itemCount: quantityOf(order?.product_items ?? []),
      ...told({ text: order?.text || undefined }),
    },
  }),
  edit: ({ edit }) => changeOf(edit?.original_message_id, "edited", edit?.message?.text?.body),
  revoke: ({ revoke }) => changeOf(revoke?.original_message_id, "deleted"),
  system: (one) => {
    const kind = one.system?.type ?? "";
    return Object.hasOwn(systemReaders, kind)
      ? systemReaders[kind as keyof typeof systemReaders](one)
      : { ignored: "unknown-kind" };
  },
  request_welcome: () => nothingToDo,
  // An edit where the account's version of the webhook has no `edit` yet: seen in payloads.
  unsupported: (one) =>
    one.unsupported?.type === "edit" ? nothingToDo : unsupported(one.unsupported?.type),
} as const satisfies Readonly<Record<string, Reader>>;

export type MetaMessageKind = keyof typeof readers;
export const metaMessageKinds = Object.keys(readers) as readonly MetaMessageKind[];

const interactiveReaders = {
  button_reply: ({ interactive }) => choiceOf(interactive?.button_reply),
  list_reply: ({ interactive }) => choiceOf(interactive?.list_reply),
  nfm_reply: ({ interactive }) => {
    const { name, response_json: response } = interactive?.nfm_reply ?? {};
    if (response === undefined || response === null) return undefined;
    const text = typeof response === "string" ? response : JSON.stringify(response);
    return { content: { type: "form-reply", response: text, ...told({ name }) } };
  },
  call_permission_reply: () => nothingToDo,
} as const satisfies Readonly<Record<string, Reader>>;

/** Meta, webhook reference, system messages; the first of each pair is how it was called before. */
const systemReaders = {
  customer_changed_number: numberChange,
  user_changed_number: numberChange,
  user_changed_user_id: ({ system }) => movedTo(aliasesOf(undefined, system?.user_id), system),
  customer_identity_changed: () => nothingToDo,
} as const satisfies Readonly<Record<string, Reader>>;

function numberChange({ system }: WebhookMessage): Reading {
  return movedTo(aliasesOf(system?.wa_id ?? system?.new_wa_id, system?.user_id), system);
}

function movedTo(to: ReturnType<typeof aliasesOf>, system: WebhookMessage["system"]): Reading {
  if (!isSomebody(to)) return undefined;
  return { person: { kind: "aliases-changed", to }, formerUserId: system?.previous_user_id };
}

function changeOf(
  providerMessageId: string | undefined,
  change: "deleted" | "edited" | "reacted" | "reaction-removed",
  text?: string,
): Reading {
  if (providerMessageId === undefined) return undefined;
  return { person: { kind: "message-changed", change, providerMessageId, ...told({ text }) } };
}

/** Of a button the words count; where only what we gave it is told, that stands for them. */
function choiceOf(
  tapped: { readonly [Part in "id" | "title" | "description"]?: string | undefined } | undefined,
): Reading {
  const title = tapped?.title ?? tapped?.id;
  if (title === undefined) return undefined;
  return {
    content: {
      type: "choice",
      title,
      ...told({ id: tapped?.id, description: tapped?.description }),
    },
  };
}

function unsupported(kind: string | undefined): Reading {
  return { content: { type: "unsupported", kind: providerWord(kind) } };
}

const card = v.object({
  name: maybePart({ formatted_name: maybeText, first_name: maybeText, last_name: maybeText }),
  phones: maybeList,
  emails: maybeList,
  org: maybePart({ company: maybeText }),
});

function cardsIn(contacts: unknown): ContactCard[] {
  return v.parse(maybeList, contacts).map((one) => {
    const { name, phones = [], emails = [], org } = v.is(card, one) ? v.parse(card, one) : {};
    const parts = [name?.first_name, name?.last_name].filter((part) => part !== undefined);
    const addresses = membersOf(emails, "email");
    return {
      name: name?.formatted_name ?? parts.join(" "),
      phones: membersOf(phones, "phone"),
      ...(addresses.length > 0 ? { emails: addresses } : {}),
      ...told({ organisation: org?.company }),
    };
  });
}

function membersOf(list: readonly unknown[], name: string): string[] {
  return list
    .map((one) => v.safeParse(v.object({ [name]: maybeText }), one))
    .map(({ success, output }) => (success ? output[name] : undefined))
    .filter((text) => text !== undefined);
}

function quantityOf(items: readonly unknown[]): number {
  return items
    .map((one) => v.safeParse(v.object({ quantity: maybeNumber }), one))
    .reduce((sum, { success, output }) => sum + ((success && output.quantity) || 1), 0);
}
