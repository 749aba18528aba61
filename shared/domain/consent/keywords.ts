import type { InboundContent } from "../content/content";
import { wordsIn } from "../content/words-in";
import type { Language } from "../language/language";
import { plainClauses, plainText, plainWords } from "../language/plain-text";
import { optOutSentence, type SentenceMeaning } from "./opt-out-sentences";

/**
 * What a person asks for: no messages at all, messages again, what this is, or no marketing (what
 * they ask is then still answered).
 */
export type ConsentKeyword = "stop" | "start" | "help" | "stop-marketing";

export interface ConsentRequest {
  readonly keyword: ConsentKeyword;
  /** A word that both sides know, other words that mean the same, or a button of ours. */
  readonly by: "word" | "sentence" | "button";
  /** Of a word that belongs to one language. */
  readonly language?: Language;
}

/**
 * By language; a person who writes a word of the first list may speak any: those are the words that
 * providers require.
 *
 * Stop: Twilio documentation, Advanced Opt-Out; AWS End User Messaging SMS user guide, required
 * opt-out keywords. A person must not have to know which provider carries the message. US rules
 * name "stop, quit, end, revoke, opt out, cancel, unsubscribe" (TCPA, by secondary sources:
 * unverified). Slips of the pen, Spanish and German words are our own choice.
 *
 * Start: Twilio also takes YES (unverified). Here it is left out: "yes" is how people answer a
 * question in a conversation, and taking it for consent would opt in somebody who only meant the
 * question.
 */
const words: Readonly<
  Record<"stop" | "start" | "help", Readonly<Record<"any" | Language, string>>>
> = {
  stop: {
    any: `stop, stopall, stop all, unsubscribe, un subscribe, cancel, cancel all, end, end all, quit,
      quit all, revoke, optout, opt out, remove, arret, td`,
    en: `unsub, unsubscribed, unsuscribe, unsubcribe, unsubscibe, unsubsribe, unsubscrib, sotp,
      stpo, stope, cancell, stop it, stop this, stop everything, opt me out, stop sending, stop bot,
      stop chatbot, stop spam, spam stop, reply stop, text stop, send stop`,
    es: `parar, para, pare, paren, alto, baja, cancelar, detener, desuscribir, desuscribirme, dar de baja,
      darme de baja, darse de baja, date de baja, no mas, terminar, salir, basta, ya basta`,
    de: `stopp, stoppen, abmelden, abmeldung, abbestellen, beenden, kundigen, kuendigen, kundigung,
      aufhoren, aufhoeren, widerruf, widerrufen, austragen`,
  },
  start: {
    any: "start, unstop, un stop",
    en: "subscribe, resubscribe, opt in, optin",
    es: "iniciar, comenzar, empezar, alta, darme de alta, suscribir, suscribirme",
    de: "starten, anmelden, anmeldung, abonnieren",
  },
  help: {
    any: "help, info",
    en: "information, more info",
    es: "ayuda, informacion",
    de: "hilfe, informationen",
  },
};

const requestByWord = new Map(
  (["stop", "start", "help"] as const).flatMap((keyword) =>
    Object.entries(words[keyword]).flatMap(([spoken, list]) =>
      list.split(/,\s+/).map((word): [string, ConsentRequest] => [
        word,
        {
          keyword,
          by: "word",
          ...(spoken === "es" || spoken === "de" ? { language: spoken } : {}),
        },
      ]),
    ),
  ),
);

/** Words that are polite or impatient and change nothing, before and after what is meant. */
const courtesies = new Set(
  `please pls plz plse kindly just hi hello hey ok okay now immediately thanks thx thankyou
  hola gracias ya ahora porfavor porfa hallo bitte danke sofort jetzt`.split(/\s+/),
);
const longCourtesies = "(?:thank you|right now|por favor|i said|vielen dank)";
const longCourtesyAtAnEnd = new RegExp(`^${longCourtesies} | ${longCourtesies}$`);

/** The reply button that marketing templates carry, by its title and by its payload. */
const stopMarketingButton = /^stop (?:promotions?|promos?|marketing|offers)$/;

