import type { Alias } from "../../domain/contact/alias";
import {
  type IgnoredReason,
  type InboundItem,
  ignored,
  providerWord,
} from "../../domain/message/inbound-item";
import { readAs, told, UnreadablePayloadError } from "../payload";
import {
  kindOf,
  type Reading,
  readingOf,
  type WebhookMessage,
  webhookMessage,
} from "./whatsapp-kinds";
import {
  aliasesOf,
  contactOf,
  doneAt,
  isSomebody,
  type PersonDetail,
  somebody,
  type Webhook,
  type WebhookContact,
} from "./whatsapp-webhook";

/** One element of `messages`. @throws UnreadablePayloadError when it cannot be told what it is. */
export function readWebhookMessage(
  raw: unknown,
  contacts: readonly WebhookContact[],
  webhook: Webhook,
): InboundItem {
  const one = readAs(webhookMessage, raw, "A WhatsApp message");
  const kind = kindOf(one);
  if (one.group_id !== undefined) return ignored("group", kind);
  const reading = readingOf(one);
  if (reading === undefined)
    throw new UnreadablePayloadError(
      `A WhatsApp message of type ${providerWord(kind)} lacks what makes it one.`,
    );
  if ("ignored" in reading) return ignored(reading.ignored, kind);
  return itemOf(reading, one, contacts, webhook);
}

function itemOf(
  reading: Exclude<Reading, undefined | { readonly ignored: IgnoredReason }>,
  one: WebhookMessage,
  contacts: readonly WebhookContact[],
  webhook: Webhook,
): InboundItem {
  const { id } = one;
  if (id === undefined) throw new UnreadablePayloadError("A WhatsApp message has no id.");
  const sender = contactOf(one, contacts);
  const waId = one.from ?? sender?.wa_id;
  const at = doneAt(one.timestamp, webhook);
  if ("person" in reading) {
    const { person, formerUserId } = reading;
    // In a notice of a change the former user id stands in the notice itself.
    const names = aliasesOf(waId, formerUserId ?? one.from_user_id ?? sender?.user_id);
    const who = somebody(formerOf(names, person), "A notice of WhatsApp");
    return {
      kind: "person",
      event: { channel: "whatsapp", provider: "aws", eventId: id, who, at, ...person },
    };
  }
  const from = aliasesOf(waId, one.from_user_id ?? sender?.user_id);
  if (!isSomebody(from)) {
    if (waId !== undefined) return ignored("unanswerable-sender", one.type);
    throw new UnreadablePayloadError("A WhatsApp message names no sender.");
  }
  return {
    kind: "message",
    message: {
      channel: "whatsapp",
      provider: "aws",
      providerMessageId: id,
      businessNumber: webhook.ours.number,
      from,
      ...told({ profileName: sender?.profile?.name, quotes: one.context?.id }),
      content: reading.content,
      writtenAt: at,
      receivedAt: webhook.reachedAt,
    },
  };
}

/** Of somebody who goes on under other aliases, those that are not among them already. */
function formerOf(names: readonly Alias[], person: PersonDetail): readonly Alias[] {
  if (person.kind !== "aliases-changed") return names;
  return names.filter(({ value }) => person.to.every((next) => next.value !== value));
}
