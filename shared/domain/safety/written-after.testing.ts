import type { Language } from "../language/language";

/*
 * Wordings of need that were written after the families were finished, and to which nothing was
 * fitted: the more honest of the measures (see `held-out.test.ts`).
 */
const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const writtenAfter: Readonly<Record<Language, readonly string[]>> = {
  en: lines(`
    ate a cookie with hazelnut, now I sound hoarse and my ears itch
    wasp got me in the mouth and its getting hard to talk
    my dad is clutching his chest and sweating buckets
    grandma hit her head and keeps asking the same thing
    he's making weird snoring sounds and i cant rouse him
    my sensor reads 41 and dropping fast
    kid drank half a bottle of cough syrup
    pressure behind my breastbone going into my jaw
    there's no way out for me
    i bought a rope today
    if i wasn't around nobody would notice
    i burn myself with a lighter when i'm sad
    what's the fastest way to go without pain
    i spit out everything i chew at lunch so i stay thin
    been living on gum and diet coke for 5 days
    my teen goes to the bathroom right after we eat and runs the tap
  `),
  es: lines(`
    comí una galleta con avellana y ahora tengo la voz ronca y ronchitas
    me picó una avispa en la boca y casi no puedo hablar
    mi padre se agarra el pecho y suda mucho
    la abuela se golpeó la cabeza y repite lo mismo
    hace ruidos raros al respirar y no lo puedo despertar
    el sensor marca 41 y sigue bajando
    el niño se bebió medio frasco de jarabe
    presión detrás del esternón que sube a la mandíbula
    no veo salida para mí
    hoy compré una cuerda
    si yo no estuviera nadie lo notaría
    me quemo con un mechero cuando estoy triste
    cuál es la forma más rápida de irse sin dolor
    escupo todo lo que mastico para seguir flaca
    llevo cinco días a chicle y coca light
    mi hija va al baño justo después de comer y abre el grifo
  `),
  de: lines(`
    keks mit haselnuss gegessen, jetzt bin ich heiser und die ohren jucken
    eine wespe hat mich in den mund gestochen und ich kann kaum sprechen
    mein vater fasst sich an die brust und schwitzt stark
    oma ist auf den kopf gefallen und fragt immer das gleiche
    er macht komische schnarchgeräusche und ich krieg ihn nicht wach
    der sensor zeigt 41 und fällt weiter
    das kind hat eine halbe flasche hustensaft getrunken
    druck hinter dem brustbein bis in den kiefer
    für mich gibt es keinen ausweg
    ich habe heute ein seil gekauft
    wenn ich nicht da wäre würde es keiner merken
    ich verbrenne mich mit dem feuerzeug wenn ich traurig bin
    wie geht man am schnellsten ohne schmerzen
    ich spucke alles aus was ich kaue damit ich dünn bleibe
    lebe seit fünf tagen von kaugummi und cola light
    meine tochter geht nach dem essen immer ins bad und lässt wasser laufen
  `),
};

/** Written after the first families, and followed in kind by the later ones. */
export const writtenBetween: Readonly<Record<Language, readonly string[]>> = {
  en: lines(`
    bee sting and now I'm wheezy and itchy everywhere
    my cheeks are puffing up like crazy since the satay
    can my kid die from one bite of a peanut? hes coughing nonstop
    he turned blue and floppy
    my pulse is all over the place and i'm about to black out
    mum cant talk straight and her smile is crooked
    fish bone wont go down, it hurts so bad
    toddler chewed on a dishwasher tablet
    i doubled up on my blood pressure meds and feel faint
    type 1 here, forgot to eat after my shot, im shaky and confused
    there was blood when i went to the toilet, lots of it
    nothing matters anymore, i'm ending my life
    i've written the letter to my family
    how do people kill themselves painlessly
    i scratched my arms till they bled, feels better
    my brother says life isnt worth it and hes got a rope
    i puke on purpose so i dont gain
    if i eat more than an apple a day i freak out
    nobody knows i havent eaten this week
    i need to get to 38 kilos, tips?
  `),
  es: lines(`
    me picó una abeja y se me pone la cara como un tomate hinchado
    mi hija probó nueces y no para de toser, está roja
    el abuelo habla raro y no puede levantar el brazo
    mi niño se puso azul
    se me acelera el corazón y me voy a desmayar
    tengo una espina clavada en la garganta
    la niña mordió una pastilla de lavavajillas
    me equivoqué y tomé doble dosis de la pastilla de la tensión
    diabética, me puse insulina y no comí, estoy temblando
    al ir al baño salió mucha sangre
    nada tiene sentido, hoy termino con mi vida
    ya escribí la carta de despedida
    cómo se mata la gente sin dolor
    me rasguño los brazos hasta sangrar
    mi hermano tiene una soga y dice que ya no quiere seguir
    vomito a propósito para no engordar
    si como más de una manzana me entra pánico
    nadie sabe que no he comido en toda la semana
    necesito llegar a 38 kilos, consejos
    mi amiga solo come hielo y se desmaya
  `),
  de: lines(`
    bienenstich und jetzt juckt alles und ich pfeife beim atmen
    mein gesicht geht auf wie ein ballon seit dem satay
    mein kind hat erdnuss gegessen und hustet ununterbrochen
    er ist ganz blau und schlaff
    mein puls rast und mir wird schwarz vor augen
    oma redet wirr und ihr mundwinkel hängt
    eine gräte steckt mir im hals
    die kleine hat einen spülmaschinentab zerbissen
    hab meine blutdrucktabletten doppelt genommen, mir ist schummrig
    diabetiker, insulin gespritzt und nichts gegessen, ich zittere
    beim klogang kam viel blut
    nichts hat mehr bedeutung, heute beende ich mein leben
    ich habe den abschiedsbrief schon geschrieben
    wie bringt man sich schmerzlos um
    ich kratze mir die arme blutig
    mein bruder hat einen strick und will nicht mehr
    ich übergebe mich absichtlich damit ich nicht zunehme
    wenn ich mehr als einen apfel esse bekomme ich panik
    keiner weiß dass ich die ganze woche nichts gegessen habe
    ich muss auf 38 kilo kommen, tipps?
  `),
};
