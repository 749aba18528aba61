import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Alias } from "../../domain/contact/alias";
import type { PhoneNumber } from "../../domain/message/channel";
import type { PersonEvent } from "../../domain/message/message";
import { maybeList, maybePart, maybeText, UnreadablePayloadError } from "../payload";

/** Number B. */
export interface OurWhatsAppNumber {
  readonly number: PhoneNumber;
  /** Meta's id of it: what webhooks are matched by. Its displayed form is for people. */
  readonly metaPhoneNumberId: string;
}

/** What the reader of a part of a webhook needs to know beside that part. */
export interface Webhook {
  readonly ours: OurWhatsAppNumber;
  /** AWS's id of the message that the event is about; not documented to be there always. */
  readonly awsMessageId: string | undefined;
  /** Meta's ids of the numbers that AWS says the event is about. */
  readonly numberIds: readonly string[];
  /** Meta's time of an event that has none of its own; milliseconds since the epoch. */
  readonly entryTime: number | undefined;
  readonly reachedAt: number;
  readonly now: number;
}

export const metadata = maybePart({ phone_number_id: maybeText });

/** Whether a change is about our number; `untold` where it names none. */
export function addressee(
  about: v.InferOutput<typeof metadata>,
  { ours, numberIds }: Webhook,
): "ours" | "another" | "untold" {
  const id = about?.phone_number_id ?? (numberIds.length === 1 ? numberIds[0] : undefined);
  if (id === undefined) return "untold";
  return id === ours.metaPhoneNumberId ? "ours" : "another";
}

/**
 * When the person did it: by Meta's clock, and where that runs ahead not later than it reached us.
 */
export function doneAt(time: number | undefined, { entryTime, reachedAt }: Webhook): number {
  return Math.min(time ?? entryTime ?? reachedAt, reachedAt);
}

const contactCard = v.object({
  wa_id: maybeText,
  user_id: maybeText,
  profile: maybePart({ name: maybeText }),
});

export type WebhookContact = v.InferOutput<typeof contactCard>;

/** The `contacts` of a change: those who sent its messages. */
export function contactsIn(value: unknown): WebhookContact[] {
  return v
    .parse(maybeList, value)
    .map((one) => v.safeParse(contactCard, one))
    .filter((one) => one.success)
    .map(({ output }) => output);
}

/** Every name of a person may be missing (Meta, "Business-scoped user IDs"). */
export interface PersonNames {
  readonly from?: string | undefined;
  readonly from_user_id?: string | undefined;
}

/**
 * The contact that sent a message: one that names it, or the only one there is, unless that is
 * somebody else by what it says.
 */
export function contactOf(
  { from, from_user_id }: PersonNames,
  contacts: readonly WebhookContact[],
): WebhookContact | undefined {
  const named = contacts.find(
    ({ wa_id, user_id }) => (from && wa_id === from) || (from_user_id && user_id === from_user_id),
  );
  const [only, ...others] = contacts;
  if (named || others.length > 0 || only === undefined) return named;
  const isOther =
    (from && only.wa_id && from !== only.wa_id) ||
    (from_user_id && only.user_id && from_user_id !== only.user_id);
  return isOther ? undefined : only;
}

/** The address that wrote comes first: the answer goes there. */
export function aliasesOf(waId: string | undefined, userId: string | undefined): Alias[] {
  const digits = waId?.replace(/^\+|[\s()-]/g, "");
  return [
    ...(digits && /^[1-9]\d{6,14}$/.test(digits) ? [{ kind: "waId", value: digits } as const] : []),
    ...(userId && isUserId(userId) ? [{ kind: "bsuid", value: userId } as const] : []),
  ];
}

/** Meta, "Business-scoped user IDs": country, dot, at most 128 letters and digits. */
export function isUserId(text: string): boolean {
  return /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(text);
}

export type Aliases = readonly [Alias, ...Alias[]];

export function isSomebody(aliases: readonly Alias[]): aliases is Aliases {
  return aliases.length > 0;
}

/** @throws UnreadablePayloadError when nobody is named. */
export function somebody(aliases: readonly Alias[], what: string): Aliases {
  if (isSomebody(aliases)) return aliases;
  throw new UnreadablePayloadError(`${what} names nobody.`);
}

/** What is left to tell of a person's event once it is known whose and when. */
export type PersonDetail = PersonEvent extends infer Event
  ? Event extends PersonEvent
    ? Omit<Event, "channel" | "provider" | "eventId" | "who" | "at">
    : never
  : never;

/** An id for an event that Meta gives none. It is a digest: ids stand in logs. */
export function noticeId(...parts: readonly (string | number | undefined)[]): string {
  return createHash("sha256").update(JSON.stringify(parts), "utf8").digest("hex").slice(0, 32);
}
