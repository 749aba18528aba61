import type { Language } from "../language/language";

export interface SentenceMeaning {
  readonly keyword: "stop" | "stop-marketing";
  readonly language: Language;
}

/*
 * Refusals in other words than the agreed ones, each as a whole clause in the spelling of
 * `plainText`. Every pattern names messages, a list, a number or the person's own will, so that a
 * sentence about food is none: "no more sugar" and "remove the egg" are not here. `(a|b)` is one of
 * the words, `[a|b]` none or more of them, `<name>` a list below.
 */

const lists: Readonly<Record<string, string>> = {
  messages: `messages|message|messaging|texts|text|texting|sms|msgs|msg|msgs|whatsapps|whatsapp
    |notifications|notification|updates|alerts|reminders|spam|spams|check ins`,
  contacting: `texting|messaging|contacting|writing|spamming|bothering|pestering|annoying
    |harassing|whatsapping|emailing|calling|messeging|txting`,
  contact:
    "text|txt|message|contact|write|msg|sms|spam|bother|call|whatsapp|email|texting|messaging",
  any: `all|any|these|those|your|the|this|that|my|more|of|from|so|many|me|us|to|with|such|further
    |other|unwanted|stupid|damn|annoying|daily|you`,
  ending: `anymore|any more|again|ever|ever again|from you|from you guys|to me|to this number
    |to my phone|to my number|on this number|on my phone|today|forever|for good|at all|at once|asap
    |at this number|here|already|like this|right away|this number|my number|my phone`,
  promotions: `promotions|promotion|promos|promo|promotional|offers|offer|ads|advertising|adverts
    |advertisements|advertisement|marketing|newsletter|newsletters|deals|commercials`,
  mensajes: `mensajes|mensaje|sms|textos|texto|notificaciones|avisos|recordatorios|whatsapps
    |whatsapp|comunicaciones`,
  cualquier: "mas|sus|tus|estos|los|las|de|este|tu|su|ningun|ninguna|otros|nada|esos|tantos",
  nunca: `mas|nunca mas|nunca|a este numero|a mi numero|a mi telefono|de ustedes|de vosotros|nada
    |otra vez|jamas|por aqui|suyos|tuyos`,
  ofertas: "promociones|promocion|ofertas|publicidad|anuncios|propaganda|marketing|boletines",
  nachrichten: `nachrichten|nachricht|sms|mitteilungen|meldungen|texte|whatsapps|whatsapp
    |benachrichtigungen|erinnerungen|mails|spam`,
  weitere: "weiteren|weitere|mehr|eure|ihre|deine|diese|solche|solchen|neuen|von|euch|ihnen|dir",
  nie: `mehr|nie mehr|nie wieder|wieder|an mich|an diese nummer|von euch|von ihnen|von dir|mir
    |schicken|senden|zusenden|schreiben|bekommen|erhalten|haben|empfangen`,
  werbung:
    "werbung|werbenachrichten|angebote|werbe sms|promotionen|newsletter|werbemails|marketing",
};

const sentences: Readonly<
  Record<SentenceMeaning["keyword"], Readonly<Record<Language, readonly string[]>>>
