import { type Signs, sign } from "./topic";

export const spanishSigns: Signs = {
  "allergic-reaction": [
    /\banafila\w*/,
    /\b(?:reaccion|ataque|crisis|choque|shock) alergic\w+/,
    sign`\b(?:garganta|lengua|labios?|cara|boca|ojos?|cuello) (?:\w+ ){0,3}(?:hinch\w*|inflam\w*
      |cerr\w*|cierr\w*|pic\w*|dormid\w*|hormigue\w*)`,
    sign`\b(?:hinch\w*|inflam\w*|cerr\w*|cierr\w*|pica\w*|hormigue\w*) (?:\w+ ){0,2}(?:garganta
      |lengua|labios?|cara|boca|ojos?)\b`,
    sign`\b(?:ronchas|urticaria|sarpullido)\b.*\b(?:com\w+|tom\w+|beb\w+|cen\w+)\b|\b(?:comi
      |comer|tome|bebi)\b.*\b(?:ronchas|urticaria|sarpullido)\b`,
    /\b(?:comi|comio|tome|probe) (?:\w+ ){1,4}(?:y )?(?:soy|es) alergic\w+/,
    /\b(?:me|se) hinch\w+ (?:\w+ ){0,2}(?:despues|tras|al) (?:de )?(?:comer|probar|tomar)\b/,
    /\b(?:autoinyector|epi ?pen|adrenalina)\b|\bno puedo tragar\b/,
  ],
  emergency: [
    sign`\bno (?:puedo|puede|logro|consigo|consigue) (?:\w+ )?respir\w*|\b(?:cuesta|dificil
      |dificultad|problemas?|trabajo) (?:\w+ ){0,2}respirar\b|\bno respira\w*
      |\bme falta (?:el )?aire\b|\bsin aire\b`,
    sign`\b(?:me|se|esta|estoy) (?:\w+ )?(?:ahog\w+|asfixi\w+|atragant\w+)\b|^(?:ahogandome
      |atragantado)`,
    sign`\b(?:dolor|presion|opresion|punzadas?|duele) (?:\w+ ){0,3}pecho\b
      |\bpecho (?:\w+ )?(?:duele|aprieta)\b`,
    sign`\b(?:tengo|esta teniendo|teniendo|me da|le da|sufriendo|dando|creo que es
      |parece) (?:un )?(?:infarto|ataque al corazon|derrame|ictus|convulsi\w+|ataque cardiaco)\b
      |\bconvulsionando\b`,
    /\bsobre ?dosis\b/,
    sign`\b(?:tome|tomo|he tomado|trague|me tome|tomado|se tomo) (?:\w+ )?(?:demasiad\w+|muchas
      |todas|un frasco de|una caja de|todo el) (?:\w+ ){0,2}(?:pastillas|pastilla|medicin\w*
      |medicament\w*|frasco|insulina)\b`,
    /\b(?:inconsc\w+|desmay\w+|perdio el conocimiento|no despierta|no reacciona|se desplomo)\b/,
    /\b(?:envenen\w+|intoxicad\w+ con|veneno)\b/,
    sign`\b(?:bebi|bebio|tomo|tome|trago|trague|ingirio|comio|comi|bebido)\b.*\b(?:lejia|cloro
      |detergente|veneno|anticongelante|pila|pilas|bateria|gasolina|quimic\w+|desengrasante
      |amoniaco|insecticida|matarratas)\b`,
    sign`\b(?:vomit\w+|tos\w+|escup\w+|cagando) (?:\w+ )?sangre\b|\bsangra (?:mucho|demasiado)\b
      |\bno para de sangrar\b`,
    sign`\b(?:llam\w+|necesit\w+|envi\w+|mand\w+) (?:a )?(?:una |la )?(?:ambulancia|emergencias
      |911|112)\b`,
    /\b(?:es|tengo) una (?:emergencia|urgencia)\b|^emergencia(?: ayuda)?$/,
    /\b(?:me estoy|me voy a|se esta) mur\w+(?! de (?:hambre|sed|ganas|risa|calor|frio|sueno))\b/,
    /\blabios (?:\w+ )?azules\b|\bno me entra (?:el )?aire\b/,
    /\b(?:tome|trague|tomo|trago|tragado|tomado) (?:\w+ ){0,2}pastillas (?:\w+ )?(?:muchas|todas)\b/,
  ],
  "self-harm": [
    sign`\b(?:matarme|me (?:quiero|voy a) matar|quitarme la vida|suicid\w+|autolesi\w+
      |cortarme las venas|ahorcarme|colgarme|lastimarme|hacerme dano|herirme)\b`,
    sign`\b(?:quiero|quisiera|deseo|ganas de|preferiria|me gustaria) (?:\w+ )?(?:morir|morirme
      |estar muert\w+|desaparecer para siempre|no despertar)\b`,
    sign`\bno (?:quiero|puedo) (?:seguir )?(?:vivir|viviendo|vivo|estar viv\w+|existir)\b
      |\bno quiero (?:despertar|estar aqui)\b`,
    sign`\b(?:estarian|estaran|estaria) mejor sin mi\b|\bmejor muert\w+|\bno vale la pena vivir\b
      |\bsin ganas de vivir\b|\bacabar con (?:mi vida|todo esto|todo)\b|\bterminar con mi vida\b`,
    sign`\b(?:dosis|cantidad) (?:letal|mortal)\b|\bcuant\w+ .*\b(?:matan|mata|mataria|morir
      |para matar\w*)\b`,
    sign`\bme corto (?:los|las|el) (?:brazos|munecas|venas|piernas|brazo)\b|\bya no (?:puedo
      |aguanto) mas\b`,
  ],
  "eating-disorder": [
    sign`\bbulimi\w*|\banorexi\w*|\bpro ?ana\b|\btrastornos? (?:alimenti\w+|alimentari\w+
      |de (?:la )?(?:conducta )?aliment\w+)|\btca\b`,
    sign`\b(?:como|quiero|tengo que|voy a|puedo|ganas de|forma de|debo) (?:\w+ )?(?:vomitar\w*
      |provocarme el vomito|devolver lo que como)\b`,
    sign`\b(?:provoc\w+|forz\w+|induc\w+) (?:\w+ ){0,2}vomit\w*|\bvomit\w+ (?:despues|cada vez
      |todo lo que|tras|lo que|la comida|la cena)\b|\bdedos? en la garganta\b`,
    sign`\blaxantes\b|\b(?:tomar|tomo|tome|cuantos|usar|uso) (?:\w+ )?(?:laxante|diuretic\w+
      |pastillas para adelgazar)\b`,
    /\b(?:atracon|atracones|me atraco|purg(?:ar|arme|o|as|aba|ando))\b/,
    /\b(?:matarme de hambre|morirme de hambre para|pasar hambre para|dejarme morir de hambre)\b/,
    sign`\b(?:no (?:he |hemos )?(?:comido|como|comi)|sin comer)(?: \w+){0,3} (?:\d+|dos|tres
      |cuatro|cinco|varios) (?:dias|semanas?)\b|\b(?:\d+|dos|tres|cuatro|cinco|varios) (?:dias
      |semanas?) sin comer\b`,
    sign`\b(?:quiero|como|puedo) (?:dejar|parar) de comer(?: por completo| para siempre| del todo
      | \d+ dias|$)`,
    sign`\b(?:miedo|panico|terror|pavor|angustia) (?:de |a |al |por )?(?:la )?(?:comer|comida
      |engordar|subir de peso|ganar peso)\b`,
    /\bcuant\w+ (?:\w+ )?(?:puedo|se puede|aguanto|aguanta) (?:\w+ )?sin comer\b/,
    sign`\b(?:comer|como|solo|menos de|dieta de|unicamente|maximo) (?:\w+ ){0,2}(?:0|[1-9]\d
      |[1-6]\d\d) (?:kcal|calorias) (?:al|por|cada) dia\b|\bdieta de (?:[1-9]\d
      |[1-6]\d\d) (?:kcal|calorias)\b`,
    sign`\bno merezco comer\b|\bno (?:quiero|voy a) comer (?:nunca mas|nada|mas)$
      |\bodio mi cuerpo\b|\bme odio (?:por|cuando|despues de)\b|\bculpable (?:por|despues de
      |cuando|al) com\w+`,
    sign`\b(?:bajar|perder|adelgazar) (?:[5-9]|[1-9]\d) ?(?:kg|kilos?) en (?:una|1) semana\b
      |\b(?:bajar|perder|adelgazar) (?:[5-9]|[1-9]\d) ?(?:kg|kilos?) en (?:\w+ )?(?:[1-7]|dos
      |tres|cinco) dias\b`,
    /\bmasticar y escupir\b|\besconder (?:la )?comida\b/,
  ],
};
