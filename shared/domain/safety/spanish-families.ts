import { family, type Signs } from "./topic";

/* Families as in `english-families.ts`; words are without accents, as `plainText` leaves them. */

const person = `(?:papa|mama|padre|madre|hijo|hija|bebe|nino|nina|abuelo|abuela|esposo|esposa|marido
  |mujer|hermano|hermana|amigo|amiga|novio|novia|pareja|tio|tia|companero|companera|vecino|vecina
  |alguien|ella)`.replace(/\s+/g, "");
const many = `(?:[5-9]|[1-9]\\d+|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta
  |cuarenta|cincuenta|cien|demasiad\\w+|much\\w+|tod[ao]s?|medi[oa]|entera?)`.replace(/\s+/g, "");
const drug = `(?:pastillas?|pildoras?|tabletas?|comprimidos?|capsulas?|paracetamol\\w*|ibuprofen\\w*
  |aspirinas?|antidepresivos?|medicin\\w+|medicament\\w+|insulina|somniferos?|tranquilizantes?
  |calmantes?|benzodiacepinas?|analgesicos?)`.replace(/\s+/g, "");
const took = `(?:tome|tomo|tomado|tomaron|tomamos|trague|trago|tragado|ingeri|ingirio|inyecte
  |inyecto|inyectado|puse|pase)`.replace(/\s+/g, "");
const harmless = "(?!.*\\b(?:omega|vitamina|pescado|colageno|magnesio|proteina|probiotic|fibra))";
const low =
  "(?:[1-4]\\d|5[0-4])(?! (?:g|gr|gramos?|minutos|dias|puntos|horas|anos|porciento)\\b)\\b";
const object = `(?:pilas?|baterias?|imane?s?|monedas?|agujas?|clavos?|lejia|cloro|detergente
  |lavavajillas|limpiador\\w*|desatascador|anticongelante|cigarrillos?|nicotina|canicas?|veneno
  |jabon|suavizante|salfuman|aguarras|vidrios?)`.replace(/\s+/g, "");

