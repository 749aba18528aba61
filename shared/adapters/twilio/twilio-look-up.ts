import * as v from "valibot";
import { StatedError } from "../../domain/stated-error";
import type { AttemptLookUp, LookUpResult } from "../../ports";
import { parseJson, readAs } from "../payload";
import type { TwilioRest } from "./twilio-rest";

/** Twilio, Message resource, read multiple; dates are RFC 2822. */
const page = v.looseObject({
  messages: v.array(
    v.looseObject({
      sid: v.string(),
      direction: v.string(),
      date_created: v.nullish(v.string()),
      body: v.nullish(v.string(), ""),
    }),
  ),
  next_page_uri: v.nullish(v.string()),
});

type Listed = v.InferOutput<typeof page>["messages"][number];

/** Twilio's clock and ours may differ a little, and its dates are of whole seconds. */
const earliestMs = 30_000;
/** A request that we gave up may still be on its way through Twilio. */
const latestMs = 60_000;

/** A thousand messages each. */
const mostPages = 10;

/**
 * Whether a person's messages at Twilio hold one that can only be the attempt's. Their dates are
 * compared here: the API's `DateSent` knows whole days, and leaves out (unverified) what is queued
 * and has no such date yet.
 * @param url of the person's messages from our number.
 * @throws when Twilio does not answer, or has more messages than are read: then nothing is known.
 */
export async function lookUpMessage(
  url: URL,
  attempt: AttemptLookUp,
  rest: TwilioRest,
): Promise<LookUpResult> {
  let next: URL | undefined = url;
  for (let count = 0; next && count < mostPages; count++) {
    const { status, body } = await rest.call(await rest.tokens(), "GET", next);
    if (status !== 200)
      throw new StatedError(`Twilio answered ${status} to a look-up of messages.`);
    const what = "Twilio's list of messages";
    const { messages, next_page_uri } = readAs(page, parseJson(body.toString("utf8"), what), what);
    const found = messages.find((message) => isOf(message, attempt));
    if (found) return { kind: "found", providerMessageId: found.sid };
    next = next_page_uri ? onSameHost(next_page_uri, url) : undefined;
  }
  if (next) throw new StatedError(`A look-up at Twilio gave up after ${mostPages} pages.`);
  return { kind: "absent" };
}

function isOf({ sid, direction, date_created, body }: Listed, attempt: AttemptLookUp): boolean {
  if (!direction.startsWith("outbound") || attempt.notThese.includes(sid)) return false;
  // Without a date it may be the attempt's: rather lost than twice.
  const createdAt = date_created ? Date.parse(date_created) : attempt.at;
  if (createdAt < attempt.at - earliestMs || createdAt > attempt.at + latestMs) return false;
  const { content } = attempt;
  return content.type !== "text" || body.trim() === content.body.trim();
}

/** Whatever the list says, the token goes to Twilio alone. */
function onSameHost(uri: string, { origin }: URL): URL {
  const { pathname, search } = new URL(uri, origin);
  return new URL(`${pathname}${search}`, origin);
}
