import type { SeededIds } from "../kernel/seeded-ids";
import type { MarketingPreference, PersonMessage } from "../phones/carrier";
import { type Person, waIdOf } from "../phones/person";
import type { PhoneNumber } from "../phones/phone-number";
import { inboundPart, isSystemMessage, originPart } from "./inbound-message";
import type { MetaError } from "./meta-errors";

/** A business's number, as Meta knows it. */
export interface BusinessPhone {
  readonly metaWabaId: string;
  readonly metaPhoneNumberId: string;
  readonly phoneNumber: PhoneNumber;
}

/** One `entry` of Meta's webhook: a person's message. */
export function inboundEntry(business: BusinessPhone, message: PersonMessage, id: string): object {
  const { from, content, origin = {} } = message;
  const written = {
    ...originPart(origin, business.phoneNumber.slice(1)),
    ...(from.hidesNumber ? {} : { from: waIdOf(from) }),
    ...member("from_user_id", from.bsuid),
    id,
    timestamp: epochSeconds(message.at),
    ...inboundPart(content, { name: from.name, waId: waIdOf(from), bsuid: from.bsuid }),
  };
  return messagesEntry(business, {
    ...(isSystemMessage(content) ? {} : { contacts: [contactOf(from)] }),
    messages: [written],
  });
}

export interface StatusNews {
  readonly wamid: string;
  readonly status: "sent" | "delivered" | "read" | "failed";
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly recipient: StatusRecipient;
  readonly callbackData?: string;
  /** In `sent` and `delivered`; a failed message has none. */
  readonly pricing?: object;
  readonly error?: MetaError;
}

export interface StatusRecipient {
  /** Digits, where the message was sent to a number or the person shows theirs. */
  readonly waId?: string;
  readonly bsuid?: string;
  /** Absent for a failed message, and for nobody's number. */
  readonly person?: Person;
}

/**
 * One `entry`: how far a message got. `conversation` is left out, as Meta does since version 24 of
 * its webhooks but for free entry points. `contacts` is there for people who have a business-scoped
 * user id, and never when the message failed (Meta, business-scoped user ids).
 */
export function statusEntry(business: BusinessPhone, news: StatusNews): object {
  const { recipient, error } = news;
  const { person } = recipient;
  const status = {
    id: news.wamid,
    status: news.status,
    timestamp: epochSeconds(news.at),
    ...member("recipient_id", recipient.waId),
    ...member("recipient_user_id", recipient.bsuid),
    ...member("biz_opaque_callback_data", news.callbackData),
    ...member("pricing", news.pricing),
    ...member("errors", error && [errorObject(error)]),
  };
  return messagesEntry(business, {
    ...(person?.bsuid === undefined ? {} : { contacts: [contactOf(person)] }),
    statuses: [status],
  });
}

/**
 * One `entry`: a person stops marketing messages, or takes them again (Meta, `user_preferences`
 * webhook reference). The words of `detail` are unverified.
 */
export function userPreferenceEntry(
  business: BusinessPhone,
  { from, value, at }: MarketingPreference,
): object {
  const preference = {
    ...(from.hidesNumber ? {} : { wa_id: waIdOf(from) }),
    ...member("user_id", from.bsuid),
    detail: `User requested to ${value} marketing messages`,
    category: "marketing_messages",
    value,
    timestamp: Math.floor(at / 1000),
  };
  const part = { contacts: [contactOf(from)], user_preferences: [preference] };
  return changeEntry(business, "user_preferences", part);
}

/** One `entry`: Meta has reviewed a template (Meta, `message_template_status_update`). */
export function templateStatusEntry(
  { metaWabaId }: Pick<BusinessPhone, "metaWabaId">,
  template: {
    readonly id: string;
    readonly name: string;
    readonly language: string;
    readonly category: string;
    readonly status: string;
  },
  at: number,
  reason = "NONE",
): object {
  const value = {
    event: template.status,
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
    reason,
    message_template_category: template.category,
  };
  return {
    id: metaWabaId,
    time: Math.floor(at / 1000),
    changes: [{ value, field: "message_template_status_update" }],
  };
}

/**
 * WhatsApp's id of a message: base64 of the person's number and a random part. Meta documents no
 * form; this is how published ids read, those of the business's messages shorter than those of
 * people's. Of a person who hides the number the user id stands in its place: unverified.
 */
export function wamidOf(
  direction: "from-person" | "from-business",
  person: Pick<Person, "number" | "bsuid" | "hidesNumber">,
  ids: SeededIds,
): string {
  const who = person.hidesNumber ? (person.bsuid ?? "") : person.number.slice(1);
  const random = ids.hex(direction === "from-person" ? 20 : 18).toUpperCase();
  const kind = direction === "from-person" ? 0x12 : 0x11;
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, who.length]),
    Buffer.from(who),
    Buffer.from([0x15, 0x02, 0x00, kind, 0x18, random.length]),
    Buffer.from(`${random}\0`),
  ]);
  return `wamid.${bytes.toString("base64")}`;
}

function messagesEntry(business: BusinessPhone, part: object): object {
  return changeEntry(business, "messages", part);
}

function changeEntry(business: BusinessPhone, field: string, part: object): object {
  const metadata = {
    display_phone_number: business.phoneNumber.slice(1),
    phone_number_id: business.metaPhoneNumberId,
  };
  return {
    id: business.metaWabaId,
    changes: [{ value: { messaging_product: "whatsapp", metadata, ...part }, field }],
  };
}

function contactOf(person: Person): object {
  return {
    profile: { name: person.name },
    ...(person.hidesNumber ? {} : { wa_id: waIdOf(person) }),
    ...member("user_id", person.bsuid),
  };
}

function errorObject({ code, title, details }: MetaError): object {
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
  };
}

function member(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}

/** Epoch seconds as a string, as Meta writes times. */
function epochSeconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}
