import * as v from "valibot";

/** One entry of a recording, and the envelope that it came in. */
export interface RecordedPiece {
  readonly text?: string;
  readonly publishedAt?: number;
  readonly entry: unknown;
  /** Names the entry in a sentence. */
  readonly place: string;
}

interface Where {
  /** The JSON as it was recorded. */
  readonly text: string;
  readonly place: string;
}

interface Form {
  readonly is: (value: Loose) => boolean;
  readonly open: (value: Loose, where: Where) => readonly RecordedPiece[];
}

type Loose = Readonly<Record<string, unknown>>;

/** What can be recorded, from the outside in; the first form that fits is taken. */
const forms: readonly Form[] = [
  {
    is: (value) => value.whatsAppWebhookEntry !== undefined,
    open: (value, { text }) => [openEnvelope(value, text)],
  },
  {
    is: ({ Type, Message }) => Type === "Notification" && typeof Message === "string",
    open: ({ Message }, { place }) => openText(Message as string, `${place}'s Message`),
  },
  {
    is: ({ Records }) => Array.isArray(Records),
    open: ({ Records }) =>
      (Records as readonly unknown[]).flatMap((record, index) =>
        openText(recordBody(record, `Records[${index}]`), `Records[${index}]`),
      ),
  },
  {
    is: ({ object, entry }) => object === "whatsapp_business_account" && Array.isArray(entry),
    open: ({ entry }) =>
      (entry as readonly unknown[]).map((each, index) => ({
        entry: each,
        place: `entry[${index}]`,
      })),
  },
  {
    is: ({ changes }) => Array.isArray(changes),
    open: (entry, { place }) => [{ entry, place }],
  },
  {
    is: ({ field, value }) => typeof field === "string" && typeof value === "object",
    open: (change, { place }) => [{ entry: { changes: [change] }, place }],
  },
  {
    is: (value) => fieldOf(value) !== undefined,
    open: (value, { place }) => [{ entry: { changes: [{ value, field: fieldOf(value) }] }, place }],
  },
];

/**
 * The `field` of a value that was recorded alone, by a member that no other field's value has
 * (Meta, Cloud API, webhook reference).
 */
const fieldByMember = {
  user_preferences: "user_preferences",
  messages: "messages",
  statuses: "messages",
  metadata: "messages",
  new_quality_score: "message_template_quality_update",
  new_category: "template_category_update",
  message_template_element: "message_template_components_update",
  message_template_id: "message_template_status_update",
  display_phone_number: "phone_number_quality_update",
  max_daily_conversations_per_business: "business_capability_update",
  event: "account_update",
} as const;

function fieldOf(value: Loose): string | undefined {
  const name = Object.keys(fieldByMember).find((member) => value[member] !== undefined);
  return name === undefined ? undefined : fieldByMember[name as keyof typeof fieldByMember];
}

/** @throws with one sentence for what is no recording of such an event. */
export function openRecording(text: string): readonly RecordedPiece[] {
  return openText(text, "The recorded event");
}

function open(value: unknown, where: Where): readonly RecordedPiece[] {
  const loose = typeof value === "object" && value !== null ? (value as Loose) : {};
  const form = forms.find(({ is }) => is(loose));
  if (form) return form.open(loose, where);
  throw new Error(
    `${where.place} is not an event of AWS End User Messaging Social, ` +
      "nor an SNS notification or Lambda event with one, nor a WhatsApp webhook of Meta.",
  );
}

function openText(text: string, place: string): readonly RecordedPiece[] {
  return open(json(text, place), { text, place });
}

/** Of an SQS record or an SNS record of a Lambda event. */
function recordBody(record: unknown, place: string): string {
  const { body, Sns } = parse(lambdaRecord, record, `${place} is no record of a Lambda event`);
  const text = body ?? Sns?.Message;
  if (text !== undefined) return text;
  throw new Error(
    `${place} is a record neither of SQS nor of SNS: it has no body, no Sns.Message.`,
  );
}

const lambdaRecord = v.looseObject({
  body: v.optional(v.string()),
  Sns: v.optional(v.looseObject({ Message: v.string() })),
});

const envelopeShape = v.looseObject({
  whatsAppWebhookEntry: v.string(),
  message_timestamp: v.pipe(
    v.string(),
    v.check((time) => !Number.isNaN(Date.parse(time)), "it is not a time"),
  ),
});

function openEnvelope(value: Loose, text: string): RecordedPiece {
  const envelope = parse(
    envelopeShape,
    value,
    "The recorded event is not an event of AWS End User Messaging Social",
  );
  const place = "whatsAppWebhookEntry";
  return {
    text,
    publishedAt: Date.parse(envelope.message_timestamp),
    entry: json(envelope.whatsAppWebhookEntry, place),
    place,
  };
}

export function json(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${what} is not JSON, or was cut short: ${reason}.`);
  }
}

/** @throws with one sentence that begins with the problem. */
export function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  problem: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new Error(`${problem}: at ${v.getDotPath(issue) ?? "its root"}, ${issue.message}.`);
}
