import { type Signs, sign } from "./topic";

const ate =
  "(?:ate|eat|eating|eaten|had|drank|tried|peanuts?|nuts?|shrimp|shellfish|eggs?|milk|food)";
const bodyPart = "(?:throat|tongue|lips?|face|mouth|eyes?|airway|neck)";
const swells =
  "(?:swell\\w*|swollen|swole|puff\\w*|closing|closed|closes|close up|tight\\w*|itch\\w*" +
  "|tingl\\w*|numb|burning up)";

/** Where calories of a day are no day's whole food. */
const noPartOfADay =
  "^(?!.*\\b(?:snacks?|breakfast|lunch|dinner|meals?|burn\\w*|add\\w*|extra|deficit|less|surplus" +
  "|bulk|more|drinks?|dessert|cut|reduce|minus|another)\\b).*";

export const englishSigns: Signs = {
  "allergic-reaction": [
    /\banaph\w+/,
    /\b(?:epi ?pen|auto ?injector|adrenaline pen)\b/,
    /\ballerg\w* (?:reaction|reacting|attack|shock)\b|\ballergic reac\w*/,
    sign`\breact(?:ing|ion) (?:badly )?to (?:the |a |some )?(?:peanut|nut|shrimp|shellfish|egg
      |milk|food)`,
    sign`\b${bodyPart} (?:is|are|feels?|felt|got|getting|has|have|keeps?
      |started)? ?(?:\w+ ){0,2}${swells}\b`,
    sign`\b(?:swell\w*|swollen|itchy|tingling
      |numb) (?:of |in |up )?(?:the |my |his |her )?${bodyPart}\b`,
    sign`\b(?:hives|welts|rash|itchy all over|breaking out)\b.*\b${ate}\b|\b${ate}\b.*\b(?:hives
      |welts|rash|itchy all over)\b`,
    /\b(?:i have|got|getting|breaking out in|covered in) hives\b/,
    /\bcant swallow\b/,
    /\bate (?:a |some |the )?\w+ (?:and |but )?(?:i )?(?:im|am) allergic\b/,
    sign`\b(?:ate|eaten|had) (?:something|it|them|nuts|peanuts) (?:i|im|he|hes|she|shes)(?: is
      | am)? allergic to\b`,
  ],
  emergency: [
    /\bcant (?:\w+ )?(?:breath\w*|breeth\w*|breth\w*|get (?:any |my |enough )?(?:air|breath))\b/,
    sign`\b(?:trouble|hard time|difficulty|struggling|hard|difficult|unable|not able|stopped?
      |problems?) (?:with |to |in )?(?:my )?(?:breath\w*|breeth\w*)\b`,
    /\b(?:isnt|not|is not|stopped|no longer) breathing\b|\bshort(?:ness)? of breath\b|\bgasping\b/,
    sign`\bchest (?:\w+ )?(?:pains?|hurts?|hurting|pressure|tight\w*|aches?)\b|\b(?:pains?
      |pressure|tightness) (?:in|on) (?:my |his |her |the )?chest\b`,
    sign`\bheart attack\b(?!.*\b(?:diet|prevent|risk|after (?:a|my)|recover\w*|last
      |years? ago)\b)(?<!(?:after|since|prevent|had) (?:a |my )?heart attack)`,
    /\b(?:having|have|had|think its|is it|like) (?:a )?(?:stroke|seizure|seizures)\b(?! of luck)/,
    /\bwheez\w+\b|\bairways? (?:is|are) (?:clos|swell)\w+/,
    sign`\b(?:took|taken|swallowed|take) (?:\w+ ){0,2}(?:[5-9]|[1-9]\d+|ten|twenty|thirty|forty
      |fifty) (?:\w+ )?(?:pills?|tablets?|paracetamol|tylenol|ibuprofen|aspirins?|capsules?)\b`,
    /\btoo much (?:insulin|medication|medicine|paracetamol|tylenol|ibuprofen)\b|\bisnt responding\b/,
    sign`\b(?:having a seizure|face is droop\w*|slurr\w+ speech|cant move (?:my|his|her) (?:arm
      |leg|face))\b`,
    /\bover ?dos\w*|\bo d d\b|\bod ?ed\b/,
    sign`\b(?:took|taken|swallowed|drank|drunk|ate|eaten) (?:too many|all (?:of )?(?:my|the|his
      |her)|a (?:whole )?bottle of|a lot of) (?:\w+ )?(?:pills?|tablets?|meds|medication|tylenol
      |paracetamol|ibuprofen|insulin|sleeping)\b`,
    sign`\b(?:im|hes|shes|is|am|are|was|started|keeps?|baby|child|kid|son|daughter|husband|wife
      |someone|he|she) (?:\w+ )?(?:choking|chocking|chokeing)\b`,
    /^(?:help )?(?:choking|chocking)\b(?! hazard)/,
    sign`\b(?:choking|chocking) (?:on|help|now)\b|\bstuck in (?:my|his|her|the) (?:throat
      |windpipe|airway)\b`,
    sign`\b(?:unconsc\w*|unresponsive|passed out|passing out|fainted|fainting|collapsed
      |blacked out|wont wake up|not waking up|cant wake (?:him|her|them))\b`,
    /\b(?:poisoned|poisoning)\b(?<!food poisoning)/,
    sign`\b(?:swallow\w*|drank|drunk|drink|drinks|ate|eat|eaten|ingest\w*)\b.*\b(?:bleach
      |detergent|poison|antifreeze|batter(?:y|ies) (?:acid)?|button battery|pesticide|rat poison
      |drain cleaner|dish ?soap|laundry pod|tide pod|cleaner|glass shards?|broken glass|magnets?
      |gasoline|petrol|paint thinner|methanol|chemicals?)\b`,
    /\b(?:swallowed) (?:a |the )?(?:batter\w+|magnet\w*|coin|needle|glass)\b/,
    /\b(?:death cap|poisonous mushrooms?|wild mushrooms? and (?:i )?feel)\b/,
    sign`\b(?:vomit\w*|throwing up|threw up|cough\w*|spitting|pooping|puking
      |puked) (?:up )?(?:\w+ )?blood\b|\bblood in (?:my )?(?:vomit|stool|poop)\b
      |\bbleeding (?:heavily|badly|a lot|wont stop)\b|\bwont stop bleeding\b`,
    sign`\b(?:call|need|send|get) (?:me )?(?:an |the )?(?:ambulance|911|112|999|paramedics?)\b
      |^(?:911|999|112)$`,
    sign`\b(?:its|this is|have|having|is) (?:an |a )?(?:medical )?emergency\b
      |^emergency(?: help)?$|\bmedical emergency\b`,
    sign`\b(?:im|i think im|am i|he is|she is|hes|shes|i am) (?:\w+ )?dying\b(?! (?:for|to
      |of hunger|from hunger|of thirst|of curiosity|laughing|over))`,
    sign`\b(?:diabetic (?:coma|shock)|insulin shock|hypoglyc\w+ (?:shock|coma)
      |lips (?:are |turn\w* )?blue|turn(?:ing|ed) blue)\b`,
    /\b(?:sugar|glucose) (?:is |level is )?(?:\w+ )?(?:dropping|crashing|dangerously low)\b/,
  ],
  "self-harm": [
    sign`\b(?:kill|killing|kil|hurt|hurting|harm|harming|hang|hanging|shoot|shooting|drown
      |drowning|poison) my ?self\b`,
    /\bsuic\w*|\bsuiside\w*|\bsucid\w*|\bunalive\b|\bkms\b/,
    /\bself ?(?:harm\w*|injur\w*|hurt)\b/,
    /\b(?:end|ending|take|taking|finish) (?:it all|my (?:own )?life|everything now)\b/,
    sign`\b(?:want|wanna|wanted|wants|going|gonna|ready|wish|deserve|rather
      |hoping) (?:to |i (?:could|would) )?(?:just )?(?:die|be dead|disappear forever
      |be gone forever)\b`,
    sign`\bwish (?:i|id|i was|i were) (?:\w+ )?(?:dead|never born|not alive|never been born
      |wouldnt wake up)\b`,
    /\bdont (?:\w+ )?(?:want to|wanna) (?:live|be alive|be here|exist|wake up|go on)\b/,
    sign`\b(?:better off|be better) (?:dead|without me)\b|\bnot worth living\b|\bno (?:reason
      |point) (?:to|in) (?:live|living|being alive)\b|\bnothing (?:left )?to live for\b`,
    sign`\b(?:cant|cannot) (?:go on|do this|take it|live like this) (?:anymore|any more
      |any longer)\b|\bcant go on\b`,
    sign`\b(?:cut|cutting|burn|burning) my ?self\b(?!(?: a| another| some) \w+|.*\b(?:while|when
      |chopping|slicing|knife by|peeling|cooking|oven|pan|stove)\b)|\b(?:slit|slitting|cut
      |cutting) my (?:wrists?|arms?|thighs?)\b`,
    sign`\b(?:lethal|fatal|deadly) (?:dose|amount)\b|\b(?:enough|how (?:much|many)|what
      |which) .*\b(?:kill|kills) (?:me|you|myself|someone|a person|yourself|a human)\b`,
    sign`\bhow many (?:pills|tablets|tylenol|paracetamol|sleeping pills)\b.*\b(?:die|dead|fatal
      |lethal|kill)\b`,
    /\b(?:going to|gonna|want to|wanna|will) end it\b|\bwant it (?:all )?to (?:be over|end|stop)$/,
    /\b(?:dont|cant) see (?:a|any|the) point\b|\b(?:nobody|no one) would (?:miss|care about) me\b/,
    /\b(?:keep|been|started|i) cutting(?: again)?$|\b(?:my life|living) is pointless\b/,
    /\bjump(?:ing)? (?:off|from) (?:a |the )?(?:bridge|roof|building)\b/,
    /\b(?:goodbye|good bye) (?:forever|cruel world|everyone i)\b|\bsay my goodbyes\b/,
  ],
  "eating-disorder": [
    /\bpurg(?:e|ed|es|ing)\b(?! (?:the |my )?(?:fridge|pantry|kitchen|freezer|cupboard))/,
    sign`\bbulim\w*|\bbulemi\w*|\banorex\w*|\banerex\w*|\banorix\w*|\bpro ?ana\b|\bpro ?mia\b
      |\bthinspo\w*|\bmeanspo\b|\borthorexi\w*`,
    /\beating disorder\w*|\bdisordered eating\b/,
    sign`\bbinge ?(?:eating|eat|ed)? and\b|\b(?:keep|cant stop|always|kept|been|i) bing\w+\b
      |\bbinge eating\b|\bbinged (?:again|last|and)\b`,
    sign`\b(?:take|taking|took|use|using|how many|more|abus\w*|need|want|buy|which|best
      |swallow\w*) (?:\w+ )?(?:laxa?tives?|laxitives?|diuretics?|water pills|ipecac|diet pills)\b
      |\bipecac\b|\blax[ai]t[ai]ves\b`,
    sign`\b(?:make|making|made|force|forcing|forced|get|getting) my ?self (?:to )?(?:throw\w*
      |vomit\w*|puke|puking|sick|be sick|barf)\b`,
    sign`\bhow (?:do|can|to|should)(?: i| you)? (?:\w+ )?(?:throw up|vomit|puke|barf|be sick
      |bring (?:it|food|my food) (?:back )?up)\b`,
    sign`\b(?:want|wanna|need|going|gonna|have|trying|tried|like|should i) (?:to )?(?:throw
      |throwing) up (?:my|after|what|the|everything|all|dinner|lunch|breakfast|food|it)\b`,
    sign`\b(?:throw|throwing|threw|throws|puk\w+|vomit\w*) (?:up )?(?:after|every|all|what
      |everything) (?:\w+ )?(?:i )?(?:eat|eating|ate|meals?|meal|food|dinner
      |lunch)\b(?!.*\b(?:flu|pregnan\w*|virus|bug)\b)`,
    /\b(?:fingers?|toothbrush) down (?:my|the|your) throat\b/,
    sign`\bstarv(?:e|es|ed|ing) (?:my ?self|yourself|for (?:\w+ )?(?:days?|weeks?)|to (?:lose|be
      |get)|diet)\b|\b(?:how|want|going|wanna|trying|like|should i) (?:to )?starve\b`,
    sign`\b(?:havent|not|hasnt|didnt|dont|without) (?:been )?(?:eaten|eating|ate|eat|any food
      |food) (?:anything |a thing |food |at all |much )?(?:in|for|since)\b.*\b(?:days?|weeks?
      |monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b`,
    sign`\b(?:stop|quit) eating (?:completely|altogether|forever|entirely|at all
      |for (?:\w+ )?(?:days?|weeks?)|food)\b|\b(?:want|wanna|going|how) to (?:just )?(?:not eat
      |never eat|stop eating)(?: ever| again| anymore| forever|$)`,
    sign`\b(?:afraid|scared|terrified|fear|frightened|anxious|panic\w*) (?:of|to|about|when i
      |at) (?:eat|eating|food|meals?|carbs|calories|gaining|gain|getting fat|being fat)\b`,
    sign`\b(?:eat|eating|ate|eaten) (?:absolutely )?nothing\b(?!.*\bbut\b)|\bdont (?:deserve
      |want) to eat(?: anymore| any more| ever| again| anything)?$|\bdont deserve (?:to eat|food
      |dinner|lunch)\b`,
    sign`\bhow (?:long|many days) can (?:i|you|someone|a person) (?:go|live|survive
      |last) (?:without|not|on no) (?:food|eat\w*)\b|\bhow little can i eat\b`,
    sign`^(?!.*\b(?:ramadan|iftar|lent|orthodox|meat|dairy|alcohol|sugar)\b).*\b(?:fast|fasting
      |fasted|water fast|dry fast)\b.*\b(?:[4-9]|[1-9]\d+|four|five|six|seven
      |ten|fourteen|thirty) days?\b`,
    /^(?!.*\b(?:lent|meat)\b).*\b(?:[4-9]|[1-9]\d+|seven|five|ten) day (?:water |dry )?fast\b/,
    /\b(?:chew|chewing) and spit\w*|\bchew spit\b/,
    sign`${noPartOfADay}\b(?:0|[1-9]\d|[1-6]\d\d|zero) (?:k?cals?|calories|kcal) (?:\w+ )?(?:a
      |per|each|every) (?:day|week)\b`,
    /\b(?:[1-9]\d|[1-6]\d\d|zero) (?:k?cals?|calorie|calories|kcal) (?:a day|per day|daily)? ?diet\b/,
    sign`${noPartOfADay}\b(?:i (?:only |just )?(?:eat|ate|have|had|allow myself)|im (?:only )?on)
      (?: only| just| under)? (?:[1-9]\d|[1-5]\d\d) (?:k?cals?|calories|kcal)(?: today)?\b`,
    /\bi restrict\b|\brestrict(?:ing)? (?:and|food|my (?:food|eating|calories))\b|\bfood scares me\b/,
    /\bstop (?:feeling|being) hungry for (?:\w+ )?(?:days|weeks)\b|\bdie from not eating\b/,
    sign`\bmake (?:yourself|you|me|u) (?:throw up|vomit|puke|sick)\b`,
    sign`\b(?:hide|hiding) (?:that )?(?:im |i am )?(?:not eating|food|my food|my weight
      |vomit\w*)\b.*|\bpretend (?:to|i) (?:eat|ate)\b`,
    sign`\bhate (?:my ?self|my body) (?:for|after|when|because|so)?\b|\bdisgust\w* (?:with|by
      |after|of) (?:my ?self|my body|eating)\b|\bguilty (?:for|about|after|when) (?:i )?(?:eat\w*
      |ate|every)\b`,
    sign`\blose (?:\w+ )?(?:(?:[5-9]|[1-9]\d) ?(?:kg|kilos?)|(?:1[0-9]|[2-9]\d) ?(?:lbs?
      |pounds?)) (?:in|by) (?:(?:a|one|1|this|next) week|(?:\w+ )?(?:[1-7]|two|three|four|five
      |seven) days|tomorrow)\b`,
    sign`\b(?:how to|want to|wanna) (?:get|become|be|turn) (?:anorexic|bulimic|skin and bones?
      |skeletal|underweight)\b|\bmy bmi is 1[0-6]\b`,
    /\b(?:earn|punish) my ?self\b.*\b(?:eat\w*|food|meal)\b/,
  ],
};
