import type { Publisher } from "../../carriers/carrier-cloud";
import type { HandOver } from "../../kernel/event-post";
import type { FaultLog } from "../../kernel/fault-log";
import type { SeededIds } from "../../kernel/seeded-ids";
import { simulatedAccount } from "../account/account";
import type { LinkedWaba, LinkedWabas } from "./linked-wabas";

/** SNS takes no larger message (Amazon SNS, Publish). */
const largestMessage = 256 * 1024;

export interface WabaEventsDeps {
  readonly wabas: LinkedWabas;
  readonly faults: Pick<FaultLog, "report">;
  readonly sns: {
    /** Rejects when there is no such topic or its policy does not let the service publish. */
    publish(topicArn: string, message: string, publisher: Publisher): Promise<unknown>;
  };
}

/**
 * Publishes events to a WABA's one destination, as the service does: under its own principal, on
 * behalf of the WABA. What cannot be published is lost, and named in the fault log.
 */
export class WabaEvents {
  constructor(private readonly deps: WabaEventsDeps) {}

  /** @param what names the event in a fault: `the message`, `the status "sent" of a message`. */
  async publish(wabaId: string, envelope: string, what: string): Promise<HandOver> {
    const waba = this.deps.wabas.get(wabaId);
    const destination = waba?.eventDestination;
    if (!destination)
      return this.#lost(`WABA ${wabaId} has no event destination: ${what} is lost.`);
    const { topicArn, roleArn } = destination;
    const cannot = `WABA ${wabaId} cannot publish to its event destination ${topicArn}`;
    const size = Buffer.byteLength(envelope);
    if (size > largestMessage)
      return this.#lost(
        `${cannot}, ${what} is lost: it has ${size} bytes, and SNS takes ${largestMessage}.`,
      );
    try {
      await this.deps.sns.publish(topicArn, envelope, {
        servicePrincipal: "social-messaging.amazonaws.com",
        sourceArn: waba.arn,
        ...(roleArn === undefined ? {} : { roleArn }),
      });
      return "delivered";
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return this.#lost(`${cannot}, ${what} is lost: ${reason}`);
    }
  }

  #lost(message: string): HandOver {
    this.deps.faults.report("social-messaging", message);
    return "lost";
  }
}

/**
 * The SNS message in which AWS forwards one entry of Meta's webhook (AWS End User Messaging Social
 * user guide, message and event destinations). `messageId` is there in events of messages sent
 * through AWS alone (seen so in published payloads; AWS does not say). How the envelope of an entry
 * without a phone number looks is unverified.
 */
export function eventEnvelope(
  waba: LinkedWaba,
  entry: object,
  { at, ids, messageId }: EnvelopeOptions,
): string {
  const { metaWabaId, metaPhoneNumberId, phoneNumberArn } = waba;
  return JSON.stringify({
    context: {
      MetaWabaIds: [{ wabaId: metaWabaId, arn: waba.arn }],
      MetaPhoneNumberIds: namesPhoneNumber(entry)
        ? [{ metaPhoneNumberId, arn: phoneNumberArn }]
        : [],
    },
    whatsAppWebhookEntry: JSON.stringify(entry),
    aws_account_id: simulatedAccount.accountId,
    message_timestamp: withNanoseconds(at, ids),
    ...(messageId === undefined ? {} : { messageId }),
  });
}

export interface EnvelopeOptions {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly ids: SeededIds;
  readonly messageId?: string;
}

function namesPhoneNumber(entry: { readonly changes?: unknown }): boolean {
  return (
    Array.isArray(entry.changes) &&
    entry.changes.some((change) => change?.value?.metadata?.phone_number_id !== undefined)
  );
}

/**
 * RFC 3339 with nine digits after the point, as AWS writes it: `2026-01-08T23:30:43.271279391Z`.
 */
function withNanoseconds(at: number, ids: SeededIds): string {
  return `${new Date(at).toISOString().slice(0, -1)}${ids.digits(6)}Z`;
}
