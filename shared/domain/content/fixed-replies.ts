import type { Language } from "../language/language";
import type { InboundContent } from "./content";

type InEachLanguage = Readonly<Record<Language, string>>;

/**
 * What a person reads that nobody wrote for them alone, each within one SMS. Spanish avoids words
 * with the accents that the GSM alphabet lacks: one of them would more than double the parts.
 */
const replies = {
  /**
   * Confirms and says nothing else but the way back: US rules allow one confirmation that promotes
   * nothing (TCPA, by secondary sources: unverified).
   */
  stop: {
    en: "AI Nutritionist: you are unsubscribed and get no more messages. Reply START to come back.",
    es: "AI Nutritionist: tu baja es efectiva y ya no te escribimos. Responde START para volver.",
    de:
      "AI Nutritionist: Du bist abgemeldet und bekommst keine Nachrichten mehr. Mit START " +
      "meldest du dich wieder an.",
  },
  start: {
    en:
      "AI Nutritionist: you are subscribed again. Ask me about food. Reply HELP for help, STOP " +
      "to end. Msg & data rates may apply.",
    es:
      "AI Nutritionist: vuelves a recibir mensajes. Responde HELP para ayuda, STOP para darte de " +
      "baja. Pueden aplicarse tarifas de mensajes.",
    de:
      "AI Nutritionist: Du bist wieder angemeldet. HELP für Hilfe, STOP zum Abmelden. Es können " +
      "Kosten für Nachrichten anfallen.",
  },
  help: {
    en:
      'AI Nutritionist: ask "how many calories in two eggs?". Message frequency varies. Msg & ' +
      "data rates may apply. Reply STOP to end, START to return.",
    es:
      "AI Nutritionist: escribe lo que comes y te digo lo que aporta. Frecuencia variable. " +
      "Pueden aplicarse tarifas. STOP para la baja, START para volver.",
    de:
      "AI Nutritionist: Schreib, was du isst, und ich rechne es aus. Häufigkeit verschieden, " +
      "Kosten möglich. STOP zum Abmelden, START zum Anmelden.",
  },
  "stop-marketing": {
    en:
      "AI Nutritionist: no more promotions. You still get answers and the reminders you asked " +
      "for. Reply STOP to end all messages.",
    es:
      "AI Nutritionist: se acabaron las promociones. Te seguimos respondiendo y enviando los " +
      "avisos que pidas. STOP para no recibir nada.",
    de:
      "AI Nutritionist: Du bekommst keine Werbung mehr. Antworten und gewünschte Erinnerungen " +
      "kommen weiter. Mit STOP endet alles.",
  },
  /** When an answer failed. It promises nothing: nobody answers later by itself. */
  apology: {
    en:
      "Sorry, something went wrong on our side and I have no answer. Please ask again in a few " +
      "minutes.",
    es: "Lo siento, algo ha fallado y no tengo respuesta. Por favor, pregunta otra vez en un rato.",
    de:
      "Leider ist bei uns etwas schiefgegangen und ich habe keine Antwort. Bitte frag in ein " +
      "paar Minuten noch einmal.",
  },
  /** Once, before the silence that keeps two machines from answering each other for ever. */
  "too-many": {
    en: "That is a lot for one hour, so I am taking a break. Please write again in an hour.",
    es: "Son muchos mensajes en una hora y hago una pausa. Por favor, escribe dentro de una hora.",
    de: "Das ist viel für eine Stunde, ich mache eine Pause. Bitte schreib in einer Stunde wieder.",
  },
  /** To a tap on "Continue" when nothing waits any more. */
  "nothing-waits": {
    en: "No answer is waiting for you any more. Please ask again.",
    es: "Ya no hay ninguna respuesta en espera. Por favor, pregunta otra vez.",
    de: "Es wartet keine Antwort mehr auf dich. Bitte frag noch einmal.",
  },
  /** Above an answer from B to who wrote to A, when A is gone. */
  "number-retired": {
    en: "The number you wrote to is no longer in use. AI Nutritionist goes on here.",
    es: "El contacto al que escribiste ya no se usa. AI Nutritionist sigue en este chat.",
    de: "Die Nummer, an die du schreibst, ist abgeschaltet. AI Nutritionist macht hier weiter.",
  },
  /** Above an answer that could not be sent while the service window was closed; same number. */
  "window-closed": {
    en: "This answer was waiting until you wrote again:",
    es: "Esta respuesta esperaba a que volvieras a escribir:",
    de: "Diese Antwort hat gewartet, bis du wieder schreibst:",
  },
  /** Below an answer from A, before the link to B. */
  invitation: {
    en: "AI Nutritionist has a new number. Tap to continue there:",
    es: "AI Nutritionist se ha mudado. Toca para seguir en el chat nuevo:",
    de: "AI Nutritionist hat eine neue Nummer. Tippe hier, um dort weiterzuschreiben:",
  },
  /** Above the first answer from B. */
  introduction: {
    en: "AI Nutritionist here, at our new number.",
    es: "Te escribe AI Nutritionist desde nuestro nuevo contacto.",
    de: "Hier ist AI Nutritionist unter unserer neuen Nummer.",
  },
} as const satisfies Readonly<Record<string, InEachLanguage>>;