> = {
  stop: {
    en: [
      `[you|can|could|would|will|must|have to|need to|should|i|want|need] (stop|quit
        |cease) [sending] (<contacting>) [<any>] [<messages>] [<ending>]`,
      `[you|can|could|would|will|must|i|want] (stop|quit|cease) sending [<any>] (<messages>|stuff
        |things|anything|me stuff) [<any>] [<ending>]`,
      `(stop|end|quit|cancel|cease|block|turn off|disable|no more|no|enough) [<any>] (<messages>
        |subscription|service|membership) [<any>] [<ending>]`,
      `(dont|do not|never|don t|dnt|stop trying to) [you|dare] (<contact>) [<any>] [<messages>
        |anything] [<ending>]`,
      `(dont|do not|never|don t) [ever] send [<any>] (<messages>|anything|me anything
        |stuff) [<any>] [<ending>]`,
      `[i|want to|would like to|wish to|need to|id like to|lets|please] (unsubscribe|unsub
        |unsuscribe|unsubcribe) [<any>|list|lists|<messages>|everything|service] [<ending>]`,
      `[you|can|could|would|i|want you to] (take|remove|delete|get|drop|erase|scrub) [me|us|my
        |number|phone|contact|this|the|details] [off|from|out of] [<any>|mailing|contact|phone
        |distribution|text|texting|sms|marketing] (list|lists|database|contacts|system
        |mailing list|records|number|numbers)`,
      "(take|remove|get) me (off|out|from) [<any>|list|here|this]",
      "(lose|delete|forget|remove|erase|block) (my|this) [phone] number",
      `[i|want to|would like to|wish to|id like to|need to|we|please] (opt|opting|opted) [me
        |us] out [<any>|<messages>]`,
      `(i want|i would like|id like|i wish|i need|i have|i ve decided|i decided) [to] (stop|cancel
        |end|quit) [getting|receiving] [<any>] (<messages>|subscription|service|membership
        |account)`,
      "(i want out|let me out|i quit this service|sign me out|sign me off)",
      `[i|hereby|we] (revoke|withdraw|rescind) [my|our|all|any|previous|prior] (consent|permission
        |authorization|authorisation) [to|for|receive|receiving|get|getting|be|being|contact
        |contacted|texted|messaged|<any>|<messages>] [<ending>]`,
      "(i|we) [hereby] (revoke|withdraw|rescind)",
      `[you|can|could|would|will|i|want|would like|have|need] [you] [to] (delete|forget|erase
        |remove|wipe) [all|of] (me|my data|my personal data|my information|my info|my details
        |my account|everything about me|all about me) [now|from|your|system|records|<ending>]`,
      `(cancel|end|close|terminate) (my|the|this|our) (subscription|service|account|membership
        |plan subscription)`,
      `(how|where) (do|can|to) [i|we] (unsubscribe|opt out|stop|end|cancel) [getting|receiving
        |sending] [<any>] (<messages>|subscription|from this|this service|out)`,
      "(how|where) (do|can|to) [i|we] (unsubscribe|opt out) [<any>]",
      "(leave|let) me alone [<ending>]",
      `(wrong number|wrong person|you have the wrong number|you have the wrong person
        |this is the wrong number|this is not my number)`,
      "[i|im|i am|am] (not|no longer) interested [<any>|<messages>|service] [<ending>]",
      `(i dont|i do not|i no longer|we dont|dont) (want|wish|need|like|care) [to|for] [get|receive
        |hear|be|have] [<any>] (<messages>|contacted|texted|messaged|from you
        |spammed) [<any>] [<ending>]`,
      `(i do not|i dont|i never) (consent|agree) [<any>] (<messages>|being texted|being contacted
        |this)`,
      `(i|we) (never|didnt|did not) (signed up|sign up|subscribed|subscribe|asked|ask) [for
        |to] [<any>] [<messages>]`,
      "(go away|fuck off|piss off|get lost|shut up)",
      "(do not|dont) disturb [me]",
      "(do not|dont) send [me] [any] (anything|nothing|more) [else|more] [<ending>]",
      "[this is] [spam] (remove me|cease and desist|this is spam)",
      "(i dont|i do not|dont) want (these|those) [<ending>]",
      "(no more|enough)",
      "(no further|no more) (contact|communication|communications|messages)",
    ],
    es: [
      `(no|nunca|ya no|no quiero que|no quiero q) [me|nos] (escriban|escribas|escriba|escribais
        |manden|mandes|mande|mandeis|envien|envies|envie|envieis|contacten|contactes|contacte
        |molesten|molestes|moleste|texteen|textees|llamen) [<cualquier>] [<mensajes>] [<nunca>]`,
      `(deja|dejen|deje|dejad|paren|para|pare|parad|quiero que dejen
        |quiero que paren) de (escribirme|enviarme|mandarme|molestarme|contactarme|enviar|mandar
        |escribir|molestar|textearme) [<cualquier>] [<mensajes>] [<nunca>]`,
      `[ya] (no quiero|no deseo|no necesito|no me interesa) [recibir
        |que me lleguen] [<cualquier>] (<mensajes>) [<nunca>]`,
      "(no|ya no) (quiero|deseo) recibir (nada|mas) [<nunca>]",
      `[quiero|quisiera|deseo|necesito|me gustaria] (dar|darme|darnos|denme|deme|dame
        |dadme) de baja [del|de|la|el|lista|servicio|suscripcion|esto|<mensajes>]`,
      `[quiero|quisiera|deseo|necesito|como puedo|como|puedo] (cancelar|anular|terminar) [la|mi|el
        |esta] (suscripcion|servicio|cuenta|subscripcion)`,
      `(cancela|cancelen|cancele|anula|anulen|anule|elimina|eliminen|elimine|eliminar|borrar
        |quiten) [la|mi|el|esta|tu] (suscripcion|servicio|cuenta|subscripcion)`,
      `[quiero que] (borra|borren|borre|borrar|elimina|eliminen|elimine|eliminar) [todos|todo] (mis datos
        |mis datos personales|mi informacion)`,
      "(olvidame|olvidenme|olvideme|olvidadme) [ya|por|favor]",
      "[quiero|como puedo|como] (cancelar|parar|detener) [<cualquier>] (<mensajes>) [<nunca>]",
      `[quiero que me] (borrame|borrenme|borreme|quitame|quitenme|quiteme|eliminame|eliminenme
        |elimineme|sacame|saquenme|saqueme|saquen|borren|quiten|eliminen) [de] [la|su|tu|esta
        |vuestra|sus] [lista|listas|base de datos|contactos]`,
      `(borra|borre|borren|elimina|elimine|eliminen|quita|quiten|quite) mi numero [de|la|su|tu
        |lista]`,
      "(no mas|basta de|fin de|stop|cero|ya no mas) (<mensajes>)",
      "(numero equivocado|se equivoco de numero|te equivocaste de numero|se equivoca de numero)",
      "(dejame|dejenme|dejeme|dejadme) (en paz|tranquilo|tranquila)",
      "(no estoy interesado|no estoy interesada|no me interesa|ya no me interesa)",
      "(revoco|retiro) (mi|el) (consentimiento|permiso)",
      "quiero (cancelar|salir|parar)",
      "[ya] no quiero [recibir] (nada|mas)",
      "[quiero] (desuscribirme|desuscribir|desuscribanme|desapuntarme)",
    ],
    de: [
      `[ich|will|mochte|moechte|wunsche|bitte|wir|wollen] (keine|nie wieder
        |nicht noch mehr) [<weitere>] (<nachrichten>) [<weitere>] [<nie>] [will|mochte
        |moechte] [ich|mehr]`,
      `(schreib|schreibt|schreiben sie|schreibe|kontaktiere|kontaktiert|kontaktieren sie|texte
        |schickt|schick|schicken sie|sendet|sende|senden sie|belastigt|belastigen sie|nervt) [mir
        |mich|uns|bitte] (nicht|nichts|nie|keine|nie wieder) [<weitere>] [<nachrichten>] [<nie>]`,
      "(ich|wir) (will|mochte|moechte|wollen|mochten) [bitte] (mich|uns) (abmelden|austragen)",
      `[ich|mochte|will|bitte] (melde|meldet|meld|melden sie|trage|tragt|tragen sie|trag) (mich
        |uns) [bitte|hiermit] (ab|aus) [von|der|liste]`,
      `(nehmt|nehmen sie|nimm|streicht|streichen sie|streich|loscht|loschen sie|losche|losch
        |loescht|loeschen sie|entfernt|entfernen sie|entferne) (mich|meine nummer
        |meine handynummer|meine telefonnummer|meine daten|alle meine daten
        |mein konto) [bitte] [von|aus] [der|dem|eurer|eurem|ihrer|ihrem|deiner|deinem] [liste
        |verteiler|kartei|datenbank]`,
      `[bitte|mich|meine nummer] (aus|von) (dem|der|eurem|eurer|ihrem|ihrer) (verteiler|liste
        |newsletter) (nehmen|loschen|loeschen|entfernen|streichen|austragen)`,
      "[alle] meine daten [bitte] (loschen|loeschen|entfernen)",
      "(vergesst|vergiss|vergessen sie) mich [bitte]",
      "(lasst|lass|lassen sie) (mich|uns) [bitte|endlich] in (ruhe|frieden)",
      `(hort|hor|horen sie|hoert|hoer) [bitte|endlich] auf [mir|mich] [zu|<nachrichten>|schreiben
        |texten|nerven|belastigen|schicken|senden]`,
      `(falsche nummer|sie haben die falsche nummer|du hast die falsche nummer
        |ihr habt die falsche nummer)`,
      `(ich|hiermit) [ich|hiermit] (widerrufe|ziehe) [ich|hiermit|meine|einwilligung|zustimmung
        |zuruck]`,
      `[ich|mochte|will] [mein|das|dieses|den] (abo|abonnement|dienst|vertrag) (kundigen|kuendigen
        |beenden|abbestellen|stornieren)`,
      "(abo|nachrichten|sms) (abbestellen|beenden|stoppen|abmelden|stopp|stop)",
      "[ich|bin] (kein interesse|nicht interessiert|nicht mehr interessiert|kein interesse mehr)",
      "(wie|wo) (kann|melde) (ich|man) (mich) [hier] (ab|abmelden)",
      "[ich|mochte|moechte|will] (nichts) [mehr|von|euch|ihnen] (bekommen|erhalten|horen)",
      "(bitte loschen|loschen|loeschen|schluss|schluss jetzt|schluss damit)",
      "(nicht mehr|nie wieder|nie mehr) (schreiben|kontaktieren|anschreiben|texten)",
      "(genug|schluss) (mit|damit|nachrichten) [den|<nachrichten>]",
    ],
  },
  "stop-marketing": {
    en: [
      `(stop|end|cancel|no more|no|without|unsubscribe|opt out|opt me out|remove me|turn off
        |quit) [sending|<any>] (<promotions>) [<messages>|<any>|list] [<ending>]`,
      `(dont|do not|never) (send|text
        |message) [<any>] (<promotions>) [<messages>] [<any>] [<ending>]`,
      `(i dont|i do not) (want|need) [to get|to receive
        |to] [<any>] (<promotions>) [<messages>] [<any>] [<ending>]`,
    ],
    es: [
      `(no mas|no|basta de|stop|parar|cancelar|sin|detener|fin de) [<cualquier>
        |mensajes] (<ofertas>) [<nunca>]`,
      `(no quiero|no deseo|ya no quiero|no me interesan|dejen de enviarme|dejen de mandarme
        |no me envien|no me manden|no me mandes|no me envies) [recibir] [<cualquier>
        |mensajes] (<ofertas>) [<nunca>]`,
    ],
    de: [
      `[ich|will|mochte|moechte|bitte] (keine|stopp|stop
        |nie wieder) [<weitere>] (<werbung>) [<weitere>] [<nie>]`,
      `(schickt|schick|schicken sie|sendet|senden sie) [mir
        |bitte] keine [<weitere>] (<werbung>) [<nie>]`,
      "(werbung|newsletter|angebote) (abbestellen|stoppen|abmelden|beenden|stopp|stop)",
    ],
  },
};

