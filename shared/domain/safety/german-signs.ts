import { type Signs, sign } from "./topic";

export const germanSigns: Signs = {
  "allergic-reaction": [
    /\banaphyla\w*|\banafila\w*/,
    /\ball?ergisch\w* (?:reaktion\w*|schock|anfall)\b|\ballergie ?schock\b/,
    sign`\b(?:hals|kehle|rachen|zunge|lippen?|gesicht|mund|augen?) (?:\w+ ){0,3}(?:schwillt
      |schwell\w*|geschwoll\w*|angeschwoll\w*|dick geworden|zu|eng|juckt|jucken|kribbel\w*|taub)\b`,
    sign`\b(?:schwillt|schwellen|geschwollen\w*|kribbelt|juckt) (?:\w+ ){0,2}(?:hals|kehle|rachen
      |zunge|lippen?|gesicht|mund|augen?)\b`,
    sign`\b(?:ausschlag|nesselsucht|quaddeln|pusteln)\b.*\b(?:gegess\w+|essen|getrunk\w+|nuss\w*
      |nuess\w*)\b|\b(?:gegess\w+|getrunk\w+)\b.*\b(?:ausschlag|nesselsucht|quaddeln)\b`,
    sign`\b(?:gegessen|gegessn) (?:\w+ ){0,4}allergisch\b|\ballergisch (?:\w+ ){0,4}(?:und
      |aber) (?:\w+ ){0,4}gegessen\b`,
    /\b(?:epi ?pen|adrenalin\w*|notfallset)\b|\bkann nicht (?:mehr )?schlucken\b/,
  ],
  emergency: [
    sign`\b(?:kann|krieg\w*|bekomm\w*|bekommt) (?:\w+ ){0,3}(?:nicht|kaum|schlecht
      |keine?) (?:\w+ ){0,2}(?:atm\w*|luft)\b|\b(?:keine|kaum) luft\b|\batemnot\b|\batmet nicht\b
      |\b(?:schwierigkeiten|probleme) beim atmen\b`,
    sign`\b(?:schmerz\w*|druck|stechen|enge|ziehen) (?:\w+ ){0,3}brust\b|\bbrust ?schmerz\w*
      |\bbrust (?:\w+ )?(?:schmerzt|tut weh)\b`,
    sign`\b(?:habe|hat|einen|ein|gerade|glaube) (?:\w+ )?(?:herzinfarkt|herzanfall|schlaganfall
      |krampfanfall)\b(?!.*\b(?:nach|diat|ernahrung|vorbeugen|risiko|essen)\b)`,
    /\b(?:u|ue)berdos\w*/,
    sign`\b(?:zu viele?|alle|eine packung|ganze packung|ganze flasche) (?:\w+ ){0,2}(?:tabletten
      |pillen|medikament\w*|schlaftabletten|insulin)\b`,
    /\b(?:verschluckt|erstick\w*|erstickt|wurgt gerade)\b/,
    sign`\b(?:bewu(?:ss|s)tlos\w*|ohnmachtig|ohnmacht|umgekippt|zusammengebrochen
      |wacht nicht (?:mehr )?auf|reagiert nicht|nicht ansprechbar)\b`,
    /\b(?:vergift\w+)\b(?<!lebensmittelvergiftung)/,
    sign`\b(?:getrunken|geschluckt|verschluckt|gegessen|trinkt|trank)\b.*\b(?:bleich\w*
      |putzmittel|reiniger|reinigungsmittel|spulmittel|waschmittel|gift|batterie\w*
      |frostschutz\w*|benzin|chlor|rattengift)\b|\b(?:bleich\w*|putzmittel|reiniger
      |reinigungsmittel|spulmittel|waschmittel|gift|batterie\w*|knopfzelle|frostschutz\w*|benzin
      |chlor|rattengift)\b.*\b(?:getrunken|geschluckt|verschluckt|gegessen|trank)\b`,
    sign`\b(?:blut) (?:\w+ )?(?:erbr\w+|gekotzt|gespuckt|gehustet|husten|spucken)\b|\b(?:erbreche
      |kotze|spucke|huste) blut\b|\bblut(?:e|et) stark\b`,
    sign`\b(?:rett?ungswagen|krankenwagen|notarzt|112|notruf) (?:\w+ )?(?:rufen|brauche|holen
      |schnell|bitte)\b|\b(?:brauche|ruf\w*|hol\w*) (?:\w+ )?(?:rettungswagen|krankenwagen
      |notarzt|112|notruf)\b`,
    /\b(?:ist|das ist|habe) ein(?:en)? notfall\b|^notfall(?: hilfe)?$/,
    /\bich sterbe\b(?! (?:vor|fur|fast))|\blippen (?:\w+ )?blau\b/,
  ],
  "self-harm": [
    /\bum zu sterben\b|^ich will (?:einfach )?nicht mehr$/,
    sign`\b(?:umbring\w*|mich toten|mich toeten|selbstm\w+|suizid\w*|selbstverletz\w*
      |selbst verletz\w*|das leben nehmen|leben beenden|mich ritz\w*|mich erhang\w*|ritze mich)\b`,
    sign`\b(?:will|mochte|moechte|wurde gern|wunschte) (?:\w+ ){0,3}(?:sterben|tot sein|tot
      |nicht mehr (?:leben|da sein|aufwachen|existieren))\b|\bware (?:ich )?(?:lieber )?tot\b`,
    sign`\bnicht mehr (?:leben|weiterleben|aufwachen)\b|\b(?:ohne mich besser|besser ohne mich)\b
      |\bkein(?:en)? (?:sinn|grund) (?:mehr )?(?:zu|im) leben\b|\blebensmude\b`,
    sign`\btodliche? (?:dosis|menge)\b|\btoedliche? (?:dosis|menge)\b|\bwie viele? .*\b(?:sterben
      |tot|todlich|umbringt|tote?t)\b`,
    sign`\bkann nicht mehr (?:weiter|so weiter)\b|^ich kann nicht mehr$
      |\bmich (?:selbst )?(?:verletzen|schneiden)\b(?!.*\b(?:beim|messer|zwiebel\w*)\b)
      |\bvon der brucke spring\w*`,
  ],
  "eating-disorder": [
    sign`\bbulim\w*|\bmagersucht\w*|\bmagersuchtig\w*|\banorex\w*|\bess ?storung\w*
      |\bess ?stoerung\w*|\bpro ?ana\b`,
    sign`\b(?:wie|will|muss|mochte|moechte|soll) (?:\w+ ){0,4}(?:erbrechen|kotzen|ubergeben
      |uebergeben)\b|\b(?:erbrech\w*|kotz\w*|ubergeb\w*) (?:\w+ ){0,3}(?:nach dem essen
      |nach jedem essen|nach jeder mahlzeit)\b|\bnach (?:dem|jedem) essen (?:\w+ ){0,2}(?:erbr\w*
      |kotz\w*|uberg\w*)\b|\bfinger in (?:den|die) hals\b`,
    /\bwie (?:\w+ )?(?:ubergebe|uebergebe|erbreche) ich (?:mich|absichtlich)\b/,
    /\babfuhrmittel\b|\babfuehrmittel\b|\babfurmittel\b|\bentwasserungstabletten\b|\bdiatpillen\b/,
    /\b(?:fressanf\w+|essanf\w+|essattack\w*|fressattack\w*|binge eating)\b/,
    /\b(?:hungere mich|aushungern|mich (?:zu tode |runter)?hungern|runterhungern)\b/,
    sign`\b(?:seit|schon) (?:\w+ )?(?:\d+|zwei|drei|vier|funf|mehreren) (?:tagen|tage
      |wochen) (?:\w+ ){0,2}(?:nichts|nicht|keine) (?:mehr )?(?:gegessen|nahrung|essen)\b
      |\bnichts gegessen (?:\w+ )?seit (?:\w+ )?(?:\d+|zwei|drei|vier|funf|mehreren) (?:tagen
      |wochen)\b`,
    sign`\b(?:gar nichts|nichts|nie) mehr essen\b|\bganz aufhoren zu essen\b|\bwie lange (?:kann
      |halte|uberlebt) (?:\w+ ){0,3}ohne (?:essen|nahrung)\b`,
    sign`\bangst (?:\w+ ){0,2}(?:essen|zuzunehmen|zunehmen|kalorien|mahlzeiten|dick zu werden)\b
      |\btraue mich nicht zu essen\b`,
    sign`\b(?:nur|unter|weniger als|mit|hochstens|maximal|esse) (?:\w+ ){0,2}(?:0|[1-9]\d
      |[1-6]\d\d) (?:kcal|kalorien) (?:am|pro|jeden|taglich) ?(?:tag)?\b|\b(?:[1-9]\d
      |[1-6]\d\d) (?:kcal|kalorien) diat\b`,
    sign`\b(?:verdiene|verdien) (?:\w+ )?(?:kein essen|nicht zu essen|nichts zu essen)\b
      |\bhasse (?:mich|meinen korper)\b|\bschuldgefuhle (?:\w+ ){0,2}essen\b
      |\bschuldig (?:\w+ ){0,3}(?:gegessen|esse|essen)\b`,
    sign`\b(?:[5-9]|[1-9]\d) ?(?:kg|kilo) (?:\w+ )?in (?:einer|1) woche\b|\b(?:[5-9]
      |[1-9]\d) ?(?:kg|kilo) in (?:[1-7]|zwei|drei|funf) tagen\b`,
    sign`\bkauen und (?:aus)?spucken\b|\b(?:[4-9]|[1-9]\d) tage (?:\w+ )?(?:fasten|nichts essen
      |wasserfasten)\b`,
  ],
};
