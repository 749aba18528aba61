import { plainWords } from "./plain-text";

/** The languages that fixed replies and templates are written in. */
export const languages = ["en", "es", "de"] as const;
export type Language = (typeof languages)[number];

/**
 * The language a text is written in, as far as fixed replies go: the one most of its words belong
 * to. A text that does not tell ("200 g", "ok") is in the hint's: what the person wrote before, or
 * their phone's; English without one.
 *
 * Own code: of the 422 sentences of `language.test.ts` it knows 408, tinyld 405 (but adds 736 KiB
 * to a bundle), tinyld/light 383 (80 KiB), franc-min 360 (171 KiB), each told of the three.
 * Messages of one to five words are not what those are made for.
 */
export function languageOf(text: string, hint: Language = "en"): Language {
  const said = plainWords(text);
  const scores = languages.map((language) => ({
    language,
    score:
      said.filter((word) => words[language].has(word)).length +
      (letters[language].test(text) ? 2 : 0),
  }));
  const best = Math.max(...scores.map(({ score }) => score));
  const leading = scores.filter(({ score }) => score === best).map(({ language }) => language);
  return best === 0 || leading.includes(hint) ? hint : (leading[0] ?? hint);
}

/** Letters and marks that one of the three languages has alone. */
const letters: Readonly<Record<Language, RegExp>> = {
  en: /(?:n't|[a-z]'(?:s|re|ve|ll|m)\b)/i,
  es: /[ñ¿¡áíóú]/i,
  de: /[äöß]|ü/i,
};

/** In the spelling of `plainText`; a word of two of the languages is in neither list. */
const words: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: list(`the and you your of to is are was were be been am i im ive it its this that these
    those my me he she we they his her our their what whats how when where which who why do
    does did dont doesnt didnt can cant could would should will wont have havent had got get
    for with without from about at on by in an if or but not any some much many more less than
    too very just really please thanks thank hello hey eat eating ate food breakfast lunch
    dinner snack calories calorie protein carbs sugar bread rice egg eggs banana chicken
    cheese milk water coffee apple potato beef fish salad cup slice slices two three four good
    healthy today tomorrow tonight day days after before feel want need help stop breathe
    breathing pain throat swollen tongue think having know weight lose make there has as up
    yes`),
  es: list(`el la los las un una unos unas y o de del al a en con sin por para que como cuando
    donde cual cuales cuanto cuanta cuantos cuantas porque es son esta estan estoy soy eres
    somos fue ser tengo tiene tienen hay he ha mi mis tu tus su sus me te se lo le les nos yo
    ella ellos esto eso este ese no si muy mas menos pero tambien ya hoy manana ahora despues
    antes cada dia dias quiero quisiera puedo puede necesito gracias hola buenas buenos favor
    ayuda comer comi como comida cena desayuno almuerzo calorias caloria azucar pan arroz
    huevo huevos platano pollo pechuga queso leche agua cafe manzana papa patata carne pescado
    ensalada taza vaso rebanada dos tres cuatro bueno peso bajar siento creo respirar dolor
    pecho garganta lengua hinchada baja parar mensajes recibir informacion emergencia
    ambulancia suicidio suicidarme vomitar reaccion alergica hijo`),
  de: list(`der die das den dem des ein eine einen einem einer und oder aber nicht kein keine
    keinen mit ohne von vom zu zum zur im am auf aus bei nach vor fur uber unter als wie wann
    wo wer warum welche welcher wieviel viele viel mehr weniger ist sind war bin bist hat habe
    haben hatte kann konnen kannst muss soll sollte will mochte moechte ich du er sie wir ihr
    mich mir dich dir uns euch mein meine meinen dein deine sich es ja nein danke bitte hallo
    guten heute morgen jetzt gestern tag tage essen gegessen esse trinken fruhstuck
    mittagessen abendessen kalorien kalorie eiweiss zucker brot reis ei eier hahnchen
    hahnchenbrust kase milch wasser kaffee apfel kartoffel fleisch fisch salat tasse glas
    scheibe scheiben zwei drei vier gut gesund abnehmen hilfe atmen hals zunge lippen
    schmerzen brust notfall allergische allergisch reaktion schock nachrichten keine abmelden
    magersucht was um`),
};

function list(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}