export const spanishFamilies: Signs = {
  "allergic-reaction": [
    family`\b(?:pico|picadura|nueces|cacahuetes?|mani|mariscos|probo|comio) ~6 (?:hinchad\w+
      |hinch\w+
      |no para de toser|ronchas|silb\w+)\b`,
    family`\b(?:garganta|lengua|labios?|cara|boca|ojos?|cuello) ~4 (?:enorm\w+|gigant\w+|grues\w+
      |gord[ao]s
      |globos?|raras?|crec\w+|hinch\w+|cerr\w+|cierr\w+|doble)\b
      |\b(?:cerr\w+|cierr\w+|crec\w+) ~3 (?:garganta|lengua|labios?)\b`,
    family`\b(?:llen\w+|cubiert\w+|sal\w+|brot\w+) ~3 (?:ronchas|urticaria|sarpullido)\b
      |\bcuesta ~1 tragar\b`,
  ],
  emergency: [
    family`\b(?:voy a|va a|a punto de) desmay\w+|\b${person}\b ~2 (?:puso|pone|quedo) ~1 (?:azul
      |morad[oa]|blanc[oa]|rigid[oa])\b|\b(?:habla|hablar) ~1 (?:raro|enredado)\b
      |\bno puede ~1 (?:levantar|mover|hablar)\b|\b(?:espina|hueso|carne) ~3 garganta\b`,
    family`\b(?:mordio|mastico|comio|trago) ~3 (?:lavavajillas|detergente)\b|\bsangre ~4 (?:bano|wc
      |inodoro)\b
      |\b(?:bano|wc|inodoro) ~4 sangre\b|\bdoble dosis\b|\b(?:insulina|diabetic\w+) ~9 (?:tembl\w+
      |sud\w+|mare\w+|confundid\w+|desmay\w+)`,
    family`\b(?:no|apenas|casi no|cuesta|sin poder) ~3 (?:respir\w+|aire)\b(?! acondicionado| libre
      | frito)`,
    family`\b${person}\b ~5 no (?:se )?(?:respond\w+|muev\w+|despiert\w+|reaccion\w+|respir\w+
      |contest\w+)\b|\b${person}\b ~4 (?:cayo|desplomo|desmayo) ~4 (?:no|suelo|piso)\b
      |\bno consigo despertar\w*\b`,
    family`\b${person}\b ~4 (?:convulsion\w*|morad[oa]|azul|atragant\w+|ahog\w+|inconsciente)\b
      |\b(?:atascad\w+|atorad\w+|trabad\w+|clavad\w+) ~2 (?:en|la|mi) ~1 garganta\b
      |\b(?:en|la) garganta ~3 (?:atascad\w+|atorad\w+|trabad\w+)`,
    family`\b(?:piedra|peso|aprieta\w*|aplast\w+|oprim\w+|presion\w*|opresion|elefante
      |punzad\w+) ~4 pecho\b
      |\bpecho ~4 (?:aprieta|oprime|arde|aplasta\w*|presion\w*|opresion)\b
      |\b(?:brazo izquierdo|media cara|un lado de la cara|lado del cuerpo) ~4 (?:duerm\w+|dormid\w+
      |duele|hormigue\w+|entumec\w+|caid\w+)|\b(?:duerme|dormido|duele
      |hormiguea) ~2 brazo izquierdo\b
      |\b(?:torci\w+|torcid\w+|cayo|caida) ~2 (?:cara|boca)\b|\bcara ~3 (?:torcid\w+|caid\w+
      |paraliz\w+)`,
    family`\b${took}${harmless} ~3 ${many} ~4 ${drug}\b|\b${took} ~2 (?:toda|entera) ~2 (?:caja
      |frasco|bote)
      |\bpase con (?:la|mi|el) (?:insulina|medic\w+)\b|\b(?:inyect\w+|puse|puso) ~3 (?:doble
      |dos veces
      |demasiada|de mas) ~3 insulina\b|\binsulina ~2 (?:dos veces(?! al dia)|doble|de mas
      |por error)\b
      |\b(?:doble|dosis) ~3 insulina ~2 (?:por error|sin querer)\b`,
    family`\b(?:azucar|glucosa|glucemia) (?:en la sangre )?(?:esta |la tengo )?(?:en|a|es) ~1 ${low}
      |\b(?:azucar|glucosa) ~3 baj\w+ ~5 (?:tiembl\w+|tembl\w+|sud\w+|mare\w+|borroso|desmay\w+)`,
    family`\b(?:trago|trague|tragado|ingirio|comio|bebio|bebi|tomo|tome|bebido) ~4 ${object}\b`,
    family`\bsangre ~3 (?:vomito|heces|orina|caca|esputo)\b|\bvomit\w+ ~3 sangre\b`,
  ],
  "self-harm": [
    family`\b(?:termino|acabo|terminare|acabare) con mi vida\b|\bcartas? de despedida\b
      |\b(?:mata\w*|morir|muerte) ~3 sin dolor\b|\b(?:rasguno|rasco|golpeo
      |quemo) ~3 (?:hasta sangrar|sangre)\b|\b(?:soga|cuerda) ~4 (?:no quiere|ya no)\b
      |\bno quiere (?:seguir|vivir)\b`,
    family`\b(?:quiero|quisiera|prefiero|preferiria|ojala|deseo|gustaria|ganas de
      |dormir\w*) ~4 (?:morir\w*
      |muert[oa]|no (?:haber )?(?:nacid\w+|existi\w+|exist\w+|despert\w+)|desaparecer
      |dormir\w* para siempre
      |nunca (?:mas )?despertar)$|\b(?:ojala|prefiero|quisiera|quiero|dormirme) ~3 (?:no|nunca
      |muert[oa]) ~2 (?:despert\w+|existi\w+|estar muert[oa]|haber nacido)\b
      |\bprefiero estar muert[oa]\b
      |\bme quiero morir\b`,
    family`\b(?:cuchillo|navaja|pistola|arma|soga|cuerda|pastillas) ~5 (?:cortarme|quiero cortar
      |matarme|en la mano
      |en la cabeza|ahorcarme|voy a usar)\b|\b(?:me|se) (?:quiero|voy a|va a|quiere) (?:cortar
      |tirar|lanzar
      |matar|ahorcar|colgar|morir|suicidar)\b(?! el pelo| las unas| el cabello)`,
    family`\b(?:tirar\w*|lanzar\w*|saltar|arrojar\w*|tiro|lanzo|salto) ~3 (?:tren|metro|puente
      |balcon|ventana
      |azotea|vias|edificio|camion)\b`,
    family`\b(?:no aguanto|no puedo) mas ~3 (?:terminar|acabar|vivir|vida|morir)\b
      |\b(?:terminar|acabar|acabo) con (?:todo|mi vida)$|\bpara que (?:seguir|sigo) (?:viviendo
      |aqui|vivo)\b
      |\b(?:sentido|ganas) (?:a|de|en) (?:la |mi )?vi(?:da|vir)\b
      |\bmejor ~2 si (?:yo )?no (?:existiera|estuviera)\b`,
    family`\b(?:me hago|me hice|haciendome) ~1 cortes\b|\bme (?:corto|corte
      |he cortado) ~1 (?:brazos?|piernas?
      |munecas?|muslos?|otra vez|de nuevo)\b|\bcuant\w+ ~4 (?:para
      |hacen falta para) (?:no despertar|morir
      |matar\w+|dormir para siempre)\b`,
  ],
  "eating-disorder": [
    family`\bvomit\w+ ~2 (?:a proposito|adrede|para no (?:engordar|subir))\b|\bsi como ~7 (?:panico
      |lloro|odio|castig\w+)\b|\bno he comido (?:en |nada ){0,2}(?:toda )?(?:la |esta )?semana\b
      |\bsolo come (?:hielo|aire|agua)\b`,
    family`\b(?:vomit\w+|devuelv\w+|devolv\w+) ~4 (?:despues|cada|siempre|todo) ~3 (?:cena|comida
      |comer|como
      |come|desayuno|almuerzo)\b|\b(?:como|atracon\w*|atraco) ~5 (?:lo |la )?(?:vomito|devuelvo)\b
      |\bmet\w+ ~2 dedos\b(?! en el)|\bmastic\w+ ~4 escup\w+`,
    family`^(?!.*\b(?:carne|ramadan|cuaresma|dulces?|pan|azucar|lacteos)\b).*\b(?:[3-9]|[1-9]\d
      |tres|cuatro|cinco
      |seis|siete|diez|varios) dias (?:que no (?:como|he comido)|sin (?:comer|probar|comida)
      |de ayuno total)`,
    family`\bcuant\w+ ~3 (?:ayunar|sin comer) ~4 (?:morir\w*|muera)\b|\bsin probar bocado (?:desde
      |hace)\b`,
    family`\b(?:ejercicio|cardio|corr\w+|gimnasio|entren\w+|camin\w+) ~4 (?:quemar
      |compensar) ~2 (?:todo )?lo que
      (?:como|comi)\b|\b(?:[3-9]|tres|cuatro|cinco|seis) horas ~5 (?:quemar|compensar) ~2 (?:todo
      |lo|cada|la)\b`,
    family`\b(?:me odio|me doy asco|me da asco mi cuerpo|odio mi cuerpo|me castigo)\b
      |\b(?:culpa\w*|asco|verguenza) ~3 (?:cuando|despues de|tras|al|por) (?:haber )?com(?:o|er
      |ido)\b`,
    family`\b(?:pesar|pese|llegar a|bajar a|estar en|debajo de|menos de) (?:solo |los )?(?:[23]\d
      |4[0-4]) ?(?:kg|kilos?)\b|\bimc ~3 1[0-6]\b`,
    family`\b(?:escond\w+|ocult\w+|noten|note|sepan|enteren
      |disimul\w+) ~3 (?:que )?no (?:estoy )?com(?:o|iendo)\b
      |\b${many} (?:laxantes|diureticos)\b|\b(?:[1-9]\d|[1-5]\d\d) calorias (?:al dia
      |diarias) ~3 (?:sobreviv\w+
      |basta\w*|suficiente|vivir)\b`,
  ],
};
