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
