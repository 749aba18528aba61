/**
 * Words that AWS answers by itself on the phone pool, each with the message of one of the stack's
 * three. The ten of STOP opt out whether they are declared or not (AWS End User Messaging SMS user
 * guide, required opt-out keywords); they are declared all the same, so that AWS confirms each:
 * that it does so for words that are not declared is unverified, and once a number is on its list,
 * nobody else can.
 */
export const poolKeywords = {
  HELP: ["HELP", "INFO"],
  STOP: [
    "STOP",
    "ARRET",
    "CANCEL",
    "END",
    "OPT-OUT",
    "OPTOUT",
    "QUIT",
    "REMOVE",
    "TD",
    "UNSUBSCRIBE",
  ],
  START: ["START", "UNSTOP"],
} as const;

const words: readonly string[] = Object.values(poolKeywords).flat();

/** Whether a message is such a word and nothing else: on that AWS surely acts. */
export function isPoolWord(text: string): boolean {
  return words.includes(text.trim().toUpperCase());
}

/**
 * Whether a message begins with such a word: "matched at the beginning of the message", in any case
 * (the same guide); that the word has to end there is unverified.
 */
export function isAnsweredByPool(text: string): boolean {
  const said = text.trim().toUpperCase();
  return words.some(
    (word) => said.startsWith(word) && !/^[\p{L}\p{N}-]/u.test(said.slice(word.length)),
  );
}
