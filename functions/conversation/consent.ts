import { isAnsweredByPool, isPoolWord } from "../../shared/domain/consent/pool-keywords";
import {
  type ConsentStatement,
  type Purpose,
  purposes,
  statementsOf,
} from "../../shared/domain/contact/consent";
import type { Channel } from "../../shared/domain/message/channel";
import { type InboundMessage, saidAt } from "../../shared/domain/message/message";
import type { ConsentKeyword, Meaning } from "./meaning";

/** What each keyword says of the person's consent. */
const said: Readonly<
  Record<
    ConsentKeyword,
    { readonly state: ConsentStatement["state"]; readonly about: readonly Purpose[] } | undefined
  >
> = {
  stop: { state: "opted-out", about: purposes },
  start: { state: "opted-in", about: purposes },
  "stop-marketing": { state: "opted-out", about: ["marketing"] },
  help: undefined,
};

/** The time is the one when the person wrote it: a STOP that comes late is not undone by it. */
export function statementsIn(message: InboundMessage, keyword: ConsentKeyword): ConsentStatement[] {
  return statementsBy(keyword, message.channel, saidAt(message));
}

/** @param at when the person said it; milliseconds since the epoch. */
export function statementsBy(
  keyword: ConsentKeyword,
  channel: Channel,
  at: number,
): ConsentStatement[] {
  const what = said[keyword];
  return what
    ? statementsOf(channel, what.about, { state: what.state, source: "keyword", at })
    : [];
}

/** What holds for all purposes after a message; undefined where it says nothing of all. */
export function consentAfter(meaning: Meaning): ConsentStatement["state"] | undefined {
  const keyword = keywordIn(meaning);
  const what = keyword && said[keyword];
  return what?.about.length === purposes.length ? what.state : undefined;
}

function keywordIn(meaning: Meaning): ConsentKeyword | undefined {
  if (meaning.kind === "consent") return meaning.keyword;
  return meaning.kind === "referral" ? meaning.consent : undefined;
}

/** Whether AWS confirms this SMS itself: a second confirmation would be one too many. */
export function confirmsItself({ channel, content }: InboundMessage): boolean {
  return channel === "sms" && content.type === "text" && isAnsweredByPool(content.body);
}

/** Whether AWS surely did what this SMS asks; that it acts on more than its word is unverified. */
export function isDoneByAws({ channel, content }: InboundMessage): boolean {
  return channel === "sms" && content.type === "text" && isPoolWord(content.body);
}
