import type { Language } from "../language/language";
import type { Topic } from "./topic";

/**
 * What a person is sent, each within one SMS; Spanish words whose accents SMS lacks are avoided.
 *
 * Numbers: 112 in the EU (news.lt, quoting ec.europa.eu: "the single EU emergency number works in
 * all member countries"). 988 in the US by call or text, at any hour, in English and Spanish
 * (mcphs.edu on the 988 Lifeline). 024 in Spain (rtve.es, 9 May 2022: free, around the clock).
 * 0800 1110111 in Germany (synodalerweg.de, quoting telefonseelsorge.de: free, around the clock).
 * That 911 is the emergency number in the US is common knowledge and was not looked up. No
 * helpline for eating disorders is named: the best-known one in the US closed in 2023
 * (additudemag.com, 9 June 2023). The wording has been seen by no clinician: unverified.
 */
export const referralTexts: Readonly<Record<Topic, Readonly<Record<Language, string>>>> = {
  "allergic-reaction": {
    en:
      "This may be a serious allergic reaction. Use your adrenaline pen if you have one and call " +
      "your local emergency number now (112 in Europe, 911 in the US).",
    es:
      "Esto puede ser una alergia grave. Usa tu autoinyector de adrenalina si lo tienes y llama " +
      "ya a emergencias (112 en Europa, 911 en EE. UU.).",
    de:
      "Das kann eine schwere allergische Reaktion sein. Nutze deinen Adrenalin-Pen, falls du " +
      "einen hast, und ruf sofort den Notruf: 112, in den USA 911.",
  },
  emergency: {
    en:
      "This sounds like an emergency. Please call your local emergency number now (112 in " +
      "Europe, 911 in the US). I am only a program and cannot help here.",
    es:
      "Esto parece una emergencia. Llama ahora mismo a emergencias (112 en Europa, 911 en EE. " +
      "UU.). Soy solo un programa y no puedo ayudarte con esto.",
    de:
      "Das klingt nach einem Notfall. Bitte ruf sofort den Notruf: 112, in den USA 911. Ich bin " +
      "nur ein Programm und kann hier nicht helfen.",
  },
  "self-harm": {
    en:
      "I am so sorry you feel this way. You are not alone: call or text 988 (US) or talk to " +
      "someone you trust. In danger now? Call 112 (Europe) or 911 (US).",
    es:
      "Siento mucho que lo pases tan mal. No tienes que cargar con esto a solas: llama al 024 " +
      "(España) o 988 (EE. UU.). Si hay peligro: 112, en EE. UU. 911.",
    de:
      "Es tut mir leid, dass es dir so schlecht geht. Du bist nicht allein: Telefonseelsorge " +
      "0800 1110111 (Deutschland), 988 (USA). Bei Gefahr: 112 oder 911.",
  },
  "eating-disorder": {
    en:
      "That sounds hard, and you deserve support. I cannot help with this, but a doctor or " +
      "someone you trust can. In crisis: 988 in the US, 112 in Europe.",
    es:
      "Debe de ser duro, y mereces apoyo. Con esto no puedo ayudarte, pero tu centro de salud o " +
      "alguien de confianza puede. En crisis: 112, en EE. UU. 988.",
    de:
      "Das klingt schwer, und du verdienst Hilfe. Ich kann hier nicht helfen, aber deine " +
      "Arztpraxis oder ein vertrauter Mensch. In der Krise: 112, USA 988.",
  },
};
