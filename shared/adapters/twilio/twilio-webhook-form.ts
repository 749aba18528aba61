import * as v from "valibot";
import type { Alias } from "../../domain/contact/contact";
import type { InboundContent } from "../../domain/content/content";
import type { DeliveryEvent, ReportedStatus } from "../../domain/delivery";
import { isPhoneNumber, type PhoneNumber } from "../../domain/message/channel";
import type { InboundMessage } from "../../domain/message/message";
import type { OutboundMessageId } from "../../domain/message/message-id";
import { readAs, UnreadablePayloadError } from "../payload";
import { twilioFaultClass } from "./twilio-outcome";

/**
 * Twilio, "Twilio's request to your incoming message webhook URL"; fields may be added at any time.
 */
const inboundForm = v.looseObject({
  MessageSid: v.pipe(v.string(), v.minLength(1)),
  From: v.string(),
  To: v.string(),
  Body: v.optional(v.string(), ""),
  NumMedia: v.optional(v.string(), "0"),
  MediaContentType0: v.optional(v.string()),
  MessageType: v.optional(v.string()),
  ProfileName: v.optional(v.string()),
  WaId: v.optional(v.string()),
  /** The business-scoped user id, `whatsapp:US.…`. */
  ExternalUserId: v.optional(v.string()),
});

type InboundForm = v.InferOutput<typeof inboundForm>;

/**
 * @throws UnreadablePayloadError when the form is not an inbound message; its text holds nothing of
 * the form.
 */
export function readTwilioInbound(form: URLSearchParams, receivedAt: number): InboundMessage {
  const fields = readAs(inboundForm, Object.fromEntries(form), "An inbound message of Twilio");
  return {
    channel: "whatsapp",
    provider: "twilio",
    providerMessageId: fields.MessageSid,
    businessNumber: numberIn(fields.To, "To"),
    from: aliasesOf(fields),
    ...(fields.ProfileName ? { profileName: fields.ProfileName } : {}),
    content: contentOf(fields),
    receivedAt,
  };
}

/**
 * `From` is a number, or since 2026 a business-scoped user id where the person shows no number
 * (Twilio, as third parties quote it: unverified).
 */
function aliasesOf(fields: InboundForm): Alias[] {
  const from = withoutPrefix(fields.From);
  const isNumber = from.startsWith("+");
  const bsuid = isNumber ? fields.ExternalUserId && withoutPrefix(fields.ExternalUserId) : from;
  const aliases: Alias[] = [
    ...(isNumber ? [{ kind: "phone" as const, value: numberIn(from, "From") }] : []),
    ...(fields.WaId ? [{ kind: "waId" as const, value: fields.WaId.replace(/\D/g, "") }] : []),
    ...(bsuid ? [{ kind: "bsuid" as const, value: bsuid }] : []),
  ];
  if (aliases.length === 0)
    throw new UnreadablePayloadError(`Twilio message ${fields.MessageSid} names no sender.`);
  return aliases;
}

function numberIn(address: string, field: string): PhoneNumber {
  const number = withoutPrefix(address);
  if (!isPhoneNumber(number))
    throw new UnreadablePayloadError(`${field} of a Twilio message is not a phone number.`);
  return number;
}

function contentOf(fields: InboundForm): InboundContent {
  if (fields.NumMedia !== "0")
    return { type: "unsupported", kind: fields.MediaContentType0 ?? fields.MessageType ?? "media" };
  if (fields.Body.trim()) return { type: "text", body: fields.Body };
  return { type: "unsupported", kind: fields.MessageType ?? "empty" };
}

function withoutPrefix(address: string): string {
  return address.replace(/^whatsapp:/, "");
}

const statusForm = v.looseObject({
  MessageSid: v.pipe(v.string(), v.minLength(1)),
  MessageStatus: v.string(),
  ErrorCode: v.optional(v.string()),
});

/**
 * Twilio, "Outbound message status in status callbacks". `undelivered` is what Meta, too, calls
 * failed.
 */
const reported: Readonly<Record<string, ReportedStatus>> = {
  accepted: "accepted",
  scheduled: "accepted",
  queued: "accepted",
  sending: "accepted",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "failed",
  undelivered: "failed",
  canceled: "failed",
};

/**
 * Reads a status callback. It has no time of its own.
 * @returns undefined for a status that says nothing of delivery.
 * @throws UnreadablePayloadError when the form is not a status callback.
 */
export function readTwilioStatus(
  form: URLSearchParams,
  messageId: string | undefined,
  receivedAt: number,
): DeliveryEvent | undefined {
  const fields = readAs(statusForm, Object.fromEntries(form), "A status callback of Twilio");
  const status = reported[fields.MessageStatus];
  if (!status) return undefined;
  const code = fields.ErrorCode ?? fields.MessageStatus;
  return {
    channel: "whatsapp",
    provider: "twilio",
    ...(messageId ? { messageId: messageId as OutboundMessageId } : {}),
    providerMessageIds: [fields.MessageSid],
    status,
    receivedAt,
    ...(status === "failed" ? { fault: { class: twilioFaultClass(code), code } } : {}),
  };
}
