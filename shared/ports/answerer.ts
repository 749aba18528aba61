/**
 * The core logic of a conversation, whatever stands behind it: a food table today, a language model
 * later. It knows nothing of channels and providers; the caller turns a rejection into an apology.
 */
export interface Answerer {
  /** The text to send back, short enough for one message of any provider. */
  answer(question: Question): Promise<string>;
}

/**
 * What a person asks. A model's needs (earlier turns, profile, locale) come here as optional
 * fields, so that no implementation breaks.
 */
export interface Question {
  readonly text: string;
}
