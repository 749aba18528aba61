import * as v from "valibot";
import { userIdPattern } from "../contact/alias";
import { purposes } from "../contact/consent";
import type { Carrier } from "../content/carriage";
import { checkLimits } from "../content/check-limits";
import { outboundContentSchema } from "../content/outbound-content-schema";
import { templateOf } from "../content/template-catalogue";
import { initiatedId } from "./message-id";
import { type CountryCode, countryOf, readPhoneNumber } from "./phone-numbers";
import type { StartRequest } from "./start-request";

const hour = 60 * 60 * 1000;
/** How long a request is good where it does not say. */
const usualMs = 24 * hour;
/** Longer ahead nobody knows what a person has agreed to by then. */
const longestMs = 7 * 24 * hour;

const address = v.union(
  [
    v.strictObject({ phone: v.string() }),
    v.strictObject({
      userId: v.pipe(v.string(), v.regex(userIdPattern)),
    }),
  ],
  'either {"phone": "+12025550142"} or {"userId": "US.13491208655302741918"}',
);

/** What a caller may ask for. Closed: a key that is not here is refused by name. */
export const messageRequestSchema = v.strictObject({
  /** The same key is sent once, however often it is asked for. */
  idempotencyKey: v.pipe(v.string(), v.regex(/^[!-~]{1,128}$/)),
  channel: v.picklist(["whatsapp", "sms"]),
  to: address,
  purpose: v.picklist(purposes),
  content: outboundContentSchema,
  /** A template, for the case that the customer service window is closed. */
  outsideWindow: v.exactOptional(outboundContentSchema),
  /** Not sent after this time, as in `2026-12-24T18:00:00Z`. */
  notAfter: v.exactOptional(
    v.pipe(
      v.string(),
      v.isoTimestamp("a time such as 2026-12-24T18:00:00Z"),
      v.check(isDate, "a day that there is, such as 2026-12-24T18:00:00Z"),
    ),
  ),
});

/** `Date.parse` takes the 31st of November for the 1st of December. */
function isDate(text: string): boolean {
  const [day = ""] = text.split("T");
  const at = Date.parse(`${day}T00:00:00Z`);
  // What is no time at all is told already.
  return Number.isNaN(at) || new Date(at).toISOString().startsWith(day);
}

export type MessageRequest = v.InferOutput<typeof messageRequestSchema>;

export type ReadRequest =
  | { readonly ok: true; readonly request: StartRequest }
  /** For the caller: names keys and limits, never what stands there. */
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * @param now milliseconds since the epoch.
 * @param allowed the countries that the business writes to.
 */
export function readMessageRequest(
  body: string,
  now: number,
  allowed: readonly CountryCode[],
  bySms: "sms" | "mms" = "sms",
): ReadRequest {
  const json = jsonOf(body);
  if (json === undefined) return { ok: false, problems: ["the body is not JSON"] };
  const read = v.safeParse(messageRequestSchema, json);
  if (!read.success) return { ok: false, problems: read.issues.map(problemOf) };
  const { idempotencyKey, channel, to, purpose, content, outsideWindow } = read.output;
  const notAfter = read.output.notAfter ? Date.parse(read.output.notAfter) : now + usualMs;
  const recipient = recipientOf(to, allowed);
  const carrier = channel === "sms" ? bySms : "B";
  const problems = [
    ...("problem" in recipient ? [`to: ${recipient.problem}`] : []),
    ...(channel === "sms" && "userId" in to ? ["to: an SMS goes to a phone number"] : []),
    ...(notAfter <= now ? ["notAfter: is over"] : []),
    ...(notAfter > now + longestMs ? ["notAfter: is more than seven days ahead"] : []),
    ...(outsideWindow && outsideWindow.type !== "template"
      ? ["outsideWindow: only a template may be sent outside the window"]
      : []),
    ...purposeProblems("content", content, purpose),
    ...(outsideWindow ? purposeProblems("outsideWindow", outsideWindow, purpose) : []),
    ...fileProblems("content", content),
    ...limitProblems("content", content, carrier),
    ...(outsideWindow ? limitProblems("outsideWindow", outsideWindow, carrier) : []),
  ];
  if (problems.length > 0 || "problem" in recipient) return { ok: false, problems };
  return {
    ok: true,
    request: {
      messageId: initiatedId(idempotencyKey),
      channel,
      ...recipient,
      purpose,
      content,
      ...(outsideWindow?.type === "template" ? { outsideWindow } : {}),
      createdAt: now,
      notAfter,
    },
  };
}

type Recipient = Pick<StartRequest, "to" | "country">;

function recipientOf(
  to: MessageRequest["to"],
  allowed: readonly CountryCode[],
): Recipient | { readonly problem: string } {
  if ("userId" in to) {
    const alias = { kind: "bsuid", value: to.userId } as const;
    const country = countryOf(alias);
    if (country && allowed.includes(country)) return { to: alias, country };
    const where = country ?? "a country that is not known";
    return { problem: `people in ${where} are not written to; allowed are ${allowed.join(", ")}` };
  }
  const read = readPhoneNumber(to.phone, { allowed });
  if (read.kind === "refused") return { problem: read.message };
  return { to: { kind: "phone", value: read.number }, country: read.country };
}

/** What Meta takes for marketing is marketing, whatever the caller calls it. */
function purposeProblems(
  key: string,
  content: StartRequest["content"],
  purpose: StartRequest["purpose"],
): string[] {
  if (content.type !== "template" || purpose === "marketing") return [];
  const category = templateOf(content.name, content.language)?.category;
  return category === "marketing"
    ? [`${key}: the template ${content.name} is marketing, so the purpose is marketing too`]
    : [];
}

/** A file of ours has to lie where files go out: no other may be read. */
function fileProblems(key: string, content: StartRequest["content"]): string[] {
  return "media" in content && content.media.at === "s3" && !content.media.key.startsWith("out/")
    ? [`${key}.media: the key of a file at s3 begins with out/`]
    : [];
}

/** Of number B, SMS or MMS; what A cannot carry is degraded there, which its table says. */
function limitProblems(key: string, content: StartRequest["content"], carrier: Carrier): string[] {
  const refusal = checkLimits(content, carrier);
  return refusal ? [`${key}: ${refusal.explanation}`] : [];
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue) ?? "the body";
  if (issue.expected === "never") return `${where}: is not a known key`;
  // A union expects "Object"; its message is ours.
  const expected = issue.type === "union" ? issue.message : (issue.expected ?? issue.message);
  return `${where}: should be ${expected}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
