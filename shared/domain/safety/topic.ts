import type { Language } from "../language/language";

/** What is too serious for a food table, the most urgent first. */
export const topics = ["allergic-reaction", "emergency", "self-harm", "eating-disorder"] as const;
export type Topic = (typeof topics)[number];

/** How people of one language speak of each topic, in the spelling that `readForSafety` gives. */
export type Signs = Readonly<Record<Topic, readonly RegExp[]>>;

/** A pattern of several lines; the breaks and the space after them are not part of it. */
export function sign(parts: TemplateStringsArray, ...values: readonly string[]): RegExp {
  return new RegExp(String.raw(parts, ...values).replace(/\n\s*/g, ""));
}

/** What a person of concern is sent: nothing else goes with it. */
export interface Referral {
  readonly topic: Topic;
  readonly language: Language;
  readonly text: string;
}