/**
 * The consent request that a text is, or undefined for an ordinary message. A word counts as a
 * whole message alone ("stop" does, "when do I stop eating?" does not); case, accents, emoji,
 * punctuation, invisible characters and courtesies make no difference. Refusals in other words
 * count too, since US rules let a person refuse by any reasonable means (TCPA, by secondary
 * sources: unverified); agreeing takes the word.
 */
export function consentRequest(text: string): ConsentRequest | undefined {
  if (text.length > longestRequest) return undefined;
  const said = withoutThreat(withoutCourtesies(squeeze(plainWords(text))));
  const word = requestByWord.get(said) ?? requestByWord.get(said.replace(numbered, "$1"));
  if (word) return word;
  const clauses = plainClauses(text).map((clause) =>
    withoutThreat(withoutCourtesies(clause.split(" "))),
  );
  return sentence(said) ?? firstOf(clauses, sentence) ?? exclaimedStop(text, clauses);
}

/** "STOP 2", where a menu has numbers, and the 1 of a mark that was typed in haste. */
const numbered = /^(stop|stopp) ?\d{1,3}$/;

/** "Stop texting me or I will sue": the request is what stands before. */
function withoutThreat(said: string): string {
  const [request = said] = said.split(threat);
  return request === said ? said : withoutCourtesies(request.split(" "));
}

const threat = / (?:or (?:i|ill|im|we|well|else)|o (?:los|les|te|voy)|oder ich)(?: |$)/;

/** Who tells a longer story than this asks something. */
const longestRequest = 400;

/**
 * The consent request in whatever a person sent: each of its words counts as a text does, and a
 * button as what stands on it or as the payload we gave it.
 */
export function consentIn(content: InboundContent): ConsentRequest | undefined {
  const said = wordsIn(content);
  return content.type === "choice"
    ? firstOf([content.id, ...said], button)
    : firstOf(said, consentRequest);
}

function button(label: string | undefined): ConsentRequest | undefined {
  if (label === undefined) return undefined;
  if (stopMarketingButton.test(plainWords(label).join(" ")))
    return { keyword: "stop-marketing", by: "button" };
  const request = consentRequest(label);
  return request && { ...request, by: "button" };
}

/** "S T O P" and "stoooop" are read as the word; "stop stop" as one. */
function squeeze(all: readonly string[]): string[] {
  if (all.every((word) => word.length === 1)) return [all.join("")];
  return all
    .map((word) => word.replace(/(\p{L})\1{2,}/gu, "$1"))
    .filter((word, index, those) => word !== those[index - 1]);
}

function withoutCourtesies(all: readonly string[]): string {
  const meant = all.map((word) => courtesies.has(word));
  const first = meant.indexOf(false);
  if (first < 0) return "";
  let said = all.slice(first, meant.lastIndexOf(false) + 1).join(" ");
  while (longCourtesyAtAnEnd.test(said)) said = said.replace(longCourtesyAtAnEnd, "");
  return said;
}

function sentence(said: string): ConsentRequest | undefined {
  const found: SentenceMeaning | undefined = optOutSentence(said);
  return found && { ...found, by: "sentence" };
}

/** Clauses that are the whole request beside whatever else is said: "STOP. I told you twice." */
const exclamations = new Set(["stop", "stopall", "stop all", "unsubscribe", "optout", "opt out"]);

/** What a person asks who does not know that they wrote to us: no question about food. */
const whoIsThis =
  /\b(?:(?:who|what)s?(?: is| are)? (?:this|dis|that|you|u)|quien eres|wer ist das)\s*\?+/g;

/** A message with a number or a question in it is about food rather than about messages. */
function exclaimedStop(text: string, clauses: readonly string[]): ConsentRequest | undefined {
  if (/[\p{N}?]/u.test(plainText(text).replace(whoIsThis, ""))) return undefined;
  const found = clauses.some((clause) => exclamations.has(squeeze(clause.split(" ")).join(" ")));
  return found ? { keyword: "stop", by: "sentence" } : undefined;
}

function firstOf<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
