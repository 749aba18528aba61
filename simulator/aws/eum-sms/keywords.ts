import * as v from "valibot";

export const keywordShape = v.object({
  originationIdentityArn: v.string(),
  keyword: v.string(),
  keywordMessage: v.string(),
  keywordAction: v.optional(v.picklist(["AUTOMATIC_RESPONSE", "OPT_OUT", "OPT_IN"])),
});

/** A keyword as the program declares it. */
export type Keyword = v.InferOutput<typeof keywordShape>;

/** A keyword as a number or pool has it. */
export interface EffectiveKeyword {
  /** In upper case. */
  readonly keyword: string;
  readonly action: "AUTOMATIC_RESPONSE" | "OPT_OUT" | "OPT_IN";
  readonly message: string;
}

/** What a keyword makes the service do by itself. */
export interface KeywordAnswer extends Omit<EffectiveKeyword, "message"> {
  /** What the person is sent; nothing for a word that opts out and has no keyword of its own. */
  readonly message?: string;
}

/** Opt-out words of the service (AWS End User Messaging SMS user guide, opt-out list keywords). */
const optOutWords = [
  "ARRET",
  "CANCEL",
  "END",
  "OPT-OUT",
  "OPTOUT",
  "QUIT",
  "REMOVE",
  "STOP",
  "TD",
  "UNSUBSCRIBE",
];

/**
 * HELP and STOP every number has: a program can change their messages, never their actions. AWS's
 * own wording is not documented; these say as much.
 */
const mandatory: readonly EffectiveKeyword[] = [
  { keyword: "HELP", action: "AUTOMATIC_RESPONSE", message: "Reply STOP to unsubscribe." },
  {
    keyword: "STOP",
    action: "OPT_OUT",
    message: "You are unsubscribed and will receive no more messages.",
  },
];

/** The declared keywords, and those that every number has. */
export function effectiveKeywords(declared: readonly Keyword[]): EffectiveKeyword[] {
  const own = declared.map((each) => ({
    keyword: each.keyword.toUpperCase(),
    action: actionOf(each),
    message: each.keywordMessage,
  }));
  return [
    ...mandatory.filter((one) => own.every(({ keyword }) => keyword !== one.keyword)),
    ...own,
  ];
}

/**
 * Finds the keyword at the beginning of a message: case does not matter, and it ends where the word
 * ends. The service answers the keywords that a number has; the other opt-out words opt out without
 * an answer (unverified). With self-managed opt-outs it leaves all of them to the business.
 */
export function matchKeyword(
  body: string,
  declared: readonly Keyword[],
  selfManagedOptOuts: boolean,
): KeywordAnswer | undefined {
  const isLeftAlone = (keyword: string) =>
    selfManagedOptOuts && (keyword === "HELP" || optOutWords.includes(keyword));
  const found = effectiveKeywords(declared)
    .sort((one, other) => other.keyword.length - one.keyword.length)
    .find(({ keyword }) => !isLeftAlone(keyword) && beginsWith(body, keyword));
  if (found || selfManagedOptOuts) return found;
  const word = optOutWords.find((each) => beginsWith(body, each));
  return word === undefined ? undefined : { keyword: word, action: "OPT_OUT" };
}

/**
 * What the carriers do with an answer to a US toll-free number, before AWS: STOP blocks the number
 * for the person, UNSTOP and START let it through again (the same guide, opt-out list keywords).
 */
export function tollFreeBlock(body: string): "block" | "unblock" | undefined {
  if (beginsWith(body, "STOP")) return "block";
  return beginsWith(body, "UNSTOP") || beginsWith(body, "START") ? "unblock" : undefined;
}

function actionOf({ keyword, keywordAction }: Keyword): EffectiveKeyword["action"] {
  if (optOutWords.includes(keyword.toUpperCase())) return "OPT_OUT";
  return keywordAction ?? "AUTOMATIC_RESPONSE";
}

function beginsWith(body: string, keyword: string): boolean {
  const text = body.trim().toUpperCase();
  if (!text.startsWith(keyword)) return false;
  return !/^[\p{L}\p{N}-]/u.test(text.slice(keyword.length));
}
