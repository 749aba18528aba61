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

/** The same, in which ` ~3 ` stands for up to three words between two. */
export function family(parts: TemplateStringsArray, ...values: readonly string[]): RegExp {
  const whole = String.raw(parts, ...values).replace(/\n\s*/g, "");
  return new RegExp(whole.replace(/ ~(\d) /g, "(?: \\w+){0,$1} "));
}

/** What a person of concern is sent: nothing else goes with it. */
export interface Referral {
  readonly topic: Topic;
  readonly language: Language;
  readonly text: string;
}
