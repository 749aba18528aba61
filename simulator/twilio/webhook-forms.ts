import type { PersonContent, PersonMessage, WhatsAppKind } from "../phones/carrier";
import { waIdOf } from "../phones/person";
import type { PhoneNumber } from "../phones/phone-number";
import type { TwilioMedia, TwilioMessage } from "./messages";
import { addressOf, addressOfNumber } from "./senders";
/**
 * The form that Twilio posts for a message of a person (Twilio documentation, request to your
 * webhook URL). `ExternalUserId`, `ChannelMetadata` and the values for each kind of message follow
 * published payloads: unverified.
 */
export function inboundForm(
  accountSid: string,
  messageSid: string,
  message: PersonMessage,
): URLSearchParams {
  const { from, content } = message;
  return new URLSearchParams({
    SmsMessageSid: messageSid,
    SmsSid: messageSid,
    MessageSid: messageSid,
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    SmsStatus: "received",
    From: addressOf(from),
    To: addressOfNumber(message.to),
    ProfileName: from.name,
    ...(from.hidesNumber ? {} : { WaId: waIdOf(from) }),
    ...(from.bsuid === undefined ? {} : { ExternalUserId: `whatsapp:${from.bsuid}` }),
    NumSegments: "1",
    ...contentFields(content, accountSid, messageSid),
    ChannelMetadata: JSON.stringify({
      type: "whatsapp",
      data: { context: { ProfileName: from.name } },
    }),
  });
}

function contentFields(
  content: PersonContent,
  accountSid: string,
  messageSid: string,
): Record<string, string> {
  if (content.type === "text") return { Body: content.body, NumMedia: "0", MessageType: "text" };
  const fields = { Body: "", MessageType: content.kind };
  if (content.kind === "location")
    return { ...fields, NumMedia: "0", Latitude: "48.137154", Longitude: "11.576124" };
  const [media] = mediaOf(content, messageSid);
  if (!media) return { ...fields, NumMedia: "0" };
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}`;
  return {
    ...fields,
    NumMedia: "1",
    MediaUrl0: `${url}/Media/${media.sid}`,
    MediaContentType0: media.contentType,
  };
}

/** What a person's message has beside its text. */
export function mediaOf(content: PersonContent, messageSid: string): TwilioMedia[] {
  if (content.type === "text" || content.kind === "location") return [];
  return [{ sid: `ME${messageSid.slice(2)}`, contentType: mediaType[content.kind] }];
}

const mediaType: Readonly<Record<Exclude<WhatsAppKind, "location">, string>> = {
  image: "image/jpeg",
  audio: "audio/ogg",
  video: "video/mp4",
  document: "application/pdf",
  sticker: "image/webp",
  contacts: "text/vcard",
};

/** The form of a message that nobody wrote, for a forged request. */
export function forgedForm(
  accountSid: string,
  messageSid: string,
  from: PhoneNumber,
  to: PhoneNumber,
  text: string,
): URLSearchParams {
  return inboundForm(accountSid, messageSid, {
    from: { name: "Nobody", number: from },
    to,
    content: { type: "text", body: text },
    at: 0,
  });
}

/**
 * The form of a status callback on WhatsApp (Twilio documentation, track the message status of
 * outbound messages, which names the Channel fields and `EventType`; published callbacks have
 * `EventType` for every status but `sent`).
 */
export function statusForm(message: TwilioMessage): URLSearchParams {
  const { sid, status, accountSid, from, to, error } = message;
  return new URLSearchParams({
    ChannelPrefix: "whatsapp",
    ApiVersion: "2010-04-01",
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    ChannelInstallSid: `XE${accountSid.slice(2)}`,
    To: to,
    From: from,
    MessageSid: sid,
    AccountSid: accountSid,
    ChannelToAddress: to.replace(/^whatsapp:/, ""),
    ...(status === "sent" ? {} : { EventType: status.toUpperCase() }),
    ...(error && {
      ErrorCode: String(error.code),
      ErrorMessage: error.message,
      ChannelStatusMessage: error.message,
    }),
  });
}
