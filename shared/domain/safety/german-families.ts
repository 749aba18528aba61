import { family, type Signs } from "./topic";

/* Families as in `english-families.ts`; umlauts are without dots, as `plainText` leaves them. */

const person = `(?:opa|oma|mama|papa|mutter|vater|kind|baby|sohn|tochter|frau|mann|bruder|schwester
  |freund|freundin|kollege|kollegin|nachbar|nachbarin|er|sie|jemand|partner|partnerin)`.replace(
  /\s+/g,
  "",
);
const many =
  `(?:[5-9]|[1-9]\\d+|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|funfzehn|zwanzig|dreissig
  |vierzig|funfzig|hundert|zu viele?|alle|ganze[nr]?|viele)`.replace(/\s+/g, "");
const drug =
  `(?:tabletten?|pillen|kapseln|paracetamol\\w*|ibuprofen\\w*|ibus?|aspirin|antidepressiva
  |medikament\\w*|schlaftabletten|schlafmittel|insulin|schmerzmittel|schmerztabletten|packung
  |beruhigungsmittel)`.replace(/\s+/g, "");
const took = "(?:geschluckt|genommen|eingenommen|eingeworfen|gespritzt|intus|nehme|schlucke)";
const harmless = "(?!.*\\b(?:omega|vitamin|fischol|magnesium|kollagen|eiweiss|protein|calcium))";
const mouth = "(?:hals|kehle|rachen|zunge|lippen?|gesicht|mund|augen?)";
const low =
  "(?:[1-4]\\d|5[0-4])(?! (?:g|gr|gramm|minuten|tage|punkte|stunden|jahre|prozent)\\b)\\b";
const object =
  `(?:\\w*batterien?|knopfzellen?|magnete?n?|munzen?|nadeln?|nagel|scherben|\\w*reiniger
  |bleiche|spulmittel|waschmittel|frostschutz\\w*|zigaretten?|nikotin|murmeln?|gift|entkalker
  |putzmittel|glassplitter|rasierklingen?|desinfektionsmittel)`.replace(/\s+/g, "");

