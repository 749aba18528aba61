import { consentIn } from "../../shared/domain/consent/keywords";
import {
  type ConsentStatement,
  type Purpose,
  purposes,
  statementsOf,
} from "../../shared/domain/contact/consent";
import { type Channel, isPhoneNumber, type PhoneNumber } from "../../shared/domain/message/channel";
import { type CsvRow, readCsv } from "./csv";

/** What a list says of people's consent. */
export interface ConsentList {
  readonly lines: readonly ConsentLine[];
  readonly refused: readonly RefusedLine[];
  /** Rows that say nothing of consent: other messages of a log. */
  readonly silent: number;
}

export interface ConsentLine {
  readonly line: number;
  readonly number: PhoneNumber;
  readonly channel: Channel;
  readonly statements: readonly ConsentStatement[];
}

export interface RefusedLine {
  readonly line: number;
  /** Holds nothing of the row. */
  readonly reason: string;
}

/** What a row says, `undefined` where it is nothing, or why it cannot be taken. */
type Reading = Omit<ConsentLine, "line"> | string | undefined;

/** A form of list: known by its columns. */
interface Form {
  readonly columns: readonly string[];
  readonly read: (row: CsvRow, now: number) => Reading;
}

/**
 * What Twilio can hand out. There is no list of all opted-out numbers to be had; there is what the
 * Consent Management API was given (its field names: Twilio documentation, Bulk Upsert Consents),
 * and the console's message log, in which STOPs came in and error 21610 says that a number had been
 * opted out (column names as public programs read them; that they are all is unverified).
 */
const forms: readonly Form[] = [
  { columns: ["contact_id", "status", "date_of_consent"], read: readConsent },
  { columns: ["from", "to", "body", "sentdate", "direction"], read: readLogged },
];

/** @param now lines of the future are refused. @throws ListError where it is no such list. */
export function readConsentList(text: string, now: number): ConsentList {
  const { columns, rows } = readCsv(text);
  const form = forms.find((one) => one.columns.every((column) => columns.includes(column)));
  if (!form) throw new ListError();
  const lines: ConsentLine[] = [];
  const refused: RefusedLine[] = [];
  for (const row of rows) {
    const reading = form.read(row, now);
    if (typeof reading === "string") refused.push({ line: row.line, reason: reading });
    else if (reading) lines.push({ line: row.line, ...reading });
  }
  return { lines, refused, silent: rows.length - lines.length - refused.length };
}

/** For the person at the keyboard. */
export class ListError extends Error {
  override readonly name = "ListError";

  constructor() {
    super(
      "The file is no list that is known here. Its first line names the columns: either " +
        `${forms.map(({ columns }) => columns.join(", ")).join("; or ")}.`,
    );
  }
}

const states: Readonly<Record<string, ConsentStatement["state"]>> = {
  "opt-in": "opted-in",
  "opted-in": "opted-in",
  "opt-out": "opted-out",
  "opted-out": "opted-out",
};

function readConsent({ fields }: CsvRow, now: number): Reading {
  const address = addressOf(fields.get("contact_id"), fields.get("channel"));
  if (typeof address === "string") return address;
  const state = states[(fields.get("status") ?? "").toLowerCase()];
  if (!state) return "its status is neither opt-in nor opt-out";
  const about = purposesOf(fields.get("purpose"));
  if (!about) return `its purpose is none of ${purposes.join(", ")} and all`;
  return said(address, fields.get("date_of_consent"), now, { state, about });
}

const loggedWords = {
  stop: { state: "opted-out", about: purposes },
  start: { state: "opted-in", about: purposes },
  "stop-marketing": { state: "opted-out", about: ["marketing"] },
  help: undefined,
} as const;

/** "Attempt to send to unsubscribed recipient" (Twilio documentation, error 21610). */
const optedOutAtTwilio = "21610";

function readLogged({ fields }: CsvRow, now: number): Reading {
  const isInbound = fields.get("direction")?.toLowerCase().startsWith("inbound");
  const request = isInbound
    ? consentIn({ type: "text", body: fields.get("body") ?? "" })
    : undefined;
  const what = isInbound
    ? request && loggedWords[request.keyword]
    : fields.get("errorcode") === optedOutAtTwilio
      ? loggedWords.stop
      : undefined;
  if (!what) return undefined;
  const address = addressOf(fields.get(isInbound ? "from" : "to"), undefined);
  return typeof address === "string" ? address : said(address, fields.get("sentdate"), now, what);
}

interface ListedAddress {
  readonly number: PhoneNumber;
  readonly channel: Channel;
}

/** Twilio writes WhatsApp's addresses as `whatsapp:+12025550142`. */
function addressOf(text: string | undefined, named: string | undefined): ListedAddress | string {
  const isWhatsApp = /^whatsapp:/i.test(text ?? "");
  const number = (text ?? "").replace(/^whatsapp:/i, "").trim();
  if (number === "") return "it has no number";
  if (!isPhoneNumber(number)) return "its number is not E.164, such as +12025550142";
  // "Consent Management API only supports SMS" (Twilio documentation).
  const channel = (named || (isWhatsApp ? "whatsapp" : "sms")).toLowerCase();
  if (channel !== "sms" && channel !== "whatsapp") return "its channel is neither sms nor whatsapp";
  return { number, channel };
}

function purposesOf(text: string | undefined): readonly Purpose[] | undefined {
  if (!text || text.toLowerCase() === "all") return purposes;
  const purpose = purposes.find((one) => one === text.toLowerCase());
  return purpose && [purpose];
}

function said(
  address: ListedAddress,
  date: string | undefined,
  now: number,
  what: { readonly state: ConsentStatement["state"]; readonly about: readonly Purpose[] },
): Reading {
  if (!date) return "it has no date";
  const at = timeOf(date);
  if (at === undefined)
    return "its date is not one with time and zone, such as 2026-11-24T09:30:00Z";
  if (at > now) return "its date lies in the future";
  const { state, about } = what;
  const statements = statementsOf(address.channel, about, { state, source: "import", at });
  return { ...address, statements };
}

/** ISO 8601, or RFC 2822 as in Twilio's API; without a zone nobody knows which of two is later. */
const dates = [
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|UTC|[+-]\d\d:?\d\d)$/i,
  /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|UTC|[+-]\d{4})$/,
];

function timeOf(text: string): number | undefined {
  if (!dates.some((form) => form.test(text))) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
