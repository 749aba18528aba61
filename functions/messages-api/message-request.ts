import * as v from "valibot";
import { purposes } from "../../shared/domain/contact/consent";
import { checkLimits } from "../../shared/domain/content/check-limits";
import { outboundContentSchema } from "../../shared/domain/content/outbound-content-schema";
import { isPhoneNumber } from "../../shared/domain/message/channel";
import { initiatedId } from "../../shared/domain/message/message-id";
import type { StartRequest } from "../../shared/domain/message/start-request";

const hour = 60 * 60 * 1000;
/** How long a request is good where it does not say. */
const usualMs = 24 * hour;
/** Longer ahead nobody knows what a person has agreed to by then. */
const longestMs = 7 * 24 * hour;

const address = v.union(
  [
    v.strictObject({ phone: v.pipe(v.string(), v.check(isPhoneNumber)) }),
    v.strictObject({
      userId: v.pipe(v.string(), v.regex(/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/)),
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
  notAfter: v.exactOptional(v.pipe(v.string(), v.isoTimestamp())),
});

export type MessageRequest = v.InferOutput<typeof messageRequestSchema>;

export type ReadRequest =
  | { readonly ok: true; readonly request: StartRequest }
  /** For the caller: names keys and limits, never what stands there. */
  | { readonly ok: false; readonly problems: readonly string[] };

export function readMessageRequest(body: string, now: number): ReadRequest {
  const json = jsonOf(body);
  if (json === undefined) return { ok: false, problems: ["the body is not JSON"] };
  const read = v.safeParse(messageRequestSchema, json);
  if (!read.success) return { ok: false, problems: read.issues.map(problemOf) };
  const { idempotencyKey, channel, to, purpose, content, outsideWindow } = read.output;
  const notAfter = read.output.notAfter ? Date.parse(read.output.notAfter) : now + usualMs;
  const problems = [
    ...(notAfter <= now ? ["notAfter: is over"] : []),
    ...(notAfter > now + longestMs ? ["notAfter: is more than seven days ahead"] : []),
    ...(outsideWindow && outsideWindow.type !== "template"
      ? ["outsideWindow: only a template may be sent outside the window"]
      : []),
    ...limitProblems("content", content, channel),
    ...(outsideWindow ? limitProblems("outsideWindow", outsideWindow, channel) : []),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    request: {
      messageId: initiatedId(idempotencyKey),
      channel,
      to: "phone" in to ? { kind: "phone", value: to.phone } : { kind: "bsuid", value: to.userId },
      purpose,
      content,
      ...(outsideWindow?.type === "template" ? { outsideWindow } : {}),
      createdAt: now,
      notAfter,
    },
  };
}

/** Number B's, or SMS's; what A cannot carry is degraded there, which its table says. */
function limitProblems(
  key: string,
  content: StartRequest["content"],
  channel: StartRequest["channel"],
): string[] {
  const refusal = checkLimits(content, channel === "sms" ? "sms" : "B");
  return refusal ? [`${key}: ${refusal.explanation}`] : [];
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue) ?? "the body";
  return issue.expected === "never"
    ? `${where}: is not a known key`
    : `${where}: should be ${issue.expected ?? issue.message}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
