import type { SeededIds } from "../../kernel/seeded-ids";
import { simulatedAccount } from "../account/account";
import type { LinkedWaba } from "./linked-waba";

/**
 * The SNS message in which AWS forwards one entry of Meta's webhook (AWS End User Messaging Social
 * user guide, message and event destinations). `messageId` is there in events of messages sent
 * through AWS alone (seen so in published payloads; AWS does not say).
 */
export function eventEnvelope(
  waba: LinkedWaba,
  entry: object,
  {
    at,
    ids,
    messageId,
  }: { readonly at: number; readonly ids: SeededIds; readonly messageId?: string },
): string {
  return JSON.stringify({
    context: {
      MetaWabaIds: [{ wabaId: waba.metaWabaId, arn: waba.arn }],
      MetaPhoneNumberIds: [{ metaPhoneNumberId: waba.metaPhoneNumberId, arn: waba.phoneNumberArn }],
    },
    whatsAppWebhookEntry: JSON.stringify(entry),
    aws_account_id: simulatedAccount.accountId,
    message_timestamp: withNanoseconds(at, ids),
    ...(messageId === undefined ? {} : { messageId }),
  });
}

/**
 * RFC 3339 with nine digits after the point, as AWS writes it: `2026-01-08T23:30:43.271279391Z`.
 */
function withNanoseconds(at: number, ids: SeededIds): string {
  return `${new Date(at).toISOString().slice(0, -1)}${ids.digits(6)}Z`;
}
