import * as v from "valibot";
import { isPhoneNumber, type PhoneNumber } from "../phones/phone-number";
import { type OutboundContent, readContent } from "./outbound-kinds";

/** What a business asks of Meta's Cloud API by `POST /messages`, whoever hands it over. */
export type CloudApiRequest =
  | { readonly kind: "read-receipt"; readonly messageId: string; readonly typing: boolean }
  | CloudApiMessage;

export interface CloudApiMessage {
  readonly kind: "message";
  readonly recipient: Recipient;
  readonly content: OutboundContent;
  /** The message that it answers. */
  readonly replyTo?: string;
  /** Echoed in every status of the message. */
  readonly callbackData?: string;
}

export type Recipient =
  | { readonly by: "number"; readonly digits: string; readonly plus: boolean }
  | { readonly by: "bsuid"; readonly bsuid: string };

/** The text is no message of the Cloud API at all. */
export class NotACloudApiMessage extends Error {
  override readonly name = "NotACloudApiMessage";
}

/**
 * Reads a message as far as it can be one; whether Meta takes it is judged later.
 * @throws NotACloudApiMessage
 */
export function readCloudApiMessage(json: Buffer): CloudApiRequest {
  const value = jsonOf(json);
  const receipt = v.safeParse(readReceipt, value);
  if (receipt.success) {
    const { message_id, typing_indicator } = receipt.output;
    return {
      kind: "read-receipt",
      messageId: message_id,
      typing: typing_indicator !== undefined,
    };
  }
  const group = v.safeParse(groupMessage, value);
  if (group.success) {
    const { to, type } = group.output;
    return {
      kind: "message",
      // A group's id is no person's.
      recipient: { by: "bsuid", bsuid: to },
      content: { type: "not-carried", kind: `${type} to a group` },
    };
  }
  const message = partOf(whatsAppMessage, value);
  const callbackData = message.biz_opaque_callback_data;
  return {
    kind: "message",
    recipient: recipientOf(message),
    content: readContent(message.type, message),
    ...(message.context ? { replyTo: message.context.message_id } : {}),
    ...(callbackData === undefined ? {} : { callbackData }),
  };
}

const readReceipt = v.object({
  messaging_product: v.literal("whatsapp"),
  status: v.literal("read"),
  message_id: v.string(),
  typing_indicator: v.optional(v.object({ type: v.literal("text") })),
});

/** Meta, Groups API, send messages: groups are not simulated. */
const groupMessage = v.looseObject({
  messaging_product: v.literal("whatsapp"),
  recipient_type: v.literal("group"),
  to: v.string(),
  type: v.optional(v.string(), "text"),
});

const whatsAppMessage = v.looseObject({
  messaging_product: v.literal("whatsapp"),
  recipient_type: v.optional(v.literal("individual", "recipient_type is individual or group")),
  to: v.optional(v.pipe(v.string(), v.regex(/^\+?[\d\s()-]+$/, "to is not a phone number"))),
  recipient: v.optional(v.string()),
  type: v.optional(v.string(), "text"),
  context: v.optional(v.looseObject({ message_id: v.string() })),
  biz_opaque_callback_data: v.optional(v.pipe(v.string(), v.maxLength(512))),
});

type Message = v.InferOutput<typeof whatsAppMessage>;

function recipientOf(message: Message): Recipient {
  // With both given the phone number wins (Meta, business-scoped user ids).
  if (message.to !== undefined)
    return {
      by: "number",
      digits: message.to.replace(/\D/g, ""),
      plus: message.to.startsWith("+"),
    };
  if (message.recipient !== undefined) return { by: "bsuid", bsuid: message.recipient };
  throw new NotACloudApiMessage(
    "The message names no recipient: " +
      "give `to` (a phone number with its plus sign) or `recipient` (a business-scoped user id).",
  );
}

/**
 * The number that is dialled: without a plus sign Meta puts the business number's own calling code
 * in front (Meta, Cloud API, send messages).
 */
export function dialled(
  { digits, plus }: Extract<Recipient, { by: "number" }>,
  business: PhoneNumber,
): PhoneNumber | undefined {
  const number = plus ? `+${digits}` : `+${callingCode(business)}${digits}`;
  return isPhoneNumber(number) ? number : undefined;
}

/**
 * Calling codes of two digits (ITU-T E.164, assigned country codes); +1 and +7 have one, all others
 * three.
 */
const twoDigits = new Set(
  (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 " +
    "65 66 81 82 84 86 90 91 92 93 94 95 98"
  ).split(" "),
);

/** The country's calling code of a number: `1` of +12025550142. */
export function callingCode(number: PhoneNumber): string {
  const digits = number.slice(1);
  if (digits.startsWith("1") || digits.startsWith("7")) return digits.slice(0, 1);
  return twoDigits.has(digits.slice(0, 2)) ? digits.slice(0, 2) : digits.slice(0, 3);
}

function partOf<Schema extends v.GenericSchema>(
  schema: Schema,
  message: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, message);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new NotACloudApiMessage(
    "The message is not one of the WhatsApp Cloud API: " +
      `at ${v.getDotPath(issue) ?? "its root"}, ${issue.message}`,
  );
}

function jsonOf(message: Buffer): unknown {
  try {
    return JSON.parse(message.toString("utf8"));
  } catch {
    throw new NotACloudApiMessage("The message is not JSON.");
  }
}
