import type { Language } from "../language/language";
import type { Topic } from "./topic";

/* What people write in need, and what only sounds so; written for this test. */

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const inNeed: Readonly<Record<Topic, Readonly<Record<Language, readonly string[]>>>> = {
  "allergic-reaction": {
    en: lines(`
      I think I'm having an allergic reaction
      alergic reaction after shrimp
      allergic reacton help
      my throat is swelling
      My throat is closing up after eating peanuts
      throat feels tight since the nuts
      my tongue is swollen
      my lips are tingling and swollen
      swollen lips after eating kiwi
      my face is swelling up
      anaphylaxis what do I do
      anaphalaxis
      I used my epipen
      where is my epi-pen
      I ate peanuts and I'm allergic
      broke out in hives after eating strawberries
      I have hives
      ate shellfish now I have a rash all over
      itchy throat
      can't swallow
      my son's mouth is itching after milk
      my lip is getting really swollen
      face is puffy after eating crab
      having a bad reaction to shrimp, allergic reaction I think
    `),
    es: lines(`
      se me hincha la garganta
      tengo la lengua hinchada
      Tengo los labios hinchados después de comer cacahuetes
      creo que es una reacción alérgica
      reaccion alergica
      comí nueces y soy alérgico
      anafilaxia
      me salieron ronchas después de comer camarones
      se me cierra la garganta
      necesito mi autoinyector
      no puedo tragar
      me pica la garganta
      me hinché después de comer mariscos
    `),
    de: lines(`
      mein Hals schwillt zu
      meine Zunge ist geschwollen
      Meine Lippen kribbeln
      die Lippen sind dick geschwollen
      allergische Reaktion
      alergische reaktion nach nüssen
      anaphylaktischer Schock
      habe Erdnüsse gegessen und bin allergisch
      Ausschlag nachdem ich Erdbeeren gegessen habe
      ich kann nicht schlucken
      brauche meinen EpiPen
    `),
  },
  emergency: {
    en: lines(`
      can't breathe
      I cant breath
      i can not breathe
      I can’t breathe!!!
      cannot breethe
      I'm having trouble breathing
      hard to breathe
      he is not breathing
      shortness of breath
      chest pain
      my chest hurts
      I have pain in my chest
      chest feels tight, chest pressure
      I think I'm having a heart attack
      heart attack
      think it's a stroke
      she's having a seizure
      I overdosed
      overdose
      overdoes of pills, overdosed
      I took too many pills
      took a whole bottle of tylenol
      swallowed all my pills
      took too much, took a lot of insulin
      I'm choking
      my baby is choking on a grape
      choking
      chocking help
      food is stuck in my throat
      he is unconscious
      my dad is unconcious
      she passed out
      i just fainted
      my wife collapsed
      he won't wake up
      I've been poisoned
      i drank bleach
      my kid swallowed a battery
      toddler ate detergent
      He drank antifreeze
      I swallowed poison
      vomiting blood
      I'm throwing up blood
      it won't stop bleeding
      call an ambulance
      I need an ambulance
      call 911
      911
      this is an emergency
      It's an emergency!
      emergency
      I'm dying
      am i dying
      help im dying
      his lips are blue
      can you overdose on caffeine?
      I am in diabetic shock
      my airways are closing
      I'm wheezing after eating nuts
      i just took 20 paracetamol
      took 30 pills
      she is not responding
      I might have taken too much insulin
    `),
    es: lines(`
      no puedo respirar
      No puedo respirar bien
      no puedo respirrar
      me cuesta respirar
      mi hijo no respira
      me falta el aire
      me estoy ahogando
      mi bebé se está atragantando
      dolor en el pecho
      me duele el pecho
      tengo presión en el pecho
      creo que es un infarto
      le da un derrame
      sobredosis
      tomé demasiadas pastillas
      se tomó un frasco de pastillas
      está inconsciente
      mi madre se desmayó
      no despierta
      me han envenenado
      bebí lejía
      mi hijo se tragó una pila
      vomito sangre
      llamen a una ambulancia
      necesito una ambulancia
      es una emergencia
      ¡Emergencia!
      me estoy muriendo
      no me entra el aire
      me tragué unas pastillas, muchas
    `),
    de: lines(`
      ich kann nicht atmen
      Ich kann nicht mehr atmen!
      kann kaum atmen
      ich bekomme keine Luft
      krieg keine Luft mehr
      Atemnot
      er atmet nicht
      Brustschmerzen
      schmerzen in der Brust
      Druck auf der Brust
      ich habe einen Herzinfarkt
      glaube schlaganfall
      Überdosis
      zu viele Tabletten genommen
      ich habe alle Schlaftabletten genommen
      mein Kind erstickt
      sie ist bewusstlos
      er ist bewustlos
      Mama ist umgekippt
      er wacht nicht auf
      ich wurde vergiftet
      mein Sohn hat Putzmittel getrunken
      Kind hat eine Batterie verschluckt
      ich erbreche Blut
      ruf einen Krankenwagen
      brauche einen Notarzt
      das ist ein Notfall
      Notfall!
      ich sterbe
    `),
  },
  "self-harm": {
    en: lines(`
      I want to kill myself
      i wanna die
      I want to die
      gonna kill my self
      thinking about suicide
      I feel suicidal
      sucide
      i am suicidel
      I want to end my life
      end it all
      I don't want to live anymore
      dont want to be alive
      i do not want to wake up
      I wish I was dead
      everyone would be better off without me
      there's no reason to live
      nothing left to live for
      I can't go on
      i cut myself
      I've been cutting my arms
      self harm
      I want to hurt myself
      I hurt myself last night
      what's a lethal dose of caffeine
      how many pills would kill me
      how much salt would kill a person
      kms
      want to disappear forever
      I should jump off a bridge
      no point in living
      I'm going to end it
      i don't see a point in living
      I want it all to be over
      nobody would miss me
      I keep cutting
    `),
    es: lines(`
      quiero morir
      quiero morirme
      me quiero matar
      quiero matarme
      suicidio
      pienso en suicidarme
      no quiero vivir
      ya no quiero seguir viviendo
      estarían mejor sin mí
      quiero quitarme la vida
      no vale la pena vivir
      me corto los brazos
      ya no puedo más
      cuántas pastillas para morir
      dosis letal de paracetamol
      quiero hacerme daño
    `),
    de: lines(`
      ich will sterben
      ich möchte nicht mehr leben
      ich will mich umbringen
      Ich bringe mich um, ich will mich umbrigen
      Selbstmord
      suizidgedanken
      ich will tot sein
      ich möchte tot sein
      ohne mich wäre alles besser, besser ohne mich
      ich ritze mich
      ich will mir das leben nehmen
      kein sinn im leben
      wie viele tabletten sind tödlich
      tödliche Dosis Koffein
      ich will mich verletzen
      ich kann nicht mehr
      ich hab Tabletten genommen um zu sterben
      ich will nicht mehr
    `),
  },
  "eating-disorder": {
    en: lines(`
      how do I throw up
      how to throw up after dinner
      How can I make myself throw up
      I made myself sick after lunch
      I purge after meals
      purging again
      I'm bulimic
      bulimia
      i think i have anorexia
      anorexa
      am I anorexic
      do I have an eating disorder
      I keep bingeing
      I can't stop binging
      I binge and purge
      how many laxatives should I take
      laxatives to lose weight
      taking laxatives after every meal
      i'm starving myself
      how to starve
      want to starve to be thin
      I haven't eaten in 3 days
      haven't eaten anything for four days
      I'm afraid to eat
      scared of eating carbs
      fear of eating
      terrified of gaining weight
      I eat nothing
      I don't deserve to eat
      how long can I go without eating
      how long can you live without food
      how little can I eat
      10 day water fast
      I want to fast for 7 days
      chew and spit calories
      I eat 300 calories a day
      is 500 calories per day ok
      only 400 kcal a day
      500 calorie diet
      thinspo
      pro ana tips
      fingers down my throat
      I feel guilty after eating
      I hate myself for eating
      lose 10 kg in a week
      lose 20 pounds in 5 days
      how to hide that i'm not eating
      I throw up after every meal
      I want to stop eating completely
      how do i stop eating at all
      ipecac
      water pills to lose weight, using diuretics
      how to make yourself throw up
      tips to stop feeling hungry for days
      I only eat 200 calories
      I'm on 300 calories
      i ate 150 calories today and feel fat
      food scares me
      I restrict and binge
    `),
    es: lines(`
      cómo vomitar después de comer
      quiero vomitar lo que comí
      me provoco el vómito
      vomito después de cada comida
      tengo bulimia
      tengo anorexia
      creo que tengo un trastorno alimenticio
      cuántos laxantes tomo para bajar de peso
      laxantes
      tengo atracones
      llevo 3 días sin comer
      no he comido en dos días
      tengo miedo de comer
      miedo a engordar
      como 300 calorías al día
      solo 500 kcal al día
      dieta de 400 calorías
      cuántos días puedo estar sin comer
      cuanto aguanto sin comer
      no merezco comer
      me siento culpable por comer
      odio mi cuerpo
      bajar 10 kilos en una semana
      quiero dejar de comer
    `),
    de: lines(`
      wie kann ich mich erbrechen
      wie kann ich mich übergeben
      ich kotze nach dem Essen
      Finger in den Hals
      ich habe Bulimie
      Magersucht
      bin ich magersüchtig
      habe ich eine Essstörung
      essstoerung
      Abführmittel zum Abnehmen
      ich habe Fressanfälle
      ich habe seit drei Tagen nichts gegessen
      seit 4 Tagen nichts mehr gegessen
      ich hungere mich runter
      Angst vor dem Essen
      ich habe Angst zuzunehmen
      ich esse nur 300 Kalorien am Tag
      unter 500 kcal pro tag
      400 Kalorien Diät
      wie lange kann ich ohne Essen leben
      ich verdiene kein essen
      ich hasse meinen Körper
      10 kg in einer woche abnehmen
      ich will nie mehr essen
      wie übergebe ich mich
    `),
  },
};

