import type { Language } from "./language";

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Short messages as people send them, by language. */
export const languageCorpus: Readonly<Record<Language, readonly string[]>> = {
  en: lines(`
    how many calories in a bagel with cream cheese
    is oatmeal good for breakfast?
    I had pizza last night
    whats the protein in tofu
    two slices of toast with butter
    can you suggest a light dinner
    what's for lunch
    how much fat is in an avocado
    thank you so much
    good morning
    I'm trying to lose weight
    does wine have sugar
    chicken and rice
    a bowl of soup
    should I eat before the gym
    that was wrong, it was half a cup
    my number is new
    what do you mean
    are nuts healthy
    give me ideas for snacks
    3 eggs and 2 slices of bacon
    I forgot to tell you about the beer
    please don't write again
    who is this
    where are you
  `),
  es: lines(`
    ¿cuántas calorías tiene un bocadillo de jamón?
    cuanta proteina tiene el tofu
    anoche cené pizza
    dos tostadas con mantequilla
    qué me recomiendas para la cena
    ¿es buena la avena para desayunar?
    cuanta grasa tiene un aguacate
    muchas gracias
    buenos días
    estoy intentando adelgazar
    ¿el vino tiene azúcar?
    pollo con arroz
    un plato de sopa
    debo comer antes del gimnasio
    era media taza
    tengo un número nuevo
    qué quieres decir
    son sanas las nueces
    dame ideas para merendar
    3 huevos y 2 lonchas de tocino
    se me olvidó la cerveza
    no me escriba más
    quién eres
    donde estas
    hola
  `),
  de: lines(`
    wie viele kalorien hat ein brötchen mit frischkäse
    ist haferbrei gut zum frühstück?
    gestern abend gab es pizza
    wie viel protein hat tofu
    zwei scheiben toast mit butter
    kannst du ein leichtes abendessen vorschlagen
    was gibt es mittags
    wieviel fett hat eine avocado
    vielen dank
    guten morgen
    ich versuche abzunehmen
    hat wein zucker
    huhn mit reis
    ein teller suppe
    soll ich vor dem sport essen
    das war falsch, es war eine halbe tasse
    meine nummer ist neu
    was meinst du
    sind nüsse gesund
    gib mir ideen für snacks
    3 eier und 2 scheiben speck
    ich habe das bier vergessen
    bitte schreib mir nicht mehr
    wer ist das
    wo seid ihr
  `),
};