const compiled = (["stop-marketing", "stop"] as const).flatMap((keyword) =>
  (["en", "es", "de"] as const).map((language) => ({
    meaning: { keyword, language },
    pattern: new RegExp(`^(?:${sentences[keyword][language].map(source).join("|")})$`),
  })),
);

/** What a clause means that refuses in other words than the agreed ones. */
export function optOutSentence(clause: string): SentenceMeaning | undefined {
  if (clause.split(" ").length > longestClause) return undefined;
  return compiled.find(({ pattern }) => pattern.test(`${clause} `))?.meaning;
}

/** In words; what is longer tells a story, and would take the patterns long to refuse. */
const longestClause = 18;

/** Each word with the space after it, so that what is left out leaves no space behind. */
function source(sentence: string): string {
  const filled = sentence.replace(/<(\w+)>/g, (_, name: string) => lists[name] ?? "");
  return filled
    .split(/(\([^)]*\)|\[[^\]]*\])/)
    .map((part) => {
      const choices = part.replace(/[()[\]]/g, "").replace(/\s*\|\s*/g, "|");
      if (part.startsWith("(")) return `(?:(?:${choices}) )`;
      if (part.startsWith("[")) return `(?:(?:${choices}) )*`;
      return part.trim() === "" ? "" : `${part.trim()} `;
    })
    .join("");
}