export const ordinary = lines(`
  I had a stroke of luck and found truffles
  I burned 450 calories per day this week
  my breakfast is 400 calories each day
  snack of 150 calories a day
  add 200 calories a day to bulk
  ramadan fasting 30 days what to eat at iftar
  lent 40 day fast without meat
  haven't eaten breakfast for 2 weeks
  I want to stop eating chocolate forever
  can you eat raw eggs without dying
  what should I eat when I have a chest cold
  vitamin pills with food
  took two vitamin pills with breakfast
  I'm dead tired, coffee?
  me mata el picante
  pastillas de vitamina c
  mein Hals kratzt, welcher Tee
  ich will nicht mehr Zucker essen
  ich habe heute noch nichts gegessen
  300 kcal am Tag weniger
  peanut allergy-friendly snacks?
  I'm allergic to peanuts, what can I eat?
  allergic to milk: which yogurt
  nut allergy
  is this gluten free
  lactose intolerant breakfast
  snacks for a peanut allergy
  what foods cause allergies
  is chicken breast ok
  starving, what's quick to eat
  I'm starving!
  im so hungry i could eat a horse
  dying for a burger
  I'm dying of hunger
  this cake is to die for
  I could kill for a pizza
  killer brownies
  how to kill a craving
  death by chocolate cake calories
  is popcorn a choking hazard
  swollen ankles and salt
  swollen feet diet
  does salt cause bloating
  heartburn after coffee
  diet after a heart attack
  foods to prevent a stroke
  what to eat after a heart attack
  foods for a healthy heart
  chicken breast 200 g
  breast of duck
  chest of tea
  breathing exercises and weight loss
  take a breather, then lunch
  bad breath foods
  emergency snacks for the car
  emergency chocolate
  food poisoning what can I eat
  how long does rice keep
  is raw chicken safe
  are these mushrooms good
  500 calorie deficit a day
  burn 300 calories a day
  how do I burn 500 calories per day
  snacks under 200 calories
  300 calories breakfast
  a 400 calorie lunch
  meals under 500 calories
  2000 calories a day
  1500 kcal diet
  1200 calories a day
  500 g rice
  when do I stop eating?
  when should I stop eating before bed
  how do I stop eating sugar
  stop eating bread
  intermittent fasting 16:8
  intermittent fasting breakfast
  16 hour fast
  fast food calories
  fasting for one day
  what can I eat when fasting
  how many calories in vodka
  breakfast for 5 days
  prunes as a natural laxative
  is there anything with a laxative effect
  foods after vomiting with the flu
  I threw up yesterday, flu, what can I eat
  pregnant and vomiting what helps
  morning sickness snacks
  purge the fridge: what to do with leftovers
  I haven't eaten yet, what's for dinner
  I haven't eaten lunch
  I have not eaten meat for 3 years
  ate nothing but toast
  I feel fat after pizza lol
  lose weight fast
  how to lose 5 kg
  lose 2 pounds in a week
  lose 10 kg in a year
  guilty pleasure snacks
  I cut myself a slice of cake
  I cut myself while chopping onions
  cutting carbs
  cut calories
  how to eat less
  I'm afraid of the dark
  scared I added too much salt
  hate broccoli
  can I eat before bed
  hot dog
  hanging out with friends, what to eat
  bloody mary calories
  blood sugar friendly snacks
  blood orange
  blood type diet
  iron for low blood
  low blood sugar foods
  bleach tripe calories
  battery of vitamins
  medication and grapefruit
  pill or food for vitamin d
  how many calories in two eggs and a banana?
  200g chicken breast, a cup of rice with 1 1/2 tbsp oil
  two eggs one banana
  2x eggs + 250 ml milk
  two and a half bananas and half an avocado
  I had porridge for breakfast
  2 slices of bread plus 3 oz cheese
  banana bread
  coffee without milk or sugar
  coffee with no sugar, toast
  tea without milk and a banana
  how many calories?
  hi
  Hello!
  thank you!!
  help
  HELP
  help me
  STOP
  start
  2 glasses of red wine
  a dozen strawberries
  0.005 kg butter
  8 oz milk
  2 eggs, dragon stew, 3 white rice and 2 slices of honey
  10 kg rice
  99999999999 eggs
  goulash, borscht, goulash, ramen, poutine, laksa
  dragon stew
  fried egg
  cooking oil
  cooking spray
  smoked fish
  poached egg
  french poisson
  swordfish steak
  suckling pig
  soy allergy milk
  does honey help my throat
  sore throat soup
  mouth watering recipes
  burning my tongue on coffee
  ginger tea for nausea
  what eases stomach pain
  spicy food hurts my stomach
  I can't eat gluten
  can't have dairy
  can't stop eating chips
  I can't believe it's not butter
  I can't cook
  don't like fish
  don't want to eat meat
  dead sea salt
  killed it at the gym, protein?
  eat to live
  live yogurt
  life cereal
  end of life of yogurt, is it good
  hambre, algo rápido
  me muero de hambre
  tengo mucha hambre
  ¿cuántas calorías tienen dos huevos?
  pechuga de pollo
  pechuga a la plancha
  soy alérgico al cacahuete, ¿qué puedo comer?
  sin gluten
  alergia a la leche
  300 calorías desayuno
  dieta de 1500 calorías
  quiero bajar de peso
  no quiero comer carne
  quiero dejar de comer azúcar
  ¿qué puedo comer con gripe?
  pan sin sal
  salsa picante
  me pica el hambre
  emergencia de chocolate
  dos huevos y un plátano
  vaso de leche
  ayuda
  ayuda con la dieta
  dolor de estómago, ¿qué como?
  ich habe Hunger
  ich sterbe vor Hunger
  Hähnchenbrust 200 g
  ist Hähnchenbrust ok
  Putenbrust
  Erdnussallergie Snacks
  ich bin allergisch gegen Nüsse, was kann ich essen
  glutenfrei
  laktosefrei frühstücken
  wie viele kalorien haben zwei eier
  300 Kalorien Frühstück
  Diät mit 1500 kcal am Tag
  was soll ich heute essen
  abnehmen in 3 Monaten
  5 kg abnehmen
  Intervallfasten 16:8
  Halsschmerzen Suppe
  Essen nach dem Sport
  Ernährung nach Herzinfarkt
  Lebensmittelvergiftung was essen
  Hilfe
  Hilfe beim Kochen
  Notfallsnacks
  tote Tante Kalorien
  kann man abends essen
  Rote Bete
`);
