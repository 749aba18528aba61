/*
 * What people write, by what it means. Written for this test, after the examples of the rules that
 * `keywords.ts` names; none is copied from a person.
 */

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const consentCorpus = {
  stop: lines(`
    STOP
    stop.
    "STOP"
    STOP 🛑
    🛑STOP🛑
    Stop!!!
    STOP please
    please stop
    Please STOP now, thanks
    pls stop
    ok stop
    ＳＴＯＰ
    Ⓢⓣⓞⓟ
    S T O P
    S.T.O.P.
    stooooop
    STOP STOP STOP
    stop it
    STOPALL
    stop all
    UNSUBSCRIBE
    unsuscribe
    unsubscribe me
    unsubscribe me from this list
    Unsubscribe from all your messages
    CANCEL
    cancel please
    END
    Quit
    REVOKE
    optout
    OPT-OUT
    Opt Out
    opt‑out
    opt me out
    I want to opt out
    REMOVE
    arrêt
    ARRET
    td
    sotp
    don't text me
    dont text me anymore
    Do not text me again!
    don’t message me
    don´t contact me
    stop texting me
    STOP TEXTING ME!!!
    Please stop texting me, I already told you twice
    I already said no. STOP
    STOP. I told you twice.
    can you stop messaging me
    stop sending me these messages
    stop all messages
    stop these texts
    no more messages
    no more texts please
    remove me from your list
    Remove me from the list
    please take me off your list
    take me off
    delete my number
    lose my number
    remove my number from your database
    I no longer want to receive messages from you
    I don't want any more texts
    i do not want to be contacted
    I don't want to hear from you
    I revoke my consent
    I withdraw my consent
    cancel my subscription
    how do I unsubscribe?
    How can I opt out of these messages?
    how do i stop getting these texts
    leave me alone
    wrong number
    You have the wrong number
    not interested
    I'm no longer interested
    never text me again
    stop spamming me
    I never signed up for this
    I want to stop receiving messages
    no me escriban más
    No me escriba más, por favor
    no me manden mensajes
    no me envíen más mensajes
    no quiero recibir más mensajes
    ya no quiero mensajes
    dejen de escribirme
    Deja de mandarme mensajes
    BAJA
    baja por favor
    darme de baja
    quiero darme de baja
    Denme de baja de la lista
    PARAR
    ALTO
    cancelar
    cancelar mi suscripción
    quítame de la lista
    bórrenme de su lista
    borren mi número
    no más mensajes
    número equivocado
    déjenme en paz
    ¡Basta!
    ¡Ya basta!
    detener
    bitte keine Nachrichten mehr
    Keine Nachrichten mehr bitte!
    keine weiteren SMS
    Ich möchte keine Nachrichten mehr
    ich will keine nachrichten mehr bekommen
    Schreibt mir nicht mehr
    schreiben Sie mir bitte nicht mehr
    Stopp
    STOPP!!!
    abmelden
    Abmelden bitte
    ich möchte mich abmelden
    melden Sie mich bitte ab
    kündigen
    nehmt mich von der Liste
    Löschen Sie meine Nummer
    lasst mich in Ruhe
    Hört auf, mir zu schreiben
    hört auf mir nachrichten zu schicken
    Falsche Nummer
    Ich widerrufe meine Einwilligung
    Abo kündigen
    kein Interesse mehr
    aufhören
    wie kann ich mich abmelden?
    please do not send me anything else
    pls remove me
    I dont want these
    no more
    enough
    cease and desist
    this is spam, remove me
    take my number off this list
    quiero cancelar
    ya no quiero nada
    para ya
    ich möchte nichts mehr bekommen
    bitte löschen
    Schluss
    I revoke my consent to receive texts
    dont text this number again
    stop contacting me or I will sue
    Stop sending
    who is this? STOP
    reply stop
    STOP1
    STOP 2
    Stop!!!1
    stop bot
    delete me
    delete my data
    forget me
    SPAM STOP
    END ALL
    Un-subscribe
    Date de baja
    cancela mi suscripción
    eliminar suscripción
    Bitte aus dem Verteiler nehmen
    no mas
    No más
    please delete all my data
    erase my information
    borren mis datos
    borra mis datos
    elimina mis datos
    lösche meine Daten
    löschen Sie alle meine Daten
    meine Daten löschen
    stop spamming me or I'll report you
    Stop it or I will call the police
    stop please or I block you
    I hereby withdraw my consent to being contacted
    do not text me at this number again
    stop chatbot
    stop spam
    text stop
    cancel all
    quit all
    unsubscribe all
    stop all messages
    STOP STOP
    stop 1
    olvídame
    bórrame
    dame de baja
    baja ya
    anular suscripción
    cancelen mi suscripción
    aus dem Verteiler löschen
    Nehmen Sie mich aus dem Verteiler
    vergesst mich
    STOP 123
    Stop.1
  `),
  "stop-marketing": lines(`
    Stop promotions
    STOP_PROMOTIONS
    stop promos
    stop marketing
    Stop ads!
    stop sending me promotions
    no more promotions
    No more offers please
    don't send me ads
    I don't want your offers
    unsubscribe from marketing messages
    opt me out of marketing
    no más promociones
    no quiero publicidad
    No me manden ofertas
    no me envíen más publicidad
    keine Werbung mehr
    Keine Werbung bitte
    ich möchte keine Werbung
    Schickt mir keine Werbung mehr
    Werbung abbestellen
    stopp Werbung
  `),
  start: lines(`
    START
    start.
    "Start"
    START 🙂
    start please
    UNSTOP
    un-stop
    Subscribe
    opt in
    INICIAR
    alta
    comenzar
    anmelden
    starten
  `),
  help: lines(`
    HELP
    help!
    Help please
    INFO
    info?
    Información
    AYUDA
    ayuda por favor
    Hilfe
    hilfe bitte
  `),
  none: lines(`
    yes
    YES
    ok
    thanks
    hello
    ...
    🛑
    no
    when do I stop eating?
    When should I stop eating before bed?
    stop by the bakery: 2 rolls
    2 rolls from the bus stop
    how do I stop sugar cravings
    how can I stop snacking at night
    how do I stop overeating
    can't stop eating chips
    I stopped eating bread
    should I stop drinking coffee
    what happens if I stop eating meat
    non-stop snacking
    one stop shop salad
    help me
    help me eat better
    can you help me with dinner
    help, what has less fat, rice or pasta
    information on tofu
    info on avocado
    start with eggs
    how do I start a diet
    where do I start?
    end of the day
    what should I eat at the end of the day
    end with dessert
    cancel the banana, make it an apple
    cancel that, two eggs
    remove the egg
    remove the skin from chicken, calories?
    remove salt
    quit sugar
    how to quit sugar
    quit smoking foods
    I quit soda, what now
    no more sugar
    no more than 2 eggs a day?
    no butter
    without sugar
    i want to cancel out the carbs
    don't like broccoli
    I don't want bread
    i dont want carbs
    I don't want to gain weight
    dont send me to sleep hungry, dinner ideas
    text me a recipe
    send me messages about protein
    remind me to drink water
    Can you message me the calories in a banana
    leave out the bread
    leave the skin on?
    take the skin off chicken
    take the egg out
    not interested in meat, what about tofu
    I'm not interested in carbs
    what is in a td burger
    block cheese calories
    alto en proteínas
    baja en calorías
    comida baja en carbohidratos
    cena ligera para parar el hambre
    no más azúcar
    no quiero pan
    no me gusta el pescado
    quítame las dudas: ¿cuántas calorías tiene el pan?
    empezar una dieta
    ayuda con mi dieta
    ¿cómo dejo de comer dulces?
    deja de engordar el pan integral
    ¿cuántas calorías en ofertas de hamburguesas?
    keine Butter
    ich möchte kein Brot
    ich möchte mehr Eiweiß
    schreib mir ein Rezept
    hör auf Zucker zu essen?
    Wann soll ich aufhören zu essen?
    Ende der Woche
    Hilfe beim Abnehmen
    nicht mehr als 2 eier?
    kann ich mit kohlenhydraten aufhören
    how many calories in two eggs and a banana?
    200g chicken breast, a cup of rice with 1 1/2 tbsp oil
    coffee with no sugar, toast
    tea without milk and a banana
    I had porridge for breakfast
    2 slices of bread plus 3 oz cheese
    2 eggs, dragon stew, 3 white rice and 2 slices of honey
    STOP, how many calories in an egg?
    stop the oven when?
    can i stop taking vitamins
    no more than 5 eggs
    enough protein in 2 eggs
    remove fat from broth
    take me out for dinner
    I don't want this much fat
    not interested in dairy
    Schluss mit Zucker
    parar de picar
    basta de dulces
    keine Kohlenhydrate mehr
    stop at 2 eggs?
    no mas azúcar
    stop 2 eggs
    STOP, how many calories in an egg?
    delete the egg
    forget the egg
    forget it, two eggs
    end all carbs
    delete my breakfast
    delete my last meal
    no mas de 2 huevos
    no mas pan
    stop eating 2 eggs
    reply
    bot
    who is this?
    what is STOP?
    how to stop sugar? help
    why stop? 2 eggs
    delete data of my breakfast
    cancela el plátano
    date un gusto
    borra el huevo
    elimina el azúcar
    lösche das Ei
    stop 200 g
    200 g stop
    eggs 2
    stop or continue keto?
    stop sending me to sleep hungry
    spam calories
    spam
    spam musubi
    stop 1 meal
    no mas hambre
    forget me not tea
    cancel my lunch
    when will I stop? 1
    should I stop
  `),
} as const;
