import { family, type Signs } from "./topic";

/*
 * Families of wordings: a verb, an object, a number, each by its whole list, with a few words
 * allowed between them. They see what the signs, which are phrases, have not foreseen.
 */

const person = `(?:he|hes|she|shes|baby|kid|child|son|daughter|toddler|infant|boy|girl|mom|mum
  |mother|dad|father|husband|hubby|wife|partner|boyfriend|girlfriend|grandma|grandpa|grandmother
  |grandfather|friend|roommate|sister|brother|someone|somebody|man|woman|guy|neighbou?r|uncle
  |aunt|colleague|coworker)`.replace(/\s+/g, "");
const many = `(?:[5-9]|[1-9]\\d+|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty
  |forty|fifty|sixty|hundred)`.replace(/\s+/g, "");
const drug = `(?:pills?|tablets?|capsules?|paracetamols?|acetaminophen|tylenols?|ibuprofens?|advils?
  |aspirins?|antidepressants?|xanax|benzos?|valium|ambien|oxycodone|opioids?|prozac|zoloft
  |sertraline|meds|medications?|medicines?|insulin|painkillers?|lithium|metformin|morphine
  |codeine|antihistamines?|benadryls?)`.replace(/\s+/g, "");
const harmless =
  "(?!.*\\b(?:fish oil|omega|vitamin|collagen|probiotic|magnesium|creatine|fib(?:er|re)|spirulina" +
  "|enzyme|calcium|turmeric|garlic|protein)\\w*)";
const mouth = "(?:throat|tongue|lips?|face|mouth|eyes?|airway|neck)";
const heavy = `(?:crush\\w*|heav(?:y|iness)|squeez\\w*|tight\\w*|pressure|stabb\\w*|elephant
  |pains?|burst\\w*|explod\\w*)`.replace(/\s+/g, "");
const breath = "(?<!(?:bad|garlic|onion|fresh|morning) )(?:breath\\w*|breeth\\w*)";
const low = "(?:[1-4]\\d|5[0-4])";
const unit =
  "(?! (?:g|gr|gm|grams?|points?|percent|min\\w*|years?|days?|hours?|hrs?|carbs?|mins)\\b)";
const train =
  "(?:train|subway|metro|bus|truck|cars?|traffic|bridge|roof|building|window|balcony|cliff)";
const wake =
  "wak\\w+\\b(?! (?:up )?(?:hungry|bloated|tired|sluggish|starving|at|early|late|with|thirsty" +
  "|puffy|sore|groggy|every|during|in the|all|so|for|feeling|to pee))";

