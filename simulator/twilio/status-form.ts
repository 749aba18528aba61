import type { TwilioMessage } from "./message-resource";

/**
 * The form of a status callback on WhatsApp (Twilio documentation, outbound message status in
 * status callbacks). The Channel fields and `EventType` follow published payloads: unverified.
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
    ...(error ? { ErrorCode: String(error.code), ErrorMessage: error.message } : {}),
  });
}
