import type { LinkedWaba } from "../aws/eum-social/linked-waba";
import type { SeededIds } from "../kernel/seeded-ids";
import type { PersonContent, PersonMessage, WhatsAppKind } from "../phones/carrier";
import { type Person, waIdOf } from "../phones/person";

/** One `entry` of Meta's webhook, as AWS forwards it. */
export function inboundEntry(
  waba: LinkedWaba,
  message: PersonMessage,
  wamid: string,
  ids: SeededIds,
): object {
  const { from } = message;
  const contact = {
    profile: { name: from.name },
    ...(from.hidesNumber ? {} : { wa_id: waIdOf(from) }),
    ...bsuid(from, "user_id"),
  };
  const written = {
    ...(from.hidesNumber ? {} : { from: waIdOf(from) }),
    ...bsuid(from, "from_user_id"),
    id: wamid,
    timestamp: epochSeconds(message.at),
    ...contentPart(message.content, ids),
  };
  return entry(waba, { contacts: [contact], messages: [written] });
}

export interface StatusNews {
  readonly wamid: string;
  readonly status: "sent" | "delivered" | "read" | "failed";
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly recipient: { readonly digits?: string; readonly bsuid?: string };
  readonly callbackData?: string;
  /** In `sent` and `delivered`; a failed message has none. */
  readonly pricing?: object;
  readonly error?: { readonly code: number; readonly title: string; readonly details: string };
}

export function statusEntry(waba: LinkedWaba, news: StatusNews): object {
  const { recipient, error } = news;
  const status = {
    id: news.wamid,
    status: news.status,
    timestamp: epochSeconds(news.at),
    ...(recipient.digits === undefined ? {} : { recipient_id: recipient.digits }),
    ...(recipient.bsuid === undefined ? {} : { recipient_user_id: recipient.bsuid }),
    ...(news.callbackData === undefined ? {} : { biz_opaque_callback_data: news.callbackData }),
    ...(news.pricing === undefined ? {} : { pricing: news.pricing }),
    ...(error === undefined
      ? {}
      : {
          errors: [
            {
              code: error.code,
              title: error.title,
              message: error.title,
              error_data: { details: error.details },
            },
          ],
        }),
  };
  return entry(waba, { statuses: [status] });
}

function entry(waba: LinkedWaba, part: object): object {
  const metadata = {
    display_phone_number: waba.phoneNumber.slice(1),
    phone_number_id: waba.metaPhoneNumberId,
  };
  return {
    id: waba.metaWabaId,
    changes: [{ value: { messaging_product: "whatsapp", metadata, ...part }, field: "messages" }],
  };
}

function bsuid(person: Person, key: string): object {
  return person.bsuid === undefined ? {} : { [key]: person.bsuid };
}

/** Epoch seconds as a string, as Meta writes times. */
function epochSeconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}

function contentPart(content: PersonContent, ids: SeededIds): object {
  if (content.type === "text") return { type: "text", text: { body: content.body } };
  return { type: content.kind, [content.kind]: kindPart(content.kind, ids) };
}

function kindPart(kind: WhatsAppKind, ids: SeededIds): object {
  const media = (mimeType: string) => ({
    mime_type: mimeType,
    sha256: ids.hex(64),
    id: ids.digits(15),
  });
  switch (kind) {
    case "image":
      return media("image/jpeg");
    case "audio":
      return { ...media("audio/ogg; codecs=opus"), voice: true };
    case "video":
      return media("video/mp4");
    case "document":
      return { ...media("application/pdf"), filename: "document.pdf" };
    case "sticker":
      return { ...media("image/webp"), animated: false };
    case "location":
      return { latitude: 48.137154, longitude: 11.576124 };
    case "contacts":
      return [
        {
          name: { formatted_name: "A friend", first_name: "A friend" },
          phones: [{ phone: "+1 202-555-0199", type: "CELL" }],
        },
      ];
  }
}
