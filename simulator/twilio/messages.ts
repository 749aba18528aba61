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

/** The messages that Twilio's API can be asked for. */
export class MessageLog {
  readonly #messages = new Map<string, TwilioMessage>();

  keep(message: TwilioMessage): TwilioMessage {
    this.#messages.set(message.sid, message);
    return message;
  }

  /** @returns the message as it is afterwards. @throws for a sid that was never kept */
  update(sid: string, change: Partial<TwilioMessage>): TwilioMessage {
    const message = this.#messages.get(sid);
    if (!message) throw new Error(`Twilio has no message ${sid}.`);
    return this.keep({ ...message, ...change });
  }

  get(accountSid: string, sid: string): TwilioMessage | undefined {
    const message = this.#messages.get(sid);
    return message?.accountSid === accountSid ? message : undefined;
  }

  /** The newest first. The dates are whole days (UTC), as the API compares them. */
  list(accountSid: string, filter: MessageFilter): TwilioMessage[] {
    const matching = [...this.#messages.values()].filter(
      (message) =>
        message.accountSid === accountSid &&
        (filter.from === undefined || message.from === filter.from) &&
        (filter.to === undefined || message.to === filter.to) &&
        isWithin(message, filter),
    );
    return matching.reverse();
  }
}

export interface MessageFilter {
  readonly from?: string;
  readonly to?: string;
  /** `YYYY-MM-DD`, or a time that begins so. */
  readonly onDay?: string;
  readonly untilDay?: string;
  readonly sinceDay?: string;
}

function isWithin(
  { sentAt, createdAt }: TwilioMessage,
  { onDay, untilDay, sinceDay }: MessageFilter,
): boolean {
  const day = new Date(sentAt ?? createdAt).toISOString().slice(0, 10);
  if (onDay !== undefined && day !== onDay.slice(0, 10)) return false;
  if (untilDay !== undefined && day > untilDay.slice(0, 10)) return false;
  return sinceDay === undefined || day >= sinceDay.slice(0, 10);
}
