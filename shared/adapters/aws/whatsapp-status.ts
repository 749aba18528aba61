import * as v from "valibot";
import type { ReportedStatus } from "../../domain/delivery/delivery";
import type { DeliveryEvent } from "../../domain/delivery/delivery-event";
import type { OutboundMessageId } from "../../domain/message/message-id";
import { epochSecondsText, readAs } from "../payload";
import { metaFaultClass } from "./meta-error-code";

/** Meta, WhatsApp Cloud API, "Messages webhooks", statuses. */
const status = v.looseObject({
  /** The wamid. */
  id: v.optional(v.string()),
  status: v.string(),
  timestamp: v.optional(epochSecondsText),
  biz_opaque_callback_data: v.optional(v.string()),
  errors: v.optional(v.array(v.looseObject({ code: v.union([v.number(), v.string()]) }))),
});

const statusesValue = v.looseObject({ statuses: v.array(status) });

const reported: Readonly<Record<string, ReportedStatus>> = {
  accepted: "accepted",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  // A voice message that was listened to (Meta, status webhooks, 2026).
  played: "read",
  failed: "failed",
  // AWS gave up handing it to Meta after 180 minutes (AWS End User Messaging Social user guide,
  // WhatsApp message status). Where the words stand in the event is unverified.
  "Message retries exhausted, dropping message.": "failed",
};

/**
 * @param awsMessageId AWS's own id, as SendWhatsAppMessage gave it; not documented to be there
 * always.
 */
export function readWebhookStatuses(
  value: { readonly statuses?: unknown },
  awsMessageId: string | undefined,
  receivedAt: number,
): { read: DeliveryEvent[]; ignored: string[] } {
  if (value.statuses === undefined) return { read: [], ignored: [] };
  const { statuses } = readAs(statusesValue, value, "A WhatsApp status");
  const read: DeliveryEvent[] = [];
  const ignored: string[] = [];
  for (const one of statuses) {
    const meaning = reported[one.status];
    if (!meaning) {
      ignored.push(`status ${one.status}`);
      continue;
    }
    const code = String(one.errors?.[0]?.code ?? "unknown");
    read.push({
      channel: "whatsapp",
      provider: "aws",
      ...(one.biz_opaque_callback_data
        ? { messageId: one.biz_opaque_callback_data as OutboundMessageId }
        : {}),
      providerMessageIds: [awsMessageId, one.id].filter((id) => id !== undefined),
      status: meaning,
      ...(one.timestamp === undefined ? {} : { providerAt: one.timestamp }),
      receivedAt,
      ...(meaning === "failed" ? { fault: { class: metaFaultClass(code), code } } : {}),
    });
  }
  return { read, ignored };
}