export const germanFamilies: Signs = {
  "allergic-reaction": [
    family`\b(?:stich|gestochen|erdnuss\w*|nusse?|walnuss\w*|garnelen) ~8 (?:pfeif\w*|hustet|keucht
      |juckt alles|ausschlag|quaddeln|ballon)\b|\bgesicht ~3 (?:auf wie|ballon)\b`,
    family`\b${mouth} ~4 (?:dick|dicker|riesig|riesengross|doppelt|anschwell\w*|schwell\w*|schwillt
      |geschwoll\w*
      |kribbel\w*|zugeschwollen)\b(?! bohnen)|\b(?:schwell\w*|schwillt|schnurt) ~4 ${mouth}\b
      |\b(?:uberall|voller|am ganzen korper) ~2 (?:quaddeln|ausschlag|pusteln)\b`,
  ],
  emergency: [
    family`\bschwarz vor (?:den )?augen\b|\b${person}\b ~3 (?:blau und|schlaff|leblos)\b|\b(?:redet
      |spricht) ~1 (?:wirr|undeutlich|verwaschen|komisch)\b|\bmundwinkel ~2 hangt\b
      |\b(?:grate|knochen|fleisch|essen) ~2 (?:steckt|feststeckt)\b`,
    family`\b(?:spulmaschinen\w*|waschmittel\w*|wc) ?\w* ~2 (?:zerbissen|gekaut|gegessen
      |geschluckt)\b
      |\b\w*(?:tabletten|medikamente) ~1 (?:doppelt|zweimal(?! am tag| taglich))\b|\bblut ~3 (?:klo
      |toilette)\b
      |\b(?:klo|klogang|toilette) ~4 blut\b|\b(?:insulin|diabetiker\w*) ~8 (?:zitter\w*|schwitz\w*
      |schwindlig|verwirrt)\b`,
    family`\b(?:kaum|nicht|keine|schlecht|schwer) ~3 (?:luft(?! ?fritt\w*)|atmen|atme|atmet
      |durchatmen)\b
      |\b(?:ringt|ringe|schnappt|schnappe) ~2 luft\b|\batmet ~1 (?:komisch|kaum|schwer|flach
      |nicht)\b`,
    family`\b${person}\b ~6 (?:ruhrt|bewegt|reagiert|antwortet|atmet) ~2 nicht\b
      |\b${person}\b ~4 (?:umgefallen|zusammengesackt|zusammengebrochen|umgekippt)\b
      |\b${person}\b ~2 (?:krampft|blau angelaufen)\b|\b(?:nicht mehr wach|verdreht ~1 augen)\b`,
    family`\b(?:steckt|stecken|stecken geblieben|festgesteckt|fest) ~5 (?:im|in der|in meinem
      |im) (?:hals
      |rachen|luftrohre|speiserohre)\b|\b(?:im|in der) (?:hals|luftrohre|speiserohre) ~2 (?:steckt
      |stecken|fest)\b`,
    family`\b(?:druck|druckt|drucken|sitzt|lastet|enge|stein|elefant|zieht|sticht) ~5 (?:brust
      |brustkorb)\b(?! ?press)
      |\bbrust(?:korb)? ~3 (?:druckt|sticht|eng|zieht|brennt|zugeschnurt)\b
      |\b(?:linker|linke|rechter) (?:arm|gesichtshalfte|korperhalfte|seite) ~3 (?:taub|kribbelt
      |schmerzt|gelahmt
      |hangt)\b|\bgesicht ~2 (?:hangt|schief|gelahmt)\b|\b(?:arm|bein) (?:ist )?(?:taub|gelahmt)\b`,
    family`\b${many}${harmless} ~2 ${drug} ~3 ${took}\b|\b${took}${harmless} ~2 ${many} ~2 ${drug}\b
      |\b(?:doppelt\w*|zweimal(?! am tag| taglich)|zu viel) ~2 (?:insulin|dosis|medikament\w*)\b
      |\binsulin ~2 (?:doppelt|zweimal(?! am tag)|zu viel|verwechselt)\b`,
    family`\b(?:\w*zucker|glukose|zuckerwert|blutzuckerwert) (?:ist |liegt |nur )?(?:bei |auf |ist 
      |nur ){0,2}${low}
      |\b(?:unterzucker\w*|unterzuckert|hypo)\b`,
    family`\b(?:verschluckt|geschluckt|getrunken|gegessen|trinkt|verschlungen) ~4 ${object}\b
      |\b${object} ~3 (?:verschluckt|geschluckt|getrunken|gegessen|verschlungen)\b`,
    family`\b(?:spuck\w*|erbrech\w*|kotz\w*|hust\w*) ~4 blut\b|\bblut ~3 (?:stuhl|urin
      |erbrochen\w*)\b`,
  ],
  "self-harm": [
    family`\b(?:beende|beenden) (?:ich )?(?:heute )?mein leben\b|\babschiedsbrief\w*
      |\bschmerzlos\w* ~3 (?:um|sterben|tot\w*)\b|\b(?:bringt|bringe) (?:man )?sich ~1 um\b
      |\bkratze ~4 blutig\b
      |\b(?:strick|seil) ~3 (?:will|mag) nicht mehr\b`,
    family`\b(?:bring|bringe|bringt|brachte) (?:mich|sich) ~1 um\b|\b(?:hangt|hange) (?:sich
      |mich) ~2 auf\b
      |\b(?:einschlafen|schlafen|will|mochte|um) ~5 (?:nie|nicht) (?:mehr |wieder )?(?:aufwachen
      |aufzuwachen)\b`,
    family`\b(?:vor|unter|von) ~2 (?:zug|bahn|auto|brucke|dach|balkon|haus|fenster) ~3 (?:spring\w*
      |werf\w*|sturz\w*)
      |\b(?:spring\w*|werf\w*|sturz\w*) ~2 (?:vor|unter|von|aus) ~2 (?:zug|bahn|u bahn|auto|brucke
      |dach|balkon|fenster)\b`,
    family`\b(?:mir|mich|selbst) ~3 (?:arme?|beine?|handgelenke?|pulsadern|haut|geritzt|ritze
      |selbst) ~2 (?:auf\w*schnitt\w*
      |aufschneid\w*|geritzt|ritz\w*|verletz\w*|geschnitten)\b|\bmich ~2 (?:geritzt|ritzen)\b
      |\b(?:verletze|schneide|ritze) mich (?:wieder |oft |immer )?(?:selbst|absichtlich)\b`,
    family`\b(?:keinen?|ohne) ~1 (?:sinn|lebenswillen|grund|hoffnung) mehr$|\b(?:sehe
      |hat alles) kein\w* sinn mehr\b
      |\bkein\w* lebenswill\w*|\bsinn ~2 (?:leben|lebens)\b|\b(?:wozu|warum|wofur) lebe ich\b
      |\b(?:alles|leben) ~2 (?:beenden|ein ende setzen|ende machen)\b|\b(?:lebe
      |leben) nicht mehr gerne?\b`,
    family`\b(?:wenn|war|ware) ich ~2 (?:weg|tot|nicht mehr da|nicht da|nie geboren) ~2 (?:ware|bin
      |besser)
      |\bbesser ~2 wenn ich (?:weg|tot|nicht)\b|\b(?:lieber|am liebsten|einfach) ~1 (?:tot
      |verschwinden
      |nicht mehr (?:da|existieren))\b|\bnicht mehr (?:existieren|da sein)\b`,
    family`\b(?:tabletten|pistole|waffe|strick|seil) ~4 (?:vor mir|bereit|in der hand|an (?:der
      |meiner) schlafe)\b
      |\bwie viele? ~4 (?:um|bis) ~3 (?:sterben|aufzuwachen|stirbt|tot)\b`,
  ],
  "eating-disorder": [
    family`\b(?:ubergeb\w*|erbrech\w*|kotz\w*) ~2 (?:absichtlich|damit ich nicht)\b
      |\bwenn ich ~5 esse ~3 (?:panik|hasse|weine)\b|\bwoche (?:lang )?nichts gegessen\b
      |\bauf (?:[23]\d|4[0-4]) ?(?:kg|kilo) ~1 (?:kommen|runter\w*|abnehmen|hungern)\b`,
    family`\b(?:kotz\w*|ubergib\w*|ubergeb\w*|erbrech\w*|erbrich\w*) ~3 nach (?:jede\w
      |dem) ~1 (?:\w*essen|mahlzeit)\b
      |\bnach (?:jede\w|dem) ~1 (?:\w*essen|mahlzeit) ~3 (?:kotz\w*|ubergeb\w*|erbrech\w*|ekle
      |hasse)\b
      |\bfinger in ~1 hals\b|\bkau\w* ~4 spuck\w*`,
    family`^(?!.*\b(?:ramadan|fleisch|zucker|susses|kohlenhydrate|brot|alkohol)\b).*\b(?:(?:[3-9]
      |drei|vier|funf|sechs
      |sieben|zehn) tage(?:n)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag
      |sonntag) ~2 (?:nichts
      |keinen bissen|nicht|ohne essen) ?(?:mehr )?(?:gegessen|esse|zu essen)?$`,
    family`\bkeinen bissen (?:mehr )?gegessen\b|\btag (?:[3-9]|[1-9]\d) ~2 (?:ohne essen
      |nichts essen|nicht essen)\b
      |\bwie lange ~3 (?:fasten|hungern) ~3 (?:sterbe|tot|stirbt)\b`,
    family`\b(?:[3-9]|drei|vier|funf|sechs) stunden ~3 (?:sport|gelaufen|trainier\w*|laufen
      |joggen)? ?(?:\w+ )?um ~5
      (?:abzutrainieren|zu verbrennen|abzuarbeiten)\b|\b(?:alles|jede kalorie) ~3 (?:abzutrainieren
      |wieder abtrainieren)\b`,
    family`\b(?:hasse|ekle|ekel|schame|bestrafe) (?:ich )?mich ~2 (?:vor mir|selbst|essen|esse
      |gegessen|fur|dafur|danach)?
      |\bekel\w* ~2 vor mir\b|\b(?:hasse|ekle) mich\b`,
    family`\b(?:wiegen|auf|unter|zielgewicht|ziel|wunschgewicht) ~1 (?:ist |sind |von )?(?:[23]\d
      |4[0-4]) ?(?:kg|kilo)\b
      |\b(?:[23]\d|4[0-4]) ?(?:kg|kilo) (?:wiegen|wiege)\b|\bbmi ~3 1[0-6]\b`,
    family`\b(?:versteck\w*|verheimlich\w*|verberg\w*|vortausch\w*) ~6 (?:nichts|nicht
      |nie) (?:mehr )?ess(?:e|en)\b
      |\b${many} ~1 abfuhr\w*|\b(?:[1-9]\d|[1-5]\d\d) (?:kalorien|kcal) ~2 (?:uberleben|zum leben
      |genug)\b
      |\b(?:reichen|reicht|genugen) (?:[1-9]\d|[1-5]\d\d) (?:kalorien|kcal)\b`,
  ],
};
