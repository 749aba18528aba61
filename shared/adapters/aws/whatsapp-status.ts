import * as v from "valibot";
import { awsWhatsAppCodes } from "../../domain/delivery/aws-codes";
import { refusalOf } from "../../domain/delivery/code-table";
import { metaCodes } from "../../domain/delivery/meta-codes";
import type { Refusal } from "../../domain/delivery/outcome";
import type { ReportedStatus } from "../../domain/delivery/status";
import { type InboundItem, ignored } from "../../domain/message/inbound-item";
import { type AttemptId, readAttemptId } from "../../domain/message/message-id";
import {
  maybeList,
  maybePart,
  maybeSeconds,
  maybeText,
  readAs,
  told,
  UnreadablePayloadError,
} from "../payload";
import type { Webhook } from "./whatsapp-webhook";

/** Meta, WhatsApp Cloud API, webhook reference, `messages`, status. */
const status = v.object({
  /** The wamid. */
  id: maybeText,
  status: maybeText,
  timestamp: maybeSeconds,
  recipient_type: maybeText,
  biz_opaque_callback_data: maybeText,
  pricing: maybePart({ category: maybeText, type: maybeText }),
  errors: maybeList,
});

const reported = {
  accepted: "accepted",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  // A voice message that was listened to (Meta, status webhooks, 2026).
  played: "read",
  failed: "failed",
} as const satisfies Readonly<Record<string, ReportedStatus>>;

/**
 * Known, and no news of delivery: the person deleted it; something about it was odd (AWS End User
 * Messaging Social user guide, WhatsApp message status).
 */
const noNews: ReadonlySet<string> = new Set(["deleted", "warning"]);

/**
 * AWS gave up handing it to Meta after 180 minutes: "Message retries exhausted, dropping message."
 * (the same page). Where in the event the words stand is unverified.
 */
const retriesExhausted = /retries exhausted/i;
/** Our word in the table of codes: the event has none of its own. */
const retriesExhaustedCode = "retries-exhausted";

/**
 * One element of `statuses`.
 * @param isAlone whether the event has a single message's statuses, so that AWS's id is its.
 */
export function readWebhookStatus(raw: unknown, isAlone: boolean, webhook: Webhook): InboundItem {
  const one = readAs(status, raw, "A WhatsApp status");
  const word = one.status ?? "";
  if (one.recipient_type === "group") return ignored("group", word);
  if (noNews.has(word)) return ignored("nothing-to-do", word);
  const isExhausted = retriesExhausted.test(word);
  if (!isExhausted && !Object.hasOwn(reported, word)) return ignored("unknown-status", word);
  const meaning = isExhausted ? "failed" : reported[word as keyof typeof reported];
  const attemptId = attemptIn(one.biz_opaque_callback_data);
  const providerMessageIds = [isAlone ? webhook.awsMessageId : undefined, one.id].filter(
    (id) => id !== undefined,
  );
  if (attemptId === undefined && providerMessageIds.length === 0)
    throw new UnreadablePayloadError("A WhatsApp status does not say which message it is of.");
  return {
    kind: "delivery",
    event: {
      channel: "whatsapp",
      provider: "aws",
      providerMessageIds,
      status: meaning,
      receivedAt: webhook.now,
      ...told({
        attemptId,
        providerAt: one.timestamp,
        refusal: meaning === "failed" ? refusalIn(one.errors, isExhausted) : undefined,
        pricing: pricingIn(one.pricing),
      }),
    },
  };
}

/** Whose statuses these are, where all of them are of one message. */
export function areOfOneMessage(statuses: readonly unknown[]): boolean {
  const ids = statuses.map((one) => v.safeParse(v.object({ id: maybeText }), one));
  return new Set(ids.map(({ success, output }) => (success ? output.id : undefined))).size <= 1;
}

/** Under AWS, Meta's codes come with the failed status, never with the answer to a send. */
function refusalIn(errors: readonly unknown[], isExhausted: boolean): Refusal {
  if (isExhausted) return refusalOf(awsWhatsAppCodes, retriesExhaustedCode);
  const codes = errors.map((one) => v.safeParse(v.object({ code: maybeText }), one));
  const code = codes
    .map(({ success, output }) => (success ? output.code : undefined))
    .find(Boolean);
  return refusalOf(metaCodes, code !== undefined && /^\d{1,8}$/.test(code) ? code : "no-code");
}

/** Before July 2025 a price had no type. */
function pricingIn(
  pricing: v.InferOutput<typeof status>["pricing"],
): { readonly category: string; readonly type: string } | undefined {
  if (pricing?.category === undefined) return undefined;
  return { category: pricing.category, type: pricing.type ?? "untold" };
}

function attemptIn(text: string | undefined): AttemptId | undefined {
  return text !== undefined && readAttemptId(text) ? (text as AttemptId) : undefined;
}
