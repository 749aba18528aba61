import * as v from "valibot";
import type { ReportedStatus } from "../../domain/delivery/delivery";
import type { DeliveryEvent } from "../../domain/delivery/delivery-event";
import type { OutboundMessageId } from "../../domain/message/message-id";
import { readAs } from "../payload";
import { twilioFaultClass } from "./twilio-error-code";

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
