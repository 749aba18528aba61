import * as v from "valibot";
import type { Alias } from "../../domain/contact/contact";
import type { InboundContent } from "../../domain/content/content";
import { phoneNumber } from "../../domain/message/channel";
import type { InboundMessage } from "../../domain/message/message";
import { e164, epochSecondsText, readAs, UnreadablePayloadError } from "../payload";

/*
 * Meta, WhatsApp Cloud API, "Messages webhooks". Since 2026 a person with a username may have no
 * number in it (Meta, "Business-scoped user IDs"), so every name of a person is optional; one of
 * them must be there.
 */
const message = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1)),
  type: v.string(),
  from: v.optional(v.string()),
  from_user_id: v.optional(v.string()),
  timestamp: v.optional(epochSecondsText),
  text: v.optional(v.looseObject({ body: v.string() })),
  button: v.optional(v.looseObject({ text: v.string() })),
  interactive: v.optional(
    v.looseObject({
      button_reply: v.optional(v.looseObject({ title: v.string() })),
      list_reply: v.optional(v.looseObject({ title: v.string() })),
    }),
  ),
});

type WebhookMessage = v.InferOutput<typeof message>;

const contact = v.looseObject({
  wa_id: v.optional(v.string()),
  user_id: v.optional(v.string()),
  profile: v.optional(v.looseObject({ name: v.optional(v.string()) })),
});

type WebhookContact = v.InferOutput<typeof contact>;

const messagesValue = v.looseObject({
  metadata: v.looseObject({ display_phone_number: v.string() }),
  contacts: v.optional(v.array(contact), []),
  messages: v.array(message),
});

/**
 * Not written by the person but about them, such as a changed number: there is nothing to answer.
 */
const notices = new Set(["system", "request_welcome"]);

export function readWebhookMessages(
  value: { readonly messages?: unknown },
  receivedAt: number,
): { read: InboundMessage[]; ignored: string[] } {
  if (value.messages === undefined) return { read: [], ignored: [] };
  const { metadata, contacts, messages } = readAs(messagesValue, value, "A WhatsApp message");
  const businessNumber = phoneNumber(e164(metadata.display_phone_number));
  const read = messages
    .filter(({ type }) => !notices.has(type))
    .map((one): InboundMessage => {
      const sender = contactOf(one, contacts);
      const profileName = sender?.profile?.name;
      return {
        channel: "whatsapp",
        provider: "aws",
        providerMessageId: one.id,
        businessNumber,
        from: aliasesOf(one, sender),
        ...(profileName ? { profileName } : {}),
        content: contentOf(one),
        ...(one.timestamp === undefined ? {} : { sentAt: one.timestamp }),
        receivedAt,
      };
    });
  return {
    read,
    ignored: messages
      .filter(({ type }) => notices.has(type))
      .map(({ type }) => `message of type ${type}`),
  };
}

function contactOf(
  one: WebhookMessage,
  contacts: readonly WebhookContact[],
): WebhookContact | undefined {
  const named = contacts.find(
    ({ wa_id, user_id }) =>
      (one.from && wa_id === one.from) || (one.from_user_id && user_id === one.from_user_id),
  );
  return named ?? (contacts.length === 1 ? contacts[0] : undefined);
}

function aliasesOf(one: WebhookMessage, sender: WebhookContact | undefined): Alias[] {
  const waId = one.from ?? sender?.wa_id;
  const bsuid = one.from_user_id ?? sender?.user_id;
  const aliases: Alias[] = [
    ...(waId ? [{ kind: "waId" as const, value: waId.replace(/\D/g, "") }] : []),
    ...(bsuid ? [{ kind: "bsuid" as const, value: bsuid }] : []),
  ];
  if (aliases.length === 0)
    throw new UnreadablePayloadError(`WhatsApp message ${one.id} names no sender.`);
  return aliases;
}

/**
 * A tapped button or list row counts as the words on it: that is what the person sees themselves
 * say.
 */
function contentOf(one: WebhookMessage): InboundContent {
  const body =
    one.text?.body ??
    one.button?.text ??
    one.interactive?.button_reply?.title ??
    one.interactive?.list_reply?.title;
  if (body?.trim()) return { type: "text", body };
  return { type: "unsupported", kind: one.type };
}
