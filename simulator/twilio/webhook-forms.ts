import type { PersonMessage } from "../phones/carrier";
import { waIdOf } from "../phones/person";
import type { PhoneNumber } from "../phones/phone-number";
import type { ContentOf, PersonContent } from "../phones/whatsapp-content";
import { sentFile } from "../whatsapp/inbound-message";
import { bareType } from "../whatsapp/media-rules";
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
    ...originFields(message),
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

/** What a message came about by (Twilio documentation, request to your webhook URL). */
function originFields({ origin = {}, to }: PersonMessage): Fields {
  const { replyTo, forwarded, referral } = origin;
  const known = {
    ...(replyTo === undefined
      ? {}
      : {
          OriginalRepliedMessageSid: replyTo,
          OriginalRepliedMessageSender: addressOfNumber(to),
        }),
    ...(forwarded === "once" ? { Forwarded: "true" } : {}),
    ...(forwarded === "many-times" ? { FrequentlyForwarded: "true" } : {}),
    ReferralSourceUrl: referral?.sourceUrl,
    ReferralSourceId: referral?.sourceId,
    ReferralSourceType: referral?.sourceType,
    ReferralHeadline: referral?.headline,
    ReferralBody: referral?.body,
    ReferralMediaUrl: referral?.imageUrl ?? referral?.videoUrl,
    ReferralCtwaClid: referral?.ctwaClid,
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

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
  // The names of a filled-in form's fields are unverified.
  "form-reply": ({ body, response }) => ({
    Body: body,
    MessageType: "interactive",
    InteractiveData: JSON.stringify(response),
  }),
  reaction: () => ({}),
  order: () => ({}),
  edit: () => ({}),
  revoke: () => ({}),
  "number-change": () => ({ MessageType: "system" }),
  "user-id-change": () => ({ MessageType: "system" }),
  "request-welcome": () => ({}),
  unsupported: () => ({}),
};

/** What a person's message has beside its text; contacts come as a file. */
export function mediaOf(content: PersonContent, messageSid: string): TwilioMedia[] {
  const sid = `ME${messageSid.slice(2)}`;
  const file =
    content.type === "contacts"
      ? { mimeType: "text/vcard", content: () => vcards(content) }
      : sentFile(content, sid);
  return file ? [{ sid, contentType: bareType(file.mimeType), content: file.content }] : [];
}

/** One after the other in one file: how Twilio hands over several is unverified. */
function vcards({ contacts }: ContentOf<"contacts">): Buffer {
  const cards = contacts.flatMap(({ name, phones, emails }) => [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `FN:${name}`,
    ...phones.map(({ phone, type = "CELL" }) => `TEL;TYPE=${type}:${phone}`),
    ...emails.map((email) => `EMAIL:${email}`),
    "END:VCARD",
  ]);
  return Buffer.from(`${cards.join("\r\n")}\r\n`);
}

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
