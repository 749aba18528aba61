import * as v from "valibot";
import { type Alias, userIdPattern } from "../../domain/contact/alias";
import { refusalOf } from "../../domain/delivery/code-table";
import type { ReportedStatus } from "../../domain/delivery/status";
import { twilioCodes } from "../../domain/delivery/twilio-codes";
import { isPhoneNumber, type PhoneNumber } from "../../domain/message/channel";
import { type InboundItem, ignored } from "../../domain/message/inbound-item";
import { type AttemptId, readAttemptId } from "../../domain/message/message-id";
import { readOrQuarantine } from "../item-by-item";
import { maybeText, readAs, told, UnreadablePayloadError } from "../payload";
import { contentFields, contentOf } from "./twilio-inbound-content";

/** A webhook's form, after its signature was checked. */
export interface TwilioForm {
  readonly form: URLSearchParams;
  /** Number A. */
  readonly ours: PhoneNumber;
  /**
   * When the request reached us, by the gateway (`requestTimeEpoch`); milliseconds since the epoch.
   * The form has no time.
   */
  readonly reachedAt: number;
  readonly now: number;
}

/**
 * Twilio, "Twilio's request to your incoming message webhook URL"; fields may be added at any time.
 */
const inboundForm = v.object({
  MessageSid: maybeText,
  SmsMessageSid: maybeText,
  From: maybeText,
  To: maybeText,
  ProfileName: maybeText,
  WaId: maybeText,
  /** The business-scoped user id, `whatsapp:US.…`. */
  ExternalUserId: maybeText,
  OriginalRepliedMessageSid: maybeText,
  ...contentFields,
});

/** Reads a message of a person. Never throws. */
export function readTwilioInbound(webhook: TwilioForm): readonly InboundItem[] {
  return readOrQuarantine(webhook.form.toString(), () => {
    const what = "An inbound message of Twilio";
    const fields = readAs(inboundForm, Object.fromEntries(webhook.form), what);
    const id = fields.MessageSid ?? fields.SmsMessageSid;
    if (id === undefined || !fields.From || !fields.To)
      throw new UnreadablePayloadError(`${what} lacks its MessageSid, From or To.`);
    const foreign = notOurs(fields.To, webhook.ours);
    if (foreign) return [foreign];
    const reading = contentOf(fields);
    if ("ignored" in reading) return [ignored(reading.ignored, fields.MessageType)];
    const [first, ...others] = aliasesOf({ ...fields, From: fields.From });
    if (first === undefined) return [ignored("unanswerable-sender", fields.MessageType)];
    return [
      {
        kind: "message",
        message: {
          channel: "whatsapp",
          provider: "twilio",
          providerMessageId: id,
          businessNumber: webhook.ours,
          from: [first, ...others],
          ...told({
            profileName: fields.ProfileName,
            quotes: fields.OriginalRepliedMessageSid,
          }),
          content: reading.content,
          writtenAt: webhook.reachedAt,
          receivedAt: webhook.reachedAt,
        },
      },
      // WhatsApp has one medium a message; should Twilio ever send more, it is seen.
      ...Array.from({ length: reading.moreMedia }, () => ignored("unknown-kind", "media")),
    ];
  });
}

/** A number of the account can be an SMS number too, with the same webhook. */
function notOurs(address: string, ours: PhoneNumber): InboundItem | undefined {
  if (!address.startsWith(prefix)) return ignored("not-whatsapp", address.split(":")[0]);
  return withoutPrefix(address) === ours ? undefined : ignored("another-number", "whatsapp");
}

const prefix = "whatsapp:";

function withoutPrefix(address: string): string {
  return address.startsWith(prefix) ? address.slice(prefix.length).trim() : address;
}

/**
 * The address that wrote comes first. `From` is a number, or since 2026 a business-scoped user id
 * where the person shows no number (Twilio, as third parties quote it: unverified).
 */
function aliasesOf(fields: {
  readonly From: string;
  readonly WaId?: string | undefined;
  readonly ExternalUserId?: string | undefined;
}): Alias[] {
  const from = withoutPrefix(fields.From);
  const waId = fields.WaId?.replace(/^\+/, "");
  const known = [from, withoutPrefix(fields.ExternalUserId ?? "")];
  const bsuid = known.find((text) => userIdPattern.test(text));
  return [
    ...(isPhoneNumber(from) ? [{ kind: "phone", value: from } as const] : []),
    ...(waId && /^[1-9]\d{6,14}$/.test(waId) ? [{ kind: "waId", value: waId } as const] : []),
    ...(bsuid ? [{ kind: "bsuid", value: bsuid } as const] : []),
  ];
}

const statusForm = v.object({
  MessageSid: maybeText,
  SmsSid: maybeText,
  From: maybeText,
  MessageStatus: maybeText,
  SmsStatus: maybeText,
  ErrorCode: maybeText,
});

/**
 * Twilio, "Outbound message status in status callbacks". `undelivered` is what Meta, too, calls
 * failed.
 */
const reported = {
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
} as const satisfies Readonly<Record<string, ReportedStatus>>;

/** Of inbound messages. */
const noNews: ReadonlySet<string> = new Set(["receiving", "received"]);

/**
 * Reads a status callback. It has no time of its own. Never throws.
 * @param attempt our own id, from the callback's URL.
 */
export function readTwilioStatus(
  webhook: TwilioForm,
  attempt: string | undefined,
): readonly InboundItem[] {
  return readOrQuarantine(webhook.form.toString(), () => {
    const what = "A status callback of Twilio";
    const fields = readAs(statusForm, Object.fromEntries(webhook.form), what);
    const foreign = fields.From === undefined ? undefined : notOurs(fields.From, webhook.ours);
    if (foreign) return [foreign];
    const word = fields.MessageStatus ?? fields.SmsStatus ?? "";
    if (noNews.has(word)) return [ignored("nothing-to-do", word)];
    if (!Object.hasOwn(reported, word)) return [ignored("unknown-status", word)];
    const status = reported[word as keyof typeof reported];
    const sid = fields.MessageSid ?? fields.SmsSid;
    const attemptId =
      attempt !== undefined && readAttemptId(attempt) ? (attempt as AttemptId) : undefined;
    if (sid === undefined && attemptId === undefined)
      throw new UnreadablePayloadError(`${what} does not say which message it is of.`);
    const code = fields.ErrorCode ?? word;
    return [
      {
        kind: "delivery",
        event: {
          channel: "whatsapp",
          provider: "twilio",
          providerMessageIds: sid === undefined ? [] : [sid],
          status,
          receivedAt: webhook.now,
          ...told({
            attemptId,
            refusal: status === "failed" ? refusalOf(twilioCodes, codeIn(code)) : undefined,
          }),
        },
      },
    ];
  });
}

/** A code is digits, or the status's own word. */
function codeIn(text: string): string {
  return /^(\d{1,8}|[a-z]{1,20})$/.test(text) ? text : "no-code";
}
