import * as v from "valibot";
import { type InboundItem, ignored } from "../../domain/message/inbound-item";
import { readOrQuarantine } from "../item-by-item";
import {
  type Arrival,
  maybeList,
  maybePart,
  maybeSeconds,
  maybeText,
  parseJson,
  publishedMessage,
  readAs,
  UnreadablePayloadError,
} from "../payload";
import { isAccountField, readAccountChange, readAccountError } from "./whatsapp-account";
import { readWebhookMessage } from "./whatsapp-message";
import { readUserIdUpdate, readUserPreference } from "./whatsapp-person";
import { areOfOneMessage, readWebhookStatus } from "./whatsapp-status";
import {
  addressee,
  contactsIn,
  metadata,
  type OurWhatsAppNumber,
  type Webhook,
} from "./whatsapp-webhook";

/*
 * AWS End User Messaging Social user guide, message and event format: an entry of Meta's webhook is
 * a JSON string in the event. That `messageId` is AWS's id of the message that a status is about,
 * and that inbound messages have none, is seen in examples: unverified.
 */
const socialEvent = v.object({
  whatsAppWebhookEntry: v.union([v.string(), v.looseObject({})]),
  messageId: maybeText,
  context: maybePart({ MetaPhoneNumberIds: maybeList }),
});

const phoneNumberId = v.object({ metaPhoneNumberId: maybeText });

const entry = v.object({
  time: maybeSeconds,
  changes: v.optional(v.unknown()),
});

const change = v.object({ field: maybeText, value: v.optional(v.unknown()) });

/**
 * Reads one event of End User Messaging Social into what it tells, in its order: all of it, item by
 * item. Never throws.
 */
export function readWhatsAppEvent(
  arrival: Arrival,
  ours: OurWhatsAppNumber,
): readonly InboundItem[] {
  const what = "A WhatsApp event";
  return readOrQuarantine(arrival.body, () => {
    const { message, reachedAt } = publishedMessage(arrival, what);
    const event = readAs(socialEvent, message, what);
    const entryText = event.whatsAppWebhookEntry;
    const entryWhat = "The webhook entry of a WhatsApp event";
    const parsed = typeof entryText === "string" ? parseJson(entryText, entryWhat) : entryText;
    const { time, changes } = readAs(entry, parsed, entryWhat);
    if (typeof changes !== "object" || changes === null)
      throw new UnreadablePayloadError(`${entryWhat} has no changes.`);
    const webhook: Webhook = {
      ours,
      awsMessageId: event.messageId,
      numberIds: (event.context?.MetaPhoneNumberIds ?? [])
        .map((one) => v.safeParse(phoneNumberId, one))
        .map(({ success, output }) => (success ? output.metaPhoneNumberId : undefined))
        .filter((id) => id !== undefined),
      entryTime: time,
      reachedAt,
      now: arrival.now,
    };
    return [changes].flat().flatMap((one) => readOrQuarantine(one, () => readChange(one, webhook)));
  });
}

function readChange(raw: unknown, webhook: Webhook): readonly InboundItem[] {
  const { field = "messages", value } = readAs(change, raw, "A change in a WhatsApp event");
  if (isAccountField(field))
    return [{ kind: "account", event: readAccountChange(field, value, webhook) }];
  if (!Object.hasOwn(fieldReaders, field)) return [ignored("unknown-kind", field)];
  return fieldReaders[field as keyof typeof fieldReaders](value, webhook);
}

/** The fields that are about people and messages; those of the account stand in their own table. */
const fieldReaders = {
  messages: readMessagesValue,
  user_preferences: (value, webhook) =>
    readList("user_preferences", value, webhook, readUserPreference),
  user_id_update: (value, webhook) => readList("user_id_update", value, webhook, readUserIdUpdate),
} as const satisfies Readonly<
  Record<string, (value: unknown, webhook: Webhook) => readonly InboundItem[]>
>;

export const metaPersonFields = Object.keys(fieldReaders);

const messagesValue = v.object({
  metadata,
  contacts: v.optional(v.unknown()),
  messages: maybeList,
  statuses: maybeList,
  errors: maybeList,
});

function readMessagesValue(value: unknown, webhook: Webhook): readonly InboundItem[] {
  const parsed = readAs(messagesValue, value, "The value of a change in a WhatsApp event");
  const { messages, statuses, errors } = parsed;
  const to = addressee(parsed.metadata, webhook);
  if (to === "another")
    return [...messages, ...statuses].map(() => ignored("another-number", "messages"));
  const contacts = contactsIn(parsed.contacts);
  const isAlone = areOfOneMessage(statuses);
  return [
    ...messages.flatMap((one) =>
      readOrQuarantine({ ...parsed, messages: [one], statuses: [] }, () => {
        if (to === "untold")
          throw new UnreadablePayloadError("A WhatsApp message does not say to which number.");
        return [readWebhookMessage(one, contacts, webhook)];
      }),
    ),
    ...statuses.flatMap((one) =>
      readOrQuarantine({ ...parsed, messages: [], statuses: [one] }, () => [
        readWebhookStatus(one, isAlone, webhook),
      ]),
    ),
    ...errors.map(
      (one): InboundItem => ({
        kind: "account",
        event: readAccountError(one, webhook),
      }),
    ),
  ];
}

function readList(
  field: string,
  value: unknown,
  webhook: Webhook,
  read: (raw: unknown, webhook: Webhook) => InboundItem,
): readonly InboundItem[] {
  const shape = v.object({ metadata, [field]: maybeList });
  const parsed = readAs(shape, value, "The value of a change in a WhatsApp event");
  const list = parsed[field] as readonly unknown[];
  if (addressee(parsed.metadata as v.InferOutput<typeof metadata>, webhook) === "another")
    return list.map(() => ignored("another-number", field));
  return list.flatMap((one) => readOrQuarantine(one, () => [read(one, webhook)]));
}
