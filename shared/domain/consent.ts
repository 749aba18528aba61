/**
 * Whether a person takes messages on a channel. Nobody is opted in for ever: the latest state
 * counts.
 */
export type ConsentState =
  | { readonly kind: "opted-in"; readonly source: OptInSource; readonly at: number }
  | { readonly kind: "opted-out"; readonly source: OptOutSource; readonly at: number };

/**
 * How a person agreed: a keyword, a first message of their own (which permits the answer, not
 * more), a form, or a list brought from elsewhere. `at` is in milliseconds since the epoch.
 */
export type OptInSource = "keyword" | "first-message" | "form" | "import";

/**
 * How a person refused: a keyword, a refusal that the provider keeps (its own opt-out list), an
 * operator, or a list brought from elsewhere.
 */
export type OptOutSource = "keyword" | "provider" | "operator" | "import";

/**
 * The state after a change arrives, in whatever order changes arrive: the later one wins, and of
 * two at the same time the refusal.
 */
export function laterConsent(known: ConsentState | undefined, change: ConsentState): ConsentState {
  if (!known || change.at > known.at) return change;
  if (change.at < known.at) return known;
  return known.kind === "opted-out" ? known : change;
}

export type ConsentKeyword = "stop" | "start" | "help";

/**
 * Words that opt out, at either provider (Twilio documentation, Advanced Opt-Out; AWS End User
 * Messaging SMS user guide, required opt-out keywords), and spellings of them. A person must not
 * have to know which provider carries the message. That WhatsApp itself reacts to none of them, and
 * Twilio to none on WhatsApp, is unverified.
 */
const stopWords = [
  "STOP",
  "STOPALL",
  "STOP ALL",
  "UNSUBSCRIBE",
  "CANCEL",
  "END",
  "QUIT",
  "REVOKE",
  "OPTOUT",
  "OPT-OUT",
  "OPT OUT",
  "REMOVE",
  "ARRET",
  "TD",
];

/**
 * Twilio also takes YES (unverified). Here it is left out: "yes" is how people answer a question in
 * a conversation, and taking it for consent would opt in somebody who only meant the question.
 */
const startWords = ["START", "UNSTOP"];

const helpWords = ["HELP", "INFO"];

const keywordByWord = new Map<string, ConsentKeyword>([
  ...stopWords.map((word) => [word, "stop"] as const),
  ...startWords.map((word) => [word, "start"] as const),
  ...helpWords.map((word) => [word, "help"] as const),
]);

/**
 * The consent keyword that a message is, or undefined for an ordinary message. Only a whole message
 * counts ("stop" does, "when do I stop eating?" does not); case, space around and between words,
 * accents and punctuation at the end are ignored.
 */
export function consentKeyword(text: string): ConsentKeyword | undefined {
  const word = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .trim()
    .replace(/[\p{P}\s]+$/u, "")
    .replace(/[\s\u2010-\u2015]+/g, (gap) => (gap.trim() === "" ? " " : "-"))
    .toUpperCase();
  return keywordByWord.get(word);
}