export type FixedReply = keyof typeof replies;

export function fixedReply(reply: FixedReply, language: Language): string {
  return replies[reply][language];
}

export const fixedReplyNames = Object.keys(replies) as readonly FixedReply[];

/** What can be read; everything else is answered with the word for it. */
type Readable = "text" | "choice";
type UnreadKind = Exclude<InboundContent["type"], Readable> | "voice";

/** How the kinds are called, in the plural; `voice` is audio that was recorded in the chat. */
const kindNames: Readonly<Record<UnreadKind, InEachLanguage>> = {
  image: { en: "pictures", es: "fotos", de: "Bilder" },
  video: { en: "videos", es: "videos", de: "Videos" },
  audio: { en: "audio files", es: "audios", de: "Audiodateien" },
  voice: { en: "voice messages", es: "mensajes de voz", de: "Sprachnachrichten" },
  document: { en: "documents", es: "documentos", de: "Dokumente" },
  sticker: { en: "stickers", es: "stickers", de: "Sticker" },
  location: { en: "locations", es: "ubicaciones", de: "Standorte" },
  contacts: { en: "contact cards", es: "tarjetas de contacto", de: "Kontaktkarten" },
  reaction: { en: "reactions", es: "reacciones", de: "Reaktionen" },
  "form-reply": { en: "forms", es: "formularios", de: "Formulare" },
  order: { en: "orders", es: "pedidos", de: "Bestellungen" },
  unsupported: {
    en: "this kind of message",
    es: "este tipo de mensaje",
    de: "Nachrichten dieser Art",
  },
};

const unsupported: Readonly<Record<Language, (kind: string) => string>> = {
  en: (kind) =>
    `Sorry, I cannot read ${kind} yet. ` +
    'Please write your question as text, such as "two eggs and a banana".',
  es: (kind) =>
    `Lo siento, por ahora no puedo leer ${kind}. ` +
    'Por favor, escribe tu pregunta, por ejemplo "dos huevos y una banana".',
  de: (kind) =>
    `Leider kann ich ${kind} noch nicht lesen. ` +
    'Bitte schreib deine Frage als Text, zum Beispiel "zwei Eier und eine Banane".',
};

/**
 * What a person reads who sent something other than text, with the right word for it. A kind that
 * has no word here (a provider's own) is not repeated.
 */
export function unsupportedReply(kind: string, language: Language): string {
  const names = Object.hasOwn(kindNames, kind)
    ? kindNames[kind as UnreadKind]
    : kindNames.unsupported;
  return unsupported[language](names[language]);
}
