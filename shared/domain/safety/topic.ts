import type { Language } from "../language/language";

/** What is too serious for a food table, the most urgent first. */
export const topics = ["allergic-reaction", "emergency", "self-harm", "eating-disorder"] as const;
export type Topic = (typeof topics)[number];

/** How people of one language speak of each topic, in the spelling that `readForSafety` gives. */
export type Signs = Readonly<Record<Topic, readonly RegExp[]>>;

/** What a person of concern is sent: nothing else goes with it. */
export interface Referral {
  readonly topic: Topic;
  readonly language: Language;
  readonly text: string;
}
