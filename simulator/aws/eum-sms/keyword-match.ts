import type { Keyword } from "./sms-resources";

/** What a keyword makes the service do by itself. */
export interface KeywordAnswer {
  /** As it is registered, in upper case. */
  readonly keyword: string;
  readonly action: "AUTOMATIC_RESPONSE" | "OPT_OUT" | "OPT_IN";
  /** What the person is sent; the action of a keyword cannot be had without an answer. */
  readonly message: string;
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

// AWS's own wording is not documented; these say as much.
const stopMessage = "You are unsubscribed and will receive no more messages.";
const helpMessage = "Reply STOP to unsubscribe.";

/**
 * Finds the keyword at the beginning of a message: case does not matter, and it ends where the word
 * ends. Declared keywords come first; a declared STOP changes the message of every opt-out word
 * (unverified), never the action. With self-managed opt-outs the service leaves STOP and HELP to
 * the business.
 */
export function matchKeyword(
  body: string,
  declared: readonly Keyword[],
  selfManagedOptOuts: boolean,
): KeywordAnswer | undefined {
  const keyword = [...declared]
    .sort((one, other) => other.keyword.length - one.keyword.length)
    .find(
      (each) =>
        !(selfManagedOptOuts && isMandatory(each.keyword)) && beginsWith(body, each.keyword),
    );
  if (keyword)
    return {
      keyword: keyword.keyword.toUpperCase(),
      action: actionOf(keyword),
      message: keyword.keywordMessage,
    };
  if (selfManagedOptOuts) return undefined;
  const messageOf = (word: string) =>
    declared.find((each) => each.keyword.toUpperCase() === word)?.keywordMessage;
  const stop = optOutWords.find((word) => beginsWith(body, word));
  if (stop !== undefined)
    return { keyword: stop, action: "OPT_OUT", message: messageOf("STOP") ?? stopMessage };
  if (beginsWith(body, "HELP"))
    return { keyword: "HELP", action: "AUTOMATIC_RESPONSE", message: helpMessage };
  return undefined;
}

function actionOf({ keyword, keywordAction }: Keyword): KeywordAnswer["action"] {
  if (optOutWords.includes(keyword.toUpperCase())) return "OPT_OUT";
  return keywordAction ?? "AUTOMATIC_RESPONSE";
}

function isMandatory(keyword: string): boolean {
  return keyword.toUpperCase() === "HELP" || optOutWords.includes(keyword.toUpperCase());
}

function beginsWith(body: string, keyword: string): boolean {
  const text = body.trim().toUpperCase();
  if (!text.startsWith(keyword.toUpperCase())) return false;
  return !/^[\p{L}\p{N}-]/u.test(text.slice(keyword.length));
}
