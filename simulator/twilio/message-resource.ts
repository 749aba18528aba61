/** A message as Twilio's API keeps it (Twilio documentation, Message resource). */
export interface TwilioMessage {
  readonly sid: string;
  readonly accountSid: string;
  readonly direction: "inbound" | "outbound-api";
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: TwilioStatus;
  readonly statusCallback?: string;
  readonly error?: { readonly code: number; readonly message: string };
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly sentAt?: number;
  readonly updatedAt: number;
}

export type TwilioStatus =
  | "queued"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "undelivered"
  | "received";

/** The resource's JSON. */
export function messageView(message: TwilioMessage): object {
  const path = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  return {
    account_sid: message.accountSid,
    api_version: "2010-04-01",
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt === undefined ? null : rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.error?.code ?? null,
    error_message: message.error?.message ?? null,
    from: message.from,
    messaging_service_sid: null,
    num_media: "0",
    num_segments: "1",
    price: null,
    price_unit: null,
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${path}/Media.json` },
    to: message.to,
    uri: `${path}.json`,
  };
}

/** `Sun, 22 Nov 2026 21:00:00 +0000` */
function rfc2822(milliseconds: number): string {
  return new Date(milliseconds).toUTCString().replace("GMT", "+0000");
}
