import * as v from "valibot";
import { isPhoneNumber, type PhoneNumber } from "../../phones/phone-number";

/** What a recorded SNS message of AWS End User Messaging Social says about itself. */
export interface RecordedEvent {
  /** As it was recorded. */
  readonly envelope: string;
  /** The business number that it is about: number B of that account. */
  readonly businessNumber: PhoneNumber;
  readonly metaWabaId: string;
  readonly metaPhoneNumberId: string;
  /** The latest time in it; milliseconds since the epoch. */
  readonly at: number;
  readonly messages: readonly RecordedMessage[];
}

export interface RecordedMessage {
  readonly id: string;
  /** Absent for a person who hides the number behind a username. */
  readonly from?: PhoneNumber;
  readonly bsuid?: string;
  readonly profileName?: string;
  /** Undefined when it is not text. */
  readonly text?: string;
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Masked ids of old recordings are taken as they are.
 * @throws with one sentence that says what is wrong with the text.
 */
export function readRecordedEvent(text: string): RecordedEvent {
  const envelope = parse(
    envelopeShape,
    json(text, "The recorded event"),
    "The recorded event is not an event of AWS End User Messaging Social",
  );
  const where = "whatsAppWebhookEntry";
  const entry = parse(
    entryShape,
    json(envelope.whatsAppWebhookEntry, where),
    `${where} is not an entry of a WhatsApp webhook`,
  );
  const values = entry.changes.map(({ value }) => value);
  const metadata = values[0]?.metadata;
  if (!metadata) throw new Error(`${where} has no changes: there is nothing to publish.`);
  const messages = values.flatMap(messagesOf);
  return {
    envelope: text,
    businessNumber: fromDigits(metadata.display_phone_number),
    metaWabaId: entry.id,
    metaPhoneNumberId: metadata.phone_number_id,
    at: Math.max(Date.parse(envelope.message_timestamp), ...messages.map(({ at }) => at)),
    messages,
  };
}

const envelopeShape = v.looseObject({
  whatsAppWebhookEntry: v.string(),
  message_timestamp: v.pipe(
    v.string(),
    v.check((time) => !Number.isNaN(Date.parse(time)), "it is not a time"),
  ),
});

const digits = v.pipe(v.string(), v.regex(/^\d+$/, "it is not a phone number of digits alone"));

const valueShape = v.looseObject({
  metadata: v.looseObject({
    display_phone_number: v.pipe(
      v.string(),
      v.transform((shown) => shown.replace(/\D/g, "")),
      digits,
    ),
    phone_number_id: v.string(),
  }),
  contacts: v.optional(
    v.array(
      v.looseObject({
        wa_id: v.optional(v.string()),
        user_id: v.optional(v.string()),
        profile: v.optional(v.looseObject({ name: v.optional(v.string()) })),
      }),
    ),
    [],
  ),
  messages: v.optional(
    v.array(
      v.looseObject({
        id: v.string(),
        from: v.optional(digits),
        from_user_id: v.optional(v.string()),
        timestamp: digits,
        type: v.string(),
        text: v.optional(v.looseObject({ body: v.string() })),
      }),
    ),
    [],
  ),
});

const entryShape = v.looseObject({
  id: v.string(),
  changes: v.array(v.looseObject({ value: valueShape })),
});

function messagesOf({ contacts, messages }: v.InferOutput<typeof valueShape>): RecordedMessage[] {
  return messages.map((message) => {
    const contact =
      contacts.find(
        ({ wa_id, user_id }) => (wa_id ?? user_id) === (message.from ?? message.from_user_id),
      ) ?? contacts[0];
    return {
      id: message.id,
      kind: message.type,
      at: Number(message.timestamp) * 1000,
      ...(message.from === undefined ? {} : { from: fromDigits(message.from) }),
      ...(message.from_user_id === undefined ? {} : { bsuid: message.from_user_id }),
      ...(contact?.profile?.name === undefined ? {} : { profileName: contact.profile.name }),
      ...(message.text === undefined ? {} : { text: message.text.body }),
    };
  });
}

function fromDigits(text: string): PhoneNumber {
  const number = `+${text}`;
  if (!isPhoneNumber(number))
    throw new Error(`The recorded event has "${text}" where a phone number belongs.`);
  return number;
}

function json(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${what} is not JSON, or was cut short: ${reason}.`);
  }
}

function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  problem: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new Error(`${problem}: at ${v.getDotPath(issue) ?? "its root"}, ${issue.message}.`);
}
