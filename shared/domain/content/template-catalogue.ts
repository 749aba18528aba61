import { type Language, languages } from "../language/language";
import type { TemplateContent } from "./content";
import { type ParameterFormat, type TemplateCategory, template } from "./template";

/** What a tap on "Stop promotions" brings back, from either provider: no more marketing. */
export const stopPromotionsPayload = "stop-promotions";

/** What a tap on "Continue" or "Show answer" brings back: the answer that waits is to be given. */
export const continuePayload = "continue";

/**
 * Every template that the system sends. The same words stand at Meta under both numbers
 * (docs/rules.md, template parity); Twilio's ContentSid of each comes from the stack
 * (`twilio.contentSids`). A body neither begins nor ends with a parameter: Meta rejects it.
 */
const catalogue = {
  /** What a person asked to be reminded of. */
  meal_check_in: template({
    category: "utility",
    parameterFormat: "positional",
    parameters: { first_name: "Ada" },
    buttons: {},
    words: {
      en: {
        body: ["Hi {{first_name}}, it is time for your meal check-in.", "What did you eat today?"],
        buttons: {},
      },
      es: {
        body: [
          "Hola, {{first_name}}: es la hora de tu registro de comidas.",
          "¿Qué has comido hoy?",
        ],
        buttons: {},
      },
      de: {
        body: [
          "Hallo {{first_name}}, es ist Zeit für deinen Mahlzeiten-Check.",
          "Was hast du heute gegessen?",
        ],
        buttons: {},
      },
    },
  }),
  /** From number B to who wrote to A while A is retired: the answer is held. */
  we_moved: template({
    category: "utility",
    parameterFormat: "positional",
    parameters: {},
    buttons: { continue: continuePayload },
    words: {
      en: {
        body: [
          "AI Nutritionist has a new number, this one.",
          "Your answer is ready: tap Continue, or reply with any word, to read it here.",
        ],
        buttons: { continue: "Continue" },
      },
      es: {
        body: [
          "AI Nutritionist tiene un número nuevo: este.",
          "Tu respuesta está lista: toca Continuar, o responde con cualquier palabra,",
          "para leerla aquí.",
        ],
        buttons: { continue: "Continuar" },
      },
      de: {
        body: [
          "AI Nutritionist hat eine neue Nummer, diese hier.",
          "Deine Antwort ist fertig: Tippe auf Weiter oder antworte mit irgendeinem Wort,",
          "um sie hier zu lesen.",
        ],
        buttons: { continue: "Weiter" },
      },
    },
  }),
  /** From either number, when an answer is ready and the service window has closed meanwhile. */
  answer_ready: template({
    category: "utility",
    parameterFormat: "positional",
    parameters: {},
    buttons: { show: continuePayload },
    words: {
      en: {
        body: [
          "The answer to your question to AI Nutritionist is ready.",
          "Tap Show answer, or reply with any word, to read it.",
        ],
        buttons: { show: "Show answer" },
      },
      es: {
        body: [
          "La respuesta a tu pregunta a AI Nutritionist está lista.",
          "Toca Ver respuesta, o responde con cualquier palabra, para leerla.",
        ],
        buttons: { show: "Ver respuesta" },
      },
      de: {
        body: [
          "Die Antwort auf deine Frage an AI Nutritionist ist fertig.",
          "Tippe auf Antwort zeigen oder antworte mit irgendeinem Wort, um sie zu lesen.",
        ],
        buttons: { show: "Antwort zeigen" },
      },
    },
  }),
  /** Only to who agreed to marketing. */
  weekly_recipe: template({
    category: "marketing",
    parameterFormat: "named",
    parameters: { first_name: "Ada", recipe: "lentil soup with spinach", minutes: "25" },
    buttons: { stop: stopPromotionsPayload },
    words: {
      en: {
        header: "A new recipe, {{first_name}}",
        body: [
          "This week we cook {{recipe}}, ready in {{minutes}} minutes.",
          "Write to us what you had with it, and we count the calories.",
        ],
        footer: "You get this because you asked for recipes.",
        buttons: { stop: "Stop promotions" },
      },
      es: {
        header: "Una receta nueva, {{first_name}}",
        body: [
          "Esta semana cocinamos {{recipe}}, en {{minutes}} minutos.",
          "Escríbenos con qué la acompañas y contamos las calorías.",
        ],
        footer: "Recibes este mensaje porque pediste recetas.",
        buttons: { stop: "No más promociones" },
      },
      de: {
        header: "Ein neues Rezept, {{first_name}}",
        body: [
          "Diese Woche gibt es bei uns {{recipe}}, fertig in {{minutes}} Minuten.",
          "Schreib uns, was es dazu gab, und wir zählen die Kalorien.",
        ],
        footer: "Du bekommst das, weil du Rezepte wolltest.",
        buttons: { stop: "Keine Werbung mehr" },
      },
    },
  }),
} as const;

export type TemplateName = keyof typeof catalogue;

export const templateNames = Object.keys(catalogue) as readonly TemplateName[];

type ParameterName<Name extends TemplateName> = keyof (typeof catalogue)[Name]["parameters"];

export type TemplateParameters<Name extends TemplateName> = Readonly<
  [ParameterName<Name>] extends [never]
    ? Record<string, never>
    : Record<ParameterName<Name>, string>
>;

/** A template to send; a parameter that is missing or too much does not compile. */
export function templateContent<Name extends TemplateName>(
  name: Name,
  language: Language,
  parameters: TemplateParameters<Name>,
): TemplateContent {
  return { type: "template", name, language, parameters };
}

/** A template in one language. In its texts `{{name}}` marks a parameter. */
export interface Template {
  readonly name: TemplateName;
  readonly language: Language;
  readonly category: TemplateCategory;
  readonly parameterFormat: ParameterFormat;
  /** In the order of Twilio's numbers. */
  readonly parameters: readonly { readonly name: string; readonly example: string }[];
  readonly header?: string;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly { readonly title: string; readonly payload: string }[];
}

/** The catalogue's template; undefined where it has none of that name or language. */
export function templateOf(name: string, language: string): Template | undefined {
  return allTemplates.find((each) => each.name === name && each.language === language);
}

export const allTemplates: readonly Template[] = templateNames.flatMap((name) =>
  languages.map((language) => inLanguage(name, language)),
);

function inLanguage(name: TemplateName, language: Language): Template {
  const { category, parameterFormat, parameters, buttons, words } = catalogue[name];
  const wording: {
    readonly header?: string;
    readonly body: readonly string[];
    readonly footer?: string;
    readonly buttons: Readonly<Record<string, string>>;
  } = words[language];
  return {
    name,
    language,
    category,
    parameterFormat,
    parameters: Object.entries(parameters).map(([name, example]) => ({ name, example })),
    ...(wording.header === undefined ? {} : { header: wording.header }),
    body: wording.body.join(" "),
    ...(wording.footer === undefined ? {} : { footer: wording.footer }),
    buttons: Object.entries(buttons).map(([button, payload]) => ({
      title: wording.buttons[button] ?? button,
      payload,
    })),
  };
}
