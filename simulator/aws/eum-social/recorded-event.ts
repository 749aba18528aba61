import * as v from "valibot";
import { isPhoneNumber, type PhoneNumber } from "../../phones/phone-number";
import { openRecording, parse, type RecordedPiece } from "./recorded-forms";

/** What somebody recorded of a WhatsApp Business Account's events. */
export interface RecordedEvent {
  /** What there is to publish, in its order. */
  readonly envelopes: readonly RecordedEnvelope[];
  /** The first that is named in it; account and template events name none. */
  readonly businessNumber?: PhoneNumber;
  /** Meta's ids, where the recording has them. */
  readonly metaWabaId?: string;
  readonly metaPhoneNumberId?: string;
  readonly people: readonly RecordedPerson[];
  readonly messages: readonly RecordedMessage[];
  /** The latest time in it, milliseconds since the epoch; absent where it has none. */
  readonly at?: number;
}

export interface RecordedEnvelope {
  /** As AWS published it; absent where Meta's webhook was recorded, which has no envelope. */
  readonly text?: string;
  /** Meta's webhook entry; without an `id` where less than an entry was recorded. */
  readonly entry: Entry;
  readonly businessNumber?: PhoneNumber;
  readonly metaWabaId?: string;
  readonly metaPhoneNumberId?: string;
  /** The files that its messages name by their ids at Meta; absent where there are none. */
  readonly media?: readonly RecordedMedia[];
}

export interface RecordedMedia {
  readonly id: string;
  readonly mimeType: string;
}

