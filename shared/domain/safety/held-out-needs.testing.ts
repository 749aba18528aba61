import type { Language } from "../language/language";
import type { Topic } from "./topic";

/*
 * Wordings that were written before the families of the signs and not looked at while those grew:
 * colloquial, misspelt, about somebody else, as questions. They measure how much of what people
 * write anew is seen; a sentence that is missed here is not to be added to the signs by itself,
 * since the measure would be worth nothing then.
 */
const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A wording may be answered with another topic's referral: it names an emergency number too. */
export const heldOutNeeds: Readonly<Record<Language, Readonly<Partial<Record<Topic, string[]>>>>> =
  {
    en: {
      "allergic-reaction": lines(`
        hubby had a walnut and his eyes are swelling shut
        my mouth feels weird and tingly, had cashews 10 mins ago
        gave my baby egg for the first time and she's covered in red welts
        my lips blew up like balloons after the mango
        is it bad if my throat gets scratchy and tight every bite of this?
        used her epi but she's getting worse
      `),
      emergency: lines(`
        grandpa keeled over at the table and we cant get him up
        my wife wont respond, her eyes are rolled back
        theres a grape stuck in my toddlers windpipe
        i feel like an elephant is sitting on my chest
        one side of moms face went droopy
        my 2 yr old got into the vitamins and ate like 30 gummies with iron
        she drank some of the drain opener
        how many advil is too many? i had 20
        pretty sure i injected my insulin twice
        glucose meter says LOW and im sweating like crazy, cant think
        puking blood since this morning
        my roommate took a bunch of xanax and isnt breathing right
      `),
      "self-harm": lines(`
        whats the point of being alive tbh
        i dont want to be here anymore
        everyone would be happier if i was gone
        ive got the pills lined up in front of me
        i cant stop thinking about killing myself
        what happens if i take the whole bottle
        my friend says she's going to hang herself tonight
        i wish i could fall asleep and not wake up tomorrow
        been cutting my legs again
        im so done with life
        ready to end my own life
      `),
      "eating-disorder": lines(`
        my daughter throws up in the shower after every dinner
        i stick my fingers down my throat when i feel too full
        havnt had a bite since sunday, feels amazing
        is 300 cals a day enough to survive
        i wanna be 85 pounds by prom
        i only feel clean when im empty
        ran 4 hours today to make up for a cookie
        how do people hide that they arent eating from their parents
        took 8 dulcolax after the pizza
        my sister counts every grain of rice and weighs 39 kilos
        i binged on cereal all night and then made it come back up
      `),
    },
    es: {
      "allergic-reaction": lines(`
        a mi niño le di huevo y le salieron ronchas por todo el cuerpo
        comí gambas y los ojos se me pusieron como globos
        siento la boca rara y la lengua gruesa desde que probé el kiwi
        se le está cerrando la garganta a mi hermana por un cacahuete
        me pica todo y me cuesta tragar
      `),
      emergency: lines(`
        mi papá se cayó al suelo y no se mueve
        mi bebé está morado y no responde
        no me llega el aire
        siento como una piedra en el pecho
        a mi madre se le torció la cara y no habla bien
        mi hijo se tragó una pila de botón
        el niño bebió lavavajillas
        me pasé con la insulina
        tengo el azúcar en 38 y veo borroso
        estoy vomitando con sangre
        mi abuelo se atragantó con un trozo de carne
        se tomó toda la caja de ibuprofeno
        mi pareja convulsiona, qué hago
        me tomé como quince paracetamoles
      `),
      "self-harm": lines(`
        para qué seguir viviendo
        todos estarían mejor si yo no existiera
        me quiero morir
        ojalá no despertara mañana
        tengo las pastillas en la mano, ya no aguanto
        me voy a tirar por el balcón
        mi amiga dice que se va a ahorcar
        me hago cortes en las piernas
        cuántas pastillas hacen falta para no despertar
        quiero acabar con mi vida
        ya no le encuentro sentido a la vida
      `),
      "eating-disorder": lines(`
        mi hija vomita en el baño después de cada cena
        llevo tres días sin probar bocado
        me meto los dedos cuando como mucho
        quiero pesar 40 kilos
        hago cuatro horas de cardio para quemar lo que como
        me doy asco cuando como
        tomé seis laxantes después de la pizza
        cómo hago para que mis padres no noten que no como
        con 300 calorías al día puedo sobrevivir?
        me atraco por la noche y luego lo vomito
      `),
    },
    de: {
      "allergic-reaction": lines(`
        hab ne walnuss gegessen und jetzt schwellen meine augen zu
        mein kind hat überall quaddeln nach dem ei
        mein mund kribbelt total seit den cashews
        ihre lippe wird immer dicker nach der mango
        mir schnürt es den hals zu seit den garnelen
      `),
      emergency: lines(`
        opa ist umgefallen und rührt sich nicht
        mein baby ist blau angelaufen und atmet komisch
        ich bekomm kaum noch luft
        es fühlt sich an als sitzt ein elefant auf meiner brust
        mamas gesicht hängt auf einer seite
        meine tochter hat eine knopfbatterie verschluckt
        er hat abflussreiniger getrunken
        hab mir aus versehen doppelt insulin gespritzt
        blutzucker 38 und mir ist schwindlig
        ich spucke seit heute früh blut
        hab 15 paracetamol genommen was jetzt
        da steckt ein stück fleisch im hals und es geht nicht raus
        meine frau antwortet nicht mehr und verdreht die augen
        er krampft gerade was tun
      `),
      "self-harm": lines(`
        wozu lebe ich überhaupt noch
        allen ginge es besser wenn ich weg wäre
        ich will nicht mehr leben
        wie viele tabletten braucht man um nicht mehr aufzuwachen
        ich bring mich um
        hab mich wieder geritzt
        mein freund sagt er hängt sich heute auf
        ich würde am liebsten verschwinden
        ich hab die tabletten schon vor mir liegen
        ich will das alles nur noch beenden
        ich habe keinen lebenswillen mehr
      `),
      "eating-disorder": lines(`
        meine tochter kotzt nach jedem abendessen
        stecke mir den finger in den hals wenn ich voll bin
        seit sonntag keinen bissen gegessen, fühlt sich super an
        ich will unbedingt 40 kilo wiegen
        bin 4 stunden gelaufen um den keks abzutrainieren
        nach jedem essen ekle ich mich vor mir
        hab nach der pizza 8 abführtabletten genommen
        wie verstecke ich vor meinen eltern dass ich nichts esse
        reichen 300 kalorien am tag zum überleben
        ich fresse alles in mich rein und dann muss es wieder raus
      `),
    },
  };
