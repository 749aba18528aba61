import type { Language } from "../language/language";

export const templateCategories = ["utility", "marketing", "authentication"] as const;

export type TemplateCategory = (typeof templateCategories)[number];

/**
 * How Meta has a template's parameters: by number, counted anew in header and body, or by name
 * (Meta, "Template components"). It cannot change after the approval.
 */
export type ParameterFormat = "positional" | "named";

/** A template's words in one language. `{{name}}` marks a parameter. */
interface Words<Button extends PropertyKey> {
  /** One line, with at most one parameter. */
  readonly header?: string;
  /** Its sentences: a space stands between them. */
  readonly body: readonly string[];
  readonly footer?: string;
  /** What is on each button. */
  readonly buttons: Readonly<Record<Button, string>>;
}

export interface TemplateDefinition<
  Parameters extends Readonly<Record<string, string>>,
  Buttons extends Readonly<Record<string, string>>,
  AllWords,
> {
  readonly category: TemplateCategory;
  readonly parameterFormat: ParameterFormat;
  /** An example by name, which Meta asks for; their order is that of Twilio's numbers. */
  readonly parameters: Parameters;
  /** By name the payload that comes back when a quick reply is tapped; in the order shown. */
  readonly buttons: Buttons;
  readonly words: AllWords;
}

type PlaceholdersIn<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | PlaceholdersIn<Rest>
  : never;

type TextOf<W> = W extends { readonly header?: infer H; readonly body: readonly (infer B)[] }
  ? Extract<H | B, string>
  : never;

/** Nothing where a wording has just the declared parameters; else a member that nothing fits. */
type SameParameters<Found, Declared> = [
  Exclude<Found, Declared>,
  Exclude<Declared, Found>,
] extends [never, never]
  ? unknown
  : {
      readonly "is not declared": Exclude<Found, Declared>;
      readonly "is missing in the words": Exclude<Declared, Found>;
    };

/**
 * A template of the catalogue. It does not compile while a language, a button or a parameter is
 * missing in any of the wordings, or a wording has a parameter that is not declared.
 */
export function template<
  const Parameters extends Readonly<Record<string, string>>,
  const Buttons extends Readonly<Record<string, string>>,
  const AllWords extends Readonly<Record<Language, Words<keyof Buttons>>>,
>(
  definition: TemplateDefinition<
    Parameters,
    Buttons,
    AllWords & {
      readonly [Language in keyof AllWords]: SameParameters<
        PlaceholdersIn<TextOf<AllWords[Language]>>,
        keyof Parameters
      >;
    }
  >,
): TemplateDefinition<Parameters, Buttons, AllWords> {
  return definition;
}

export const placeholder = /\{\{(\w+)\}\}/g;

/** The parameters that a text has places for, in the order of the template's. */
export function parametersIn(text: string, names: readonly string[]): string[] {
  const found = new Set(Array.from(text.matchAll(placeholder), ([, name]) => name));
  return names.filter((name) => found.has(name));
}

/** The text with numbers for names, counted from 1 in the order given: `{{1}}`. */
export function numbered(text: string, names: readonly string[]): string {
  return text.replace(placeholder, (_, name: string) => `{{${names.indexOf(name) + 1}}}`);
}
