import { notFound, TwilioError } from "./errors";
import { type RestCall, type Routes, restPage } from "./rest-host";

/** A message as Twilio's API keeps it (Twilio documentation, Message resource). */
export interface TwilioMessage {
  readonly sid: string;
  readonly accountSid: string;
  readonly direction: "inbound" | "outbound-api";
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: TwilioStatus;
  readonly media: readonly TwilioMedia[];
  readonly statusCallback?: string;
  readonly error?: { readonly code: number; readonly message: string };
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly sentAt?: number;
  readonly updatedAt: number;
}

export interface TwilioMedia {
  /** `ME…` */
  readonly sid: string;
  readonly contentType: string;
  /** What a person sent; of a business's message Twilio's copy is not kept here. */
  readonly content?: () => Buffer;
}

export type TwilioStatus =
  | "queued"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "undelivered"
  | "received";

/** Still on its way: neither to be deleted nor to be redacted. */
const underWay: readonly TwilioStatus[] = ["queued"];

/** Twilio keeps them for 400 days; the simulator keeps the latest. */
const mostKept = 10_000;

/** The messages that Twilio's API can be asked for. */
export class MessageLog {
  readonly #messages = new Map<string, TwilioMessage>();

  keep(message: TwilioMessage): TwilioMessage {
    this.#messages.set(message.sid, message);
    const oldest = this.#messages.keys().next().value;
    if (this.#messages.size > mostKept && oldest !== undefined) this.#messages.delete(oldest);
    return message;
  }

  /** @returns the message as it is afterwards; nothing when it was deleted meanwhile */
  update(sid: string, change: Partial<TwilioMessage>): TwilioMessage | undefined {
    const message = this.#messages.get(sid);
    return message && this.keep({ ...message, ...change });
  }

  get(accountSid: string, sid: string): TwilioMessage | undefined {
    const message = this.#messages.get(sid);
    return message?.accountSid === accountSid ? message : undefined;
  }

  delete(sid: string): void {
    this.#messages.delete(sid);
  }

  /** The newest first. */
  list(accountSid: string): TwilioMessage[] {
    const own = [...this.#messages.values()].filter((each) => each.accountSid === accountSid);
    return own.reverse();
  }
}

const messages = "/2010-04-01/Accounts/{AccountSid}/Messages";

/** What can be asked of messages that exist. */
export function messageRoutes(log: MessageLog, now: () => number): Routes {
  const found = (call: RestCall) => {
    const message = log.get(call.accountSid, call.part("Sid"));
    if (!message) throw notFound(call.path);
    return message;
  };
  const foundMedia = (call: RestCall) => {
    const media = found(call).media.find(({ sid }) => sid === call.part("MediaSid"));
    if (!media) throw notFound(call.path);
    return media;
  };
  return {
    [`GET ${messages}.json`]: (call) => {
      const all = log.list(call.accountSid).filter((message) => matches(message, call.query));
      const { items, page, size, uris } = restPage(all, call);
      return {
        status: 200,
        body: {
          messages: items.map(messageView),
          page,
          page_size: size,
          start: page * size,
          end: page * size + Math.max(0, items.length - 1),
          uri: uris.own,
          first_page_uri: uris.first,
          previous_page_uri: uris.previous,
          next_page_uri: uris.next,
        },
      };
    },
    [`GET ${messages}/{Sid}.json`]: (call) => ({ status: 200, body: messageView(found(call)) }),
    // To redact: `Body` must be empty, and the message at its end.
    [`POST ${messages}/{Sid}.json`]: (call) => {
      const message = found(call);
      if (call.form.get("Body") !== "")
        throw new TwilioError(20001, "Only an empty Body, which redacts the message, is taken.");
      refuseUnderWay(message);
      const redacted = log.update(message.sid, { body: "", updatedAt: now() }) ?? message;
      return { status: 200, body: messageView(redacted) };
    },
    [`DELETE ${messages}/{Sid}.json`]: (call) => {
      const message = found(call);
      refuseUnderWay(message);
      log.delete(message.sid);
      return { status: 204 };
    },
    [`GET ${messages}/{Sid}/Media.json`]: (call) => {
      const message = found(call);
      const { items, page, size, uris } = restPage(message.media, call);
      return {
        status: 200,
        body: {
          media_list: items.map((media) => mediaView(message, media)),
          page,
          page_size: size,
          start: page * size,
          end: page * size + Math.max(0, items.length - 1),
          uri: uris.own,
          first_page_uri: uris.first,
          previous_page_uri: uris.previous,
          next_page_uri: uris.next,
        },
      };
    },
    [`GET ${messages}/{Sid}/Media/{MediaSid}.json`]: (call) => ({
      status: 200,
      body: mediaView(found(call), foundMedia(call)),
    }),
    [`GET ${messages}/{Sid}/Media/{MediaSid}`]: (call) => ({
      status: 307,
      headers: { location: `https://${mediaHost}/${call.accountSid}/${foundMedia(call).sid}` },
    }),
    [`DELETE ${messages}/{Sid}/Media/{MediaSid}.json`]: (call) => {
      const message = found(call);
      const { sid } = foundMedia(call);
      const media = message.media.filter((each) => each.sid !== sid);
      log.update(message.sid, { media, updatedAt: now() });
      return { status: 204 };
    },
  };
}

/** Where Twilio keeps media: a redirect leads there, and the address alone opens it. */
export const mediaHost = "mms.twiliocdn.com";

function refuseUnderWay({ status }: TwilioMessage): void {
  if (underWay.includes(status))
    throw new TwilioError(20009, "Cannot be done before the message's delivery has ended.", 409);
}

/**
 * The dates are whole days (UTC), as the API compares them (Message resource, DateSent). That a
 * message which was not sent yet is in no such list is unverified: the unkinder reading.
 */
function matches(message: TwilioMessage, query: URLSearchParams): boolean {
  const is = (name: string, holds: (value: string) => boolean) => {
    const value = query.get(name);
    return value === null || value === "" || holds(value);
  };
  const { sentAt } = message;
  const day = sentAt === undefined ? undefined : new Date(sentAt).toISOString().slice(0, 10);
  return (
    is("From", (from) => message.from === from) &&
    is("To", (to) => message.to === to) &&
    is("DateSent", (date) => day === date.slice(0, 10)) &&
    is("DateSent<", (date) => day !== undefined && day <= date.slice(0, 10)) &&
    is("DateSent>", (date) => day !== undefined && day >= date.slice(0, 10))
  );
}

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
    num_media: String(message.media.length),
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

function mediaView(message: TwilioMessage, { sid, contentType }: TwilioMedia): object {
  const { accountSid, createdAt } = message;
  return {
    account_sid: accountSid,
    content_type: contentType,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(createdAt),
    parent_sid: message.sid,
    sid,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}/Media/${sid}.json`,
  };
}

/** `Sun, 22 Nov 2026 21:00:00 +0000` */
export function rfc2822(milliseconds: number): string {
  return new Date(milliseconds).toUTCString().replace("GMT", "+0000");
}
