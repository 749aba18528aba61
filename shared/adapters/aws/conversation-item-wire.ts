import * as v from "valibot";
import type { ConversationItem, SendItem } from "../../domain/message/conversation-item";
import type { InboundMessage } from "../../domain/message/message";
import { parseJson, readAs, UnreadablePayloadError } from "../payload";

/*
 * The reading side of the conversation queue, apart from the writing one: the functions that write
 * to the queue would otherwise carry these schemas in their bundles. A dead-letter queue keeps
 * items for 14 days, across deployments: each released version is read for good.
 */

const text = v.pipe(v.string(), v.minLength(1));
const alias = v.looseObject({ kind: v.picklist(["phone", "waId", "bsuid"]), value: text });
const aliases = v.pipe(v.array(alias), v.minLength(1));
const source = {
  channel: v.picklist(["whatsapp", "sms"]),
  provider: v.picklist(["aws", "twilio"]),
};

const message = v.looseObject({
  ...source,
  providerMessageId: text,
  businessNumber: text,
  from: aliases,
  content: v.looseObject({ type: text }),
  writtenAt: v.number(),
  receivedAt: v.number(),
});

const wakeUp = v.looseObject({
  kind: v.literal("wake-up"),
  wakeUp: v.looseObject({
    about: v.picklist(["attempt", "look-up"]),
    messageId: text,
    group: text,
    queue: v.picklist(["conversation", "sends"]),
    dueAt: v.number(),
  }),
});

const item = v.variant("kind", [
  v.looseObject({ kind: v.literal("inbound"), message }),
  v.looseObject({
    kind: v.literal("person"),
    event: v.looseObject({ ...source, kind: text, eventId: text, who: aliases, at: v.number() }),
  }),
  v.looseObject({
    kind: v.literal("undelivered"),
    event: v.looseObject({ ...source, providerMessageIds: v.array(text), status: text }),
  }),
  wakeUp,
]);

/** The first release: no version, no time of writing, texts and unsupported kinds only. */
const firstItem = v.looseObject({
  kind: v.literal("inbound"),
  message: v.looseObject({
    ...message.entries,
    writtenAt: v.optional(v.undefined()),
    sentAt: v.optional(v.number()),
  }),
});

const readers: Readonly<Record<number, (value: unknown) => ConversationItem>> = {
  0: (value) => {
    const { message: first } = readAs(firstItem, value, what);
    const { sentAt, ...rest } = first;
    const writtenAt = sentAt ?? first.receivedAt;
    return { kind: "inbound", message: { ...rest, writtenAt } as unknown as InboundMessage };
  },
  1: (value) => readAs(item, value, what) as unknown as ConversationItem,
};

const what = "A conversation item";

/** @throws UnreadablePayloadError when the body is no item of any version. */
export function readConversationItem(sqsBody: string): ConversationItem {
  const value = parseJson(sqsBody, what);
  const { v: version } = readAs(v.looseObject({ v: v.optional(v.number(), 0) }), value, what);
  const read = readers[version];
  if (!read) throw new UnreadablePayloadError(`${what} has version ${version}, which is unknown.`);
  return read(value);
}

const sendItem = v.variant("kind", [
  v.looseObject({ kind: v.literal("request"), messageId: text }),
  wakeUp,
]);

/** @throws UnreadablePayloadError when the body is no item of the queue of what is to be sent. */
export function readSendItem(sqsBody: string): SendItem {
  const name = "An item to send";
  return readAs(sendItem, parseJson(sqsBody, name), name) as unknown as SendItem;
}