export interface RecordedPerson {
  /** Absent for a person who hides it behind a username. */
  readonly number?: PhoneNumber;
  readonly bsuid?: string;
  readonly name?: string;
  /** The business's number, for who wrote. */
  readonly wroteTo?: PhoneNumber;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface RecordedMessage {
  readonly id: string;
  readonly kind: string;
  /** Undefined when it is not text. */
  readonly text?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Takes what people really record: the message that AWS published, an SNS notification of it, a
 * Lambda event of SQS or SNS that wraps that, a webhook of Meta, an entry or value of one. Masked
 * ids of old recordings are taken as they are.
 * @throws with one sentence that says what is wrong with the text.
 */
export function readRecordedEvent(text: string): RecordedEvent {
  // Some editors put a byte order mark in front of a file.
  const bare = text.replace(/^\uFEFF/, "");
  if (bare.trim() === "") throw new Error("The recorded event is empty.");
  const pieces = openRecording(bare);
  if (pieces.length === 0)
    throw new Error("The recorded event holds nothing: there is nothing to publish.");
  const envelopes = pieces.map(readPiece);
  const messages = envelopes.flatMap(({ changes }) => changes.flatMap(messagesOf));
  const times = envelopes.flatMap(({ times }) => times);
  const first = <Name extends "businessNumber" | "metaWabaId" | "metaPhoneNumberId">(
    name: Name,
  ) => {
    const value = envelopes.find(({ envelope }) => envelope[name] !== undefined)?.envelope[name];
    return value === undefined ? {} : { [name]: value };
  };
  return {
    envelopes: envelopes.map(({ envelope }) => envelope),
    ...first("businessNumber"),
    ...first("metaWabaId"),
    ...first("metaPhoneNumberId"),
    people: envelopes.flatMap(({ changes }) => changes.flatMap(peopleOf)),
    messages: messages.map(({ id, type, text, timestamp }) => ({
      id,
      kind: type,
      at: Number(timestamp) * 1000,
      ...(text === undefined ? {} : { text: text.body }),
    })),
    ...(times.length === 0 ? {} : { at: Math.max(...times) }),
  };
}

const digits = v.pipe(v.string(), v.regex(/^\d+$/, "it is not a phone number of digits alone"));

/** Epoch seconds: a string in messages and statuses, a number in the rest. */
const seconds = v.pipe(
  v.union([v.string(), v.number()], "it is not a time"),
  v.transform(String),
  v.regex(/^\d+$/, "it is not a time in seconds since 1970"),
  v.check(
    (text) => text.length < 12,
    ({ input }) =>
      `it is ${input}, a time in milliseconds, and WhatsApp gives seconds (${input.slice(0, 10)})`,
  ),
  v.check(
    (text) => /^[1-9]\d{9}$/.test(text),
    ({ input }) => `it is ${input}, and a time in seconds since 1970 has ten digits`,
  ),
);

const shownNumber = v.pipe(
  v.string(),
  v.transform((shown) => shown.replace(/\D/g, "")),
  digits,
);

const contact = v.looseObject({
  wa_id: v.optional(v.string()),
  user_id: v.optional(v.string()),
  profile: v.optional(v.looseObject({ name: v.optional(v.string()) })),
});

const message = v.looseObject({
  id: v.string(),
  from: v.optional(digits),
  from_user_id: v.optional(v.string()),
  timestamp: seconds,
  type: v.string(),
  text: v.optional(v.looseObject({ body: v.string() })),
});

const status = v.looseObject({ id: v.string(), status: v.string(), timestamp: seconds });

const metadata = v.looseObject({ display_phone_number: shownNumber, phone_number_id: v.string() });

/** Values of the fields that are about a phone number's messages; all others are taken loosely. */
const messagesValue = v.looseObject({
  metadata,
  contacts: v.optional(v.array(contact), []),
  messages: v.optional(v.array(message), []),
  statuses: v.optional(v.array(status), []),
});

const otherValue = v.looseObject({
  metadata: v.optional(metadata),
  display_phone_number: v.optional(shownNumber),
});

const messagesChange = v.looseObject({ field: v.literal("messages"), value: messagesValue });
const otherChange = v.looseObject({ field: v.string(), value: otherValue });

const change = v.lazy((input): typeof messagesChange | typeof otherChange =>
  (input as { readonly field?: unknown } | null)?.field === "messages"
    ? messagesChange
    : otherChange,
);

const entryShape = v.looseObject({
  id: v.optional(v.string()),
  time: v.optional(seconds),
  changes: v.pipe(v.array(change), v.minLength(1, "it has no changes")),
});

type Entry = Readonly<Record<string, unknown>>;
type Change = v.InferOutput<typeof change>;
type MessagesValue = v.InferOutput<typeof messagesValue>;

function readPiece({ text, publishedAt, entry, place }: RecordedPiece) {
  const { id, time, changes } = parse(entryShape, entry, `${place} is not an entry of a webhook`);
  const named = changes.map(({ value }) => value.metadata).find((each) => each !== undefined);
  const number = named?.display_phone_number ?? changes.map(shownIn).find((each) => each);
  const values = changes.map(messagesValueOf);
  const media = values.flatMap(({ messages }) => messages.flatMap(mediaOf));
  const envelope: RecordedEnvelope = {
    entry: entry as Entry,
    ...(text === undefined ? {} : { text }),
    ...(id === undefined ? {} : { metaWabaId: id }),
    ...(number === undefined ? {} : { businessNumber: fromDigits(number) }),
    ...(named === undefined ? {} : { metaPhoneNumberId: named.phone_number_id }),
    ...(media.length === 0 ? {} : { media }),
  };
  const inside = values
    .flatMap(({ messages, statuses }) => [...messages, ...statuses])
    .map(({ timestamp }) => timestamp);
  const times = [...(time === undefined ? [] : [time]), ...inside].map(
    (each) => Number(each) * 1000,
  );
  return {
    envelope,
    changes: values,
    times: [...times, ...(publishedAt === undefined ? [] : [publishedAt])],
  };
}

function shownIn({ value }: Change): string | undefined {
  return "display_phone_number" in value && typeof value.display_phone_number === "string"
    ? value.display_phone_number
    : undefined;
}

type Spoken = Pick<MessagesValue, "contacts" | "messages" | "statuses"> & {
  readonly businessNumber: PhoneNumber | undefined;
};

function messagesValueOf({ field, value }: Change): Spoken {
  if (field !== "messages")
    return { contacts: [], messages: [], statuses: [], businessNumber: undefined };
  const { contacts, messages, statuses, metadata } = value as MessagesValue;
  const businessNumber = fromDigits(metadata.display_phone_number);
  return { contacts, messages, statuses, businessNumber };
}

function messagesOf({ messages }: Spoken): MessagesValue["messages"] {
  return messages;
}

const mediaShape = v.looseObject({ id: v.string(), mime_type: v.string() });

function mediaOf(message: MessagesValue["messages"][number]): RecordedMedia[] {
  const { success, output } = v.safeParse(mediaShape, message[message.type]);
  return success ? [{ id: output.id, mimeType: output.mime_type }] : [];
}

function peopleOf({ contacts, messages, businessNumber }: Spoken): RecordedPerson[] {
  return messages.map(({ from, from_user_id: bsuid, timestamp }) => {
    const contact =
      contacts.find(({ wa_id, user_id }) => (wa_id ?? user_id) === (from ?? bsuid)) ?? contacts[0];
    const name = contact?.profile?.name;
    return {
      at: Number(timestamp) * 1000,
      ...(businessNumber === undefined ? {} : { wroteTo: businessNumber }),
      ...(from === undefined ? {} : { number: fromDigits(from) }),
      ...(bsuid === undefined ? {} : { bsuid }),
      ...(name === undefined ? {} : { name }),
    };
  });
}

function fromDigits(text: string): PhoneNumber {
  const number = `+${text}`;
  if (!isPhoneNumber(number))
    throw new Error(`The recorded event has "${text}" where a phone number belongs.`);
  return number;
}