export const englishFamilies: Signs = {
  "allergic-reaction": [
    family`\b(?:sting|stung|bitten|bite|peanuts?|nuts?|shrimp|ate|since) ~8 (?:wheez\w*|hives
      |cough\w* nonstop|itchy everywhere|puff\w* up)\b|\b(?:cheeks?|hands?|face) ~3 puff\w* up\b`,
    family`\b${mouth} ~4 (?:huge|bigger(?! than)|giant|doubled?|twice|thick\w*|swell\w*
      |swollen|blew up|blown up|puff\w*|balloon\w*|tingl\w*|weird|clos(?:ed|ing))\b`,
    family`\b(?:cover\w*|broke\w*|breaking|came|coming) ~2 (?:in|out) ~3 (?:hives
      |welts|bumps|rash|spots)\b|\b(?:used|gave|need\w*|got) ~2 epi\b`,
  ],
  emergency: [
    family`\b(?:black\w* out|about to (?:faint|pass out|collapse)|going to (?:faint|pass out))\b
      |\b${person}\b ~2 (?:turned|went|is|going) ~2 (?:blue|limp|floppy|lifeless)\b
      |\b(?:smile|mouth|speech|words) ~3 (?:crooked|lopsided|garbled|jumbled)\b
      |\bcant (?:talk|speak|see) (?:straight|properly|clearly)\b`,
    family`\b(?:bone|meat|pill|food|steak) ~3 (?:stuck|lodged|wont go down)\b(?! to| on
      | in my teeth| between)
      |\bblood ~7 (?:toilet|stool|poop|bathroom)\b|\b(?:chewed|bit|ate|swallowed) ~4 (?:dishwasher
      |laundry|toilet|cleaning) (?:tabs?|tablets?|pods?|block)\b`,
    family`\bdoubled ~4 (?:meds|dose|pills|insulin|medication)\b|\b(?:insulin|diabetic|type 1
      |hypo)\b ~9 (?:shak\w+|confus\w+|sweat\w+|dizzy|faint\w*|blurry)\b`,
    family`\b(?:cant|barely|hardly|struggl\w*|unable|fight\w*|gasp\w*|stopp\w+) ~4 ${breath}
      |\b(?:isnt|not|dont|arent) (?:\w+ )?breathing\b
      |\b(?:gasp\w*|struggl\w*|fight\w*) for (?:\w+ )?air\b`,
    family`\b${person}\b ~6 (?:isnt|not|wont|cant|dont|stopped|arent) ~2 (?:waking
      |wake|respond\w*|moving(?! to| on)|move|react\w*|coming to)\b`,
    family`\bcant (?:wake|get|revive|rouse) (?:him|her|them|${person}) (?:up|to)\b
      |\b${person}\b ~2 (?:fell|collapsed|keeled|slumped|dropped) ~3 (?:floor|ground
      |over|unconscious|dead)\b`,
    family`\b(?:convuls\w+|eyes ~3 roll\w*|slurr\w+)\b|\bcant (?:feel|lift|move) (?:\w+ )?(?:arms?
      |legs?|face|side)\b`,
    family`\b(?:wont stop|keeps?|cant stop|still|started|start) chok\w+\b(?! hazard| risk)
      |\b(?:stuck|lodged|caught|wedged|blocking) ~3 (?:throat|windpipe|airway|gullet
      |esophagus)\b`,
    family`\bchest(?! freezer| press| day| workout| hair| of) ~4 ${heavy}\b|\b${heavy} ~4 (?:on|in
      |across|through) (?:my|his|her|the) chest\b(?! freezer| day| press)
      |\bleft arm ~4 (?:numb\w*|tingl\w*|hurts?|weak|heavy|dead|aches?)\b
      |\bface ~4 (?:droop\w*|sagg\w*|hang\w*|paraly\w*)`,
    family`\b(?:took|taken|takes?|swallow\w*|ate|eaten|popped|downed|had|gulped
      |got into) ~3 (?:${many}|too many|all|whole|entire|full|bunch|handful|bottle|packs?|packet|box
      |strip)${harmless} ~4 ${drug}\b`,
    family`\bhow many (?:\w+ )?${drug} ~2 too many\b
      |\b(?:took|taken|inject\w*|gave|given|dosed|shot) ~4 (?:double|twice(?! a day
      | daily)|wrong|too much) ~4 (?:insulin|dose|units|meds)\b
      |\b(?:inject\w*|took|gave|shot) ~2 insulin ~2 (?:twice(?! a day| daily)
      |double|again|by mistake|by accident)\b`,
    family`\b(?:blood sugar|blood glucose|glucose|bg|(?:my|his|her) sugar) ~3 ${low}\b${unit}
      |\b(?:blood sugar|glucose|sugar) ~3 low\b ~6 (?:shak\w+|sweat\w+|dizzy
      |faint\w*|confus\w+|blur\w*|cant think)\b`,
    family`\b(?:swallow\w*|ate|eaten|ingest\w*|drank|drunk|drinks|got into) ~5 (?:batter(?:y
      |ies)|magnets?|needles?|nails|bleach|detergent|cleaner|drain \w+|antifreeze|razor\w*|marbles?
      |(?<!chocolate )coins?|nicotine|cigarettes?|lighter fluid|mothballs?|weed killer)\b`,
    family`\b(?:lips|face|skin|baby|hes|shes|turn\w*|going|went) (?:\w+ )?(?:blue|purple|grey
      |gray)\b(?=.*\b(?:breath\w*|chok\w*|help|respond\w*|baby|hes|shes)\b)`,
  ],
  "self-harm": [
    family`\b(?:ending|ended?|take|took) (?:my|his|her|their) (?:own )?life\b|\bkill\w* themselves\b
      |\bpainless\w* ~3 (?:die|death|suicide|kill\w*|way out)\b|\b(?:die|kill\w*) ~3 painless\w*\b
      |\b(?:goodbye|suicide) (?:letters?|notes?)\b|\bwritten ~2 letters? to my\b
      |\blife (?:isnt|is not|wasnt) worth\b|\bscratch\w* my ~2 (?:until|till) ~3 ble(?:d|ed)\w*\b`,
    family`\b(?:pills|tablets|gun|rope|noose) ~3 (?:lined up|ready|in front of me|in my hands?
      |next to me|beside me|to my head|loaded)\b|\b(?:gun|pistol|rifle)\b ~8 (?:myself
      |my head|my mouth)\b|\b(?:knife|blade|razor) ~2 (?:to|on|against) my (?:wrists?
      |throat|arms?|skin)\b`,
    family`\b(?:jump|step|walk|throw|driv|run)\w* ~2 (?:in front of|under|off|into) ~2 ${train}\b`,
    family`\b(?:want|wanna|wish|hop(?:e|ing)|rather|like|love|could|sleep|asleep
      |take)\b ~8 (?:never|not|dont|didnt|wouldnt|wont) ~2 ${wake}`,
    family`\b(?:i|id)(?: \w+)?(?: \w+)? (?:want|wanna|wish|like|rather|prefer)(?: to| i could| just
      | rather| i| didnt| not| never| all){0,4} (?:exist|disappear|vanish|be gone|cease)\b`,
    family`\b(?:dont|cant|no longer|not|stop) ~3 (?:exist|existing|be alive|be around
      |be here anymore)\b`,
    family`\bcut(?:ting)? again (?:last|to|this|yes|and)|\b(?:i|ive|been|im|he|she|hes|shes|keeps?
      |started) ~2 cut(?:ting|s)? (?:my|her|his) (?:wrists?|arms?|legs?|thighs?|skin)\b
      |\b(?:kill|hang|shoot|drown|hurt|harm)(?:ing)? (?:him|her|them|your) ?sel(?:f|ves)\b`,
    family`\b(?:think\w*|thought\w*|want|wanna|plan\w*|going|gonna|ready|about
      |consider\w*) ~3 end(?:ing)? (?:things|everything|it|it all|all this|all of it
      |my (?:own )?life)\b(?! with)`,
    family`\bpoint (?:of|in|to) (?:\w+ )?(?:living|life|being (?:alive|here)|going on|it all)\b
      |\b(?:done|tired|sick) (?:with|of) (?:my )?(?:life|living|being alive|existing)\b
      |\b(?:better|happier|easier) ~3 (?:if i (?:was|were|wasnt|werent|died|didnt)
      |without me)\b`,
    family`\bif i (?:take|took|swallow\w*) ~2 (?:whole|entire|all|${many}) ~2 (?:bottle|pack\w*|box
      |${drug})\b|\bhow (?:much|many) (?:\w+ ){1,6}(?:to|until
      |before) ~2 (?:die|kill|not wake|never wake|overdose|be dead)\b`,
  ],
  "eating-disorder": [
    family`\b(?:puk\w*|vomit\w*|throw\w* up|purg\w*) ~3 (?:on purpose|purposely|intentionally
      |so i dont|to lose|to not gain)\b|\bif i eat ~7 (?:freak|panic|cry|hate|punish)\w*\b
      |\bhavent eaten (?:all |this |anything |the whole ){0,2}(?:week|days)\b`,
    family`\b(?:eat|eats|bing\w*|every|always|after (?:every|each|dinner|meals?|eating
      |lunch)) ~6 (?:throw\w*|puk\w*|vomit\w*|bring\w*) ~3 up\b|\b(?:throws|throwing|pukes
      |vomits|puking|vomiting) ~5 (?:after|every|each) ~3 (?:meals?
      |dinner|lunch|eat\w*|food|breakfast)\b|\b(?:made|make|making)(?: it| everything| food
      | dinner){1,2} come (?:back )?up\b`,
    family`\bfingers? ~4 throat\b|\bchew\w* ~4 spit\w*`,
    family`^(?!.*\b(?:ramadan|lent|religio\w*|meat|sugar|dairy|carbs
      |alcohol)\b).*\b(?:days? (?:[3-9]|[1-9]\d|three|four|five|six|seven
      |ten) (?:of )?(?:\w+ )?(?:not eating|no food
      |without food|without eating|fasting|starving|my fast)|(?:[3-9]|[1-9]\d|three|four|five|six
      |seven|ten) days (?:of |on |with )?(?:without|no|not) (?:food|eating|solid\w*))\b`,
    family`\bhow long can (?:\w+ )?(?:fast|starve|go) ~4 (?:die|dying|dead|food|eating|kill)\b
      |\bhav(?:e|)nt (?:had|eaten|touched) (?:a bite|anything|food|any food|a meal
      |a thing) ~4 (?:since|in|for) ~2 (?:\w+ ?days?|weeks?)\b`,
    family`\b(?:exercis\w*|work\w* out|runs?|ran|running|gym|cardio|workouts?|walk\w*
      |train\w*) ~5 (?:[3-9]|three|four|five|six) hours? ~4 (?:burn|make up|work off|eat|ate
      |punish\w*|undo)\b|\bburn (?:off )?(?:everything|every (?:bite|calorie)|all) (?:that )?(?:i
      |ive|she|he)\b`,
    family`\b(?:hate|loathe|despise|punish\w*|disgust\w* (?:with|by|at)|ashamed of) my ?self\b
      |\bfeel ~2 (?:guilty|disgusting|ashamed|clean|pure|powerful|proud) ~3 (?:eat\w*|ate|empty
      |starv\w*)\b`,
    family`\b(?:weigh|be|get (?:down )?to|down to|under|below|goal(?: weight)?(?: is| of)?) (?:like
      |about |only )?(?:(?:[23]\d|4[0-4]) ?(?:kgs?|kilos?|kilograms?)|[6-9]\d ?(?:lbs?|pounds?))\b
      |\bbmi ~4 1[0-6]\b`,
    family`\bhid\w* ~5 (?:not eating|arent eating|dont eat|isnt eating|skipping meals
      |im starving|throwing up|vomit\w*|weight loss)\b|\b${many} (?:\w+ )?(?:dulcolax|laxatives?
      |senna|water pills|diuretics?)\b`,
  ],
};
