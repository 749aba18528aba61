import * as v from "valibot";
import type { DeliveryEvent, FaultClass, ReportedStatus } from "../../domain/delivery";
import type { OutboundMessageId } from "../../domain/message/message-id";
import { epochSecondsText, readAs } from "../payload";

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

/**
 * Meta, WhatsApp Cloud API, "Error codes". Under AWS they come with the failed status, never with
 * the answer to a send.
 */
const codes: Readonly<Record<FaultClass, readonly number[]>> = {
  // Tokens, permissions, registration, locked or unpaid accounts, Meta's own faults: nobody gets
  // anything from this number.
  provider: [
    0, 1, 2, 3, 10, 33, 190, 368, 131000, 131005, 131016, 131031, 131042, 131045, 131057, 133004,
    133006, 133010, 135000,
  ],
  throttled: [4, 80007, 130429, 131048, 131049, 131056, 132015],
  "opt-out": [130403, 131050],
  recipient: [130472, 130497, 131026, 131030, 131062],
  content: [
    100, 131008, 131009, 131021, 131051, 131052, 131053, 132000, 132001, 132005, 132007, 132008,
    132012, 132016, 132018,
  ],
  window: [131047],
};

const classByCode = new Map(
  Object.entries(codes).flatMap(([name, numbers]) =>
    numbers.map((code) => [String(code), name as FaultClass] as const),
  ),
);

/**
 * An unknown code counts against the provider: a health comparison must not overlook a new kind of
 * failure.
 */
function metaFaultClass(code: string): FaultClass {
  return classByCode.get(code) ?? "provider";
}
