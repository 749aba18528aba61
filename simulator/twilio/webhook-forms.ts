import type { PersonMessage } from "../phones/carrier";
import { waIdOf } from "../phones/person";
import type { PhoneNumber } from "../phones/phone-number";
import type { ContentOf, PersonContent } from "../phones/whatsapp-content";
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
  const [media] = mediaOf(content, messageSid);
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}`;
  return {
    Body: "",
    MessageType: content.type,
    NumMedia: media ? "1" : "0",
    ...(media && {
      MediaUrl0: `${url}/Media/${media.sid}`,
      MediaContentType0: media.contentType,
    }),
    ...(kindFields[content.type] as (content: PersonContent) => Fields)(content),
  };
}

type Fields = Record<string, string>;

/** What each kind adds; those without fields here Twilio does not describe. */
const kindFields: {
  readonly [Type in PersonContent["type"]]: (content: ContentOf<Type>) => Fields;
} = {
  text: ({ body }) => ({ Body: body }),
  image: ({ caption = "" }) => ({ Body: caption }),
  video: ({ caption = "" }) => ({ Body: caption }),
  audio: () => ({}),
  document: ({ filename }) => ({ Body: filename }),
  sticker: () => ({}),
  contacts: () => ({}),
  location: ({ latitude, longitude, name, address }) => ({
    Latitude: String(latitude),
    Longitude: String(longitude),
    ...(name === undefined ? {} : { Label: name }),
    ...(address === undefined ? {} : { Address: address }),
  }),
  "button-reply": ({ id, title }) => ({
    Body: title,
    MessageType: "interactive",
    ButtonText: title,
    ButtonPayload: id,
  }),
  "list-reply": ({ id, title, description }) => ({
    Body: title,
    MessageType: "interactive",
    ListId: id,
    ListTitle: title,
    ...(description === undefined ? {} : { ListDescription: description }),
  }),
  "quick-reply": ({ text, payload }) => ({
    Body: text,
    MessageType: "button",
    ButtonText: text,
    ButtonPayload: payload,
  }),
  "form-reply": () => ({ MessageType: "interactive" }),
  reaction: () => ({}),
  order: () => ({}),
  edit: () => ({}),
  revoke: () => ({}),
  "number-change": () => ({ MessageType: "system" }),
  "user-id-change": () => ({ MessageType: "system" }),
  "request-welcome": () => ({}),
  unsupported: () => ({}),
};

/** What a person's message has beside its text. */
export function mediaOf(content: PersonContent, messageSid: string): TwilioMedia[] {
  const usual = usualType[content.type];
  if (usual === undefined) return [];
  const given = "media" in content ? content.media.mimeType : undefined;
  return [{ sid: `ME${messageSid.slice(2)}`, contentType: given ?? usual }];
}

const usualType: Readonly<Partial<Record<PersonContent["type"], string>>> = {
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
