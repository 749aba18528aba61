/*
 * Energy and macronutrients of common foods. Source: U.S. Department of Agriculture, Agricultural
 * Research Service, National Nutrient Database for Standard Reference, release 28, which FoodData
 * Central (fdc.nal.usda.gov) carries on as SR Legacy; public domain. Above each food stand its NDB
 * number and its description there; FoodData Central finds it by either. About 60 foods were
 * compared with SR Legacy, and the figures that it has revised taken over (cream cheese, hummus,
 * ketchup, potato chips, cola); other revisions may have been missed. The weights of portions are
 * those of the same database.
 */

/**
 * Names (the first is shown); kcal, protein, fat and carbohydrate in 100 g; measures with their
 * grams: the portion first, then what there is of `cup`, `slice` and `one` (a piece, where the
 * portion is not one).
 */
export type FoodRow = readonly [
  names: string,
  kcal: number,
  protein: number,
  fat: number,
  carbohydrate: number,
  measures: string,
];

// biome-ignore format: a table with one food per line
export const foodRows: readonly FoodRow[] = [
  // 01123 Egg, whole, raw, fresh
  ["egg", 143, 12.6, 9.5, 0.7, "large 50, cup 243"],
  // 01129 Egg, whole, cooked, hard-boiled
  ["boiled egg, hard boiled egg, poached egg", 155, 12.6, 10.6, 1.1, "large 50, cup 136"],
  // 01128 Egg, whole, cooked, fried
  ["fried egg", 196, 13.6, 14.8, 0.8, "large 46"],
  // 01132 Egg, whole, cooked, scrambled
  ["scrambled egg", 149, 10, 11, 1.6, "large egg 61, cup 220"],
  // 01130 Egg, whole, cooked, omelet
  ["omelette, omelet", 154, 10.6, 11.7, 0.6, "two-egg omelette 122"],
  // 01124 Egg, white, raw, fresh
  ["egg white", 52, 10.9, 0.2, 0.7, "large 33, cup 243"],
  // 01077 Milk, whole, 3.25% milkfat, with added vitamin D
  ["whole milk, milk", 61, 3.1, 3.2, 4.8, "glass 244, cup 244"],
  // 01079 Milk, reduced fat, fluid, 2% milkfat, with added vitamin A and vitamin D
  ["2% milk, reduced fat milk, low fat milk, semi skimmed milk",
    50, 3.3, 2, 4.8, "glass 244, cup 244"],
  // 01085 Milk, nonfat, fluid, with added vitamin A and vitamin D (fat free or skim)
  ["skim milk, skimmed milk, nonfat milk, fat free milk", 34, 3.4, 0.1, 5, "glass 245, cup 245"],
  // 16120 Soymilk, original and vanilla, unfortified
  ["soy milk, soymilk, soya milk", 54, 3.3, 1.8, 6.3, "glass 243, cup 243"],
  // 01116 Yogurt, plain, whole milk, 8 grams protein per 8 ounce
  ["plain yogurt, yogurt, yoghurt, natural yogurt", 61, 3.5, 3.2, 4.7, "container 170, cup 245"],
  // 01256 Yogurt, Greek, plain, nonfat
  ["greek yogurt, greek yoghurt", 59, 10.2, 0.4, 3.6, "container 170"],
  // 01009 Cheese, cheddar
  ["cheddar cheese, cheese, cheddar", 403, 24.9, 33.1, 1.3, "slice 28, cup 113"],
  // 01026 Cheese, mozzarella, whole milk
  ["mozzarella, mozzarella cheese", 300, 22.2, 22.4, 2.2, "slice 28.35, cup 112"],
  // 01019 Cheese, feta
  ["feta, feta cheese", 264, 14.2, 21.3, 4.1, "ounce 28.35, cup 150"],
  // 01012 Cheese, cottage, creamed, large or small curd
  ["cottage cheese", 98, 11.1, 4.3, 3.4, "half cup 113, cup 225"],
  // 01017 Cheese, cream
  ["cream cheese", 350, 6.2, 34.4, 5.5, "tablespoon 14.5, cup 232"],
  // 01001 Butter, salted
  ["butter", 717, 0.8, 81.1, 0.1, "tablespoon 14.2, cup 227"],
  // 19095 Ice creams, vanilla
  ["vanilla ice cream, ice cream", 207, 3.5, 11, 23.6, "half cup 66, cup 132"],
  // 09040 Bananas, raw
  ["banana", 89, 1.1, 0.3, 22.8, "medium 118, cup 150"],
  // 09003 Apples, raw, with skin
  ["apple", 52, 0.3, 0.2, 13.8, "medium 182, cup 125"],
  // 09200 Oranges, raw, all commercial varieties
  ["orange", 47, 0.9, 0.1, 11.8, "fruit 131, cup 180"],
  // 09316 Strawberries, raw
  ["strawberries", 32, 0.7, 0.3, 7.7, "cup 144, one 12"],
  // 09050 Blueberries, raw
  ["blueberries", 57, 0.7, 0.3, 14.5, "cup 148, one 1.36"],
  // 09302 Raspberries, raw
  ["raspberries", 52, 1.2, 0.7, 11.9, "cup 123, one 1.9"],
  // 09132 Grapes, red or green (European type, such as Thompson seedless), raw
  ["grapes", 69, 0.7, 0.2, 18.1, "cup 151, one 4.9"],
  // 09326 Watermelon, raw
  ["watermelon", 30, 0.6, 0.1, 7.5, "wedge 286, cup 152"],
  // 09266 Pineapple, raw, all varieties
  ["pineapple", 50, 0.5, 0.1, 13.1, "cup 165, slice 84, one 905"],
  // 09176 Mangos, raw
  ["mango", 60, 0.8, 0.4, 15, "cup 165, one 336"],
  // 09252 Pears, raw
  ["pear", 57, 0.4, 0.1, 15.2, "medium 178, cup 140"],
  // 09236 Peaches, yellow, raw
  ["peach", 39, 0.9, 0.2, 9.5, "medium 150, cup 154"],
  // 09148 Kiwifruit, green, raw
  ["kiwi, kiwi fruit, kiwifruit", 61, 1.1, 0.5, 14.7, "fruit 69, cup 180"],
  // 09037 Avocados, raw, all commercial varieties
  ["avocado", 160, 2, 14.7, 8.5, "fruit 201, cup 150"],
  // 09206 Orange juice, raw
  ["orange juice, oj", 45, 0.7, 0.2, 10.4, "glass 248, cup 248"],
  // 11529 Tomatoes, red, ripe, raw, year round average
  ["tomato", 18, 0.9, 0.2, 3.9, "medium 123, cup 180, slice 20"],
  // 11205 Cucumber, with peel, raw
  ["cucumber", 15, 0.7, 0.1, 3.6, "half cucumber 150, cup 104"],
  // 11124 Carrots, raw
  ["carrot", 41, 0.9, 0.2, 9.6, "medium 61, cup 128"],
  // 11091 Broccoli, cooked, boiled, drained, without salt
  ["broccoli", 35, 2.4, 0.4, 7.2, "half cup 78, cup 156"],
  // 11457 Spinach, raw
  ["spinach", 23, 2.9, 0.4, 3.6, "cup 30"],
  // 11251 Lettuce, cos or romaine, raw
  ["lettuce, romaine, romaine lettuce", 17, 1.2, 0.3, 3.3, "cup 47"],
  // 11282 Onions, raw
  ["onion", 40, 1.1, 0.1, 9.3, "medium 110, cup 160, slice 38"],
  // 11260 Mushrooms, white, raw
  ["mushroom", 22, 3.1, 0.3, 3.3, "medium 18, cup 70"],
  // 11168 Corn, sweet, yellow, cooked, boiled, drained, without salt
  ["sweetcorn, corn, corn on the cob", 96, 3.4, 1.5, 21, "medium ear 103, cup 149"],
  // 11305 Peas, green, cooked, boiled, drained, without salt
  ["green peas, peas", 84, 5.4, 0.2, 15.6, "half cup 80, cup 160"],
  // 11053 Beans, snap, green, cooked, boiled, drained, without salt
  ["green beans", 35, 1.9, 0.3, 7.9, "cup 125"],
  // 11367 Potatoes, boiled, cooked without skin, flesh, without salt
  ["boiled potato, potato", 86, 1.7, 0.1, 20, "medium 167, cup 156"],
  // 11674 Potatoes, baked, flesh and skin, without salt
  ["baked potato, jacket potato", 93, 2.5, 0.1, 21.1, "medium 173"],
  // 11508 Sweet potato, cooked, baked in skin, flesh, without salt
  ["sweet potato", 90, 2, 0.1, 20.7, "medium 114, cup 200"],
  // 20045 Rice, white, long-grain, regular, enriched, cooked
  ["white rice, rice", 130, 2.7, 0.3, 28.2, "cup 158"],
  // 20037 Rice, brown, long-grain, cooked
  ["brown rice", 111, 2.6, 0.9, 23, "cup 202"],
  // 20121 Pasta, cooked, enriched, without added salt
  ["pasta, spaghetti", 158, 5.8, 0.9, 30.9, "cup 124"],
  // 20137 Quinoa, cooked
  ["quinoa", 120, 4.4, 1.9, 21.3, "cup 185"],
  // 20029 Couscous, cooked
  ["couscous", 112, 3.8, 0.2, 23.2, "cup 157"],
  // 08120 Cereals, oats, regular and quick, not fortified, dry
  ["dry oats, oats, rolled oats", 379, 13.2, 6.5, 67.7, "half cup 40.5, cup 81"],
  // 08121 Cereals, oats, regular and quick, unenriched, cooked with water (includes boiling and
  // microwaving), without salt
  ["oatmeal, porridge", 71, 2.5, 1.5, 12, "cup 234"],
  // 08020 Cereals ready-to-eat, KELLOGG, KELLOGG'S Corn Flakes
  ["corn flakes, cornflakes", 357, 7.5, 0.4, 84.1, "cup 28"],
  // 18069 Bread, white, commercially prepared (includes soft bread crumbs)
  ["white bread, bread, toast, white toast", 265, 9.2, 3.2, 49.1, "slice 29"],
  // 18075 Bread, whole-wheat, commercially prepared
  ["whole wheat bread, wholewheat bread, whole wheat toast, brown bread",
    252, 12.4, 3.5, 42.7, "slice 32"],
  // 18001 Bagels, plain, enriched, with calcium propionate (includes onion, poppy, sesame)
  ["bagel", 257, 10, 1.6, 50.5, "medium 105"],
  // 18239 Croissants, butter
  ["croissant", 406, 8.2, 21, 45.8, "medium 57"],
  // 18364 Tortillas, ready-to-bake or -fry, flour, refrigerated
  ["flour tortilla, tortilla", 301, 8, 6.7, 51.2, "tortilla 48"],
  // 18293 Pancakes, plain, prepared from recipe
  ["pancake", 227, 6.4, 9.7, 28.3, "4 inch pancake 38"],
  // 16070 Lentils, mature seeds, cooked, boiled, without salt
  ["lentils", 116, 9, 0.4, 20.1, "cup 198"],
  // 16057 Chickpeas (garbanzo beans, bengal gram), mature seeds, cooked, boiled, without salt
  ["chickpeas, garbanzo beans", 164, 8.9, 2.6, 27.4, "cup 164"],
  // 16015 Beans, black, mature seeds, cooked, boiled, without salt
  ["black beans", 132, 8.9, 0.5, 23.7, "cup 172"],
  // 16028 Beans, kidney, all types, mature seeds, cooked, boiled, without salt
  ["kidney beans", 127, 8.7, 0.5, 22.8, "cup 177"],
  // 16006 Beans, baked, canned, plain or vegetarian
  ["baked beans", 94, 4.8, 0.4, 21.1, "half cup 127, cup 254"],
  // 16158 Hummus, commercial
  ["hummus, houmous", 237, 7.8, 17.8, 15, "2 tablespoons 30, cup 246"],
  // 16426 Tofu, raw, firm, prepared with calcium sulfate
  ["firm tofu, tofu", 145, 15.8, 8.7, 4.3, "half cup 126, cup 252"],
  // 16098 Peanut butter, smooth style, with salt
  ["peanut butter", 588, 25.1, 50.4, 19.6, "2 tablespoons 32, cup 258"],
  // 16390 Peanuts, all types, dry-roasted, without salt
  ["peanuts", 585, 23.7, 49.7, 21.5, "ounce 28.35, cup 146, one 1"],
  // 12061 Nuts, almonds
  ["almonds", 579, 21.1, 49.9, 21.6, "ounce 28.35, cup 143, one 1.2"],
  // 12155 Nuts, walnuts, english
  ["walnuts", 654, 15.2, 65.2, 13.7, "ounce 28.35, cup 100, one 4"],
  // 05064 Chicken, broilers or fryers, breast, meat only, cooked, roasted
  ["chicken breast, chicken, grilled chicken, roast chicken",
    165, 31, 3.6, 0, "half breast 86, cup 140"],
  // 05098 Chicken, broilers or fryers, thigh, meat only, cooked, roasted
  ["chicken thigh", 179, 24.8, 8.2, 0, "thigh 116"],
  // 05168 Turkey, whole, meat only, cooked, roasted
  ["turkey, roast turkey", 159, 29.1, 3.8, 0, "3 ounces 85"],
  // 23568 Beef, ground, 85% lean meat / 15% fat, patty, cooked, broiled
  ["ground beef, beef patty, minced beef, beef mince, beef", 250, 25.9, 15.5, 0, "patty 77"],
  // 23610 Beef, top sirloin, steak, separable lean only, trimmed to 1/8" fat, all grades, cooked,
  // broiled
  ["sirloin steak, steak, beef steak", 178, 29.4, 5.8, 0, "3 ounces 85"],
  // 10042 Pork, fresh, loin, center loin (chops), bone-in, separable lean only, cooked, broiled
  ["pork chop", 180, 26.8, 7.3, 0, "chop 146"],
  // 10862 Pork, cured, bacon, pre-sliced, cooked, pan-fried
  ["bacon", 468, 33.9, 35.1, 1.7, "slice 11.5"],
  // 07029 Ham, sliced, regular (approximately 11% fat)
  ["ham", 163, 16.6, 8.6, 3.8, "slice 28"],
  // 15237 Fish, salmon, Atlantic, farmed, cooked, dry heat
  ["salmon", 206, 22.1, 12.3, 0, "3 ounces 85"],
  // 15121 Fish, tuna, light, canned in water, drained solids
  ["canned tuna, tuna", 86, 19.4, 1, 0, "can 165, cup 154"],
  // 15016 Fish, cod, Atlantic, cooked, dry heat
  ["cod", 105, 22.8, 0.9, 0, "fillet 180"],
  // 15271 Crustaceans, shrimp, cooked (not previously frozen)
  ["shrimp, prawns", 99, 24, 0.3, 0.2, "3 ounces 85"],
  // 04053 Oil, olive, salad or cooking
  ["olive oil, oil", 884, 0, 100, 0, "tablespoon 13.5, cup 216"],
  // 19335 Sugars, granulated
  ["sugar", 387, 0, 0, 100, "teaspoon 4.2, cup 200"],
  // 19296 Honey
  ["honey", 304, 0.3, 0, 82.4, "tablespoon 21, cup 339"],
  // 19297 Jams and preserves
  ["jam, jelly", 278, 0.4, 0.1, 68.9, "tablespoon 20"],
  // 04025 Salad dressing, mayonnaise, regular
  ["mayonnaise, mayo", 680, 1, 74.8, 0.6, "tablespoon 13.8, cup 220"],
  // 11935 Catsup
  ["ketchup, catsup", 101, 1, 0.1, 27.4, "tablespoon 17, cup 240"],
  // 19904 Chocolate, dark, 70-85% cacao solids
  ["dark chocolate", 598, 7.8, 42.6, 45.9, "ounce 28.35"],
  // 19120 Candies, milk chocolate
  ["milk chocolate, chocolate", 535, 7.7, 29.7, 59.4, "bar 44"],
  // 18159 Cookies, chocolate chip, commercially prepared, regular, higher fat, enriched
  ["chocolate chip cookie, cookie", 490, 5.1, 24.3, 65.8, "cookie 12.9"],
  // 18250 Doughnuts, cake-type, plain, sugared or glazed
  ["doughnut, donut, glazed doughnut", 426, 5.2, 22.9, 50.8, "medium 45"],
  // 19411 Snacks, potato chips, plain, salted
  ["potato chips, chips, crisps", 532, 6.4, 34, 53.8, "ounce 28.35, one 1.27"],
  // 19034 Snacks, popcorn, air-popped
  ["popcorn", 387, 12.9, 4.5, 77.8, "cup 8"],
  // 21138 Fast foods, potato, french fried in vegetable oil
  ["french fries, fries", 312, 3.4, 14.7, 41.4, "medium serving 117"],
  // 21299 Fast Food, Pizza Chain, 14" pizza, cheese topping, regular crust
  ["cheese pizza, pizza", 266, 11.4, 9.7, 33.3, "slice 107, one 853"],
  // 21107 Fast foods, hamburger; single, regular patty; plain
  ["hamburger, burger", 297, 16.5, 12, 31.5, "sandwich 78"],
  // 21089 Fast foods, cheeseburger; single, regular patty; plain
  ["cheeseburger", 308, 16.5, 14.7, 28, "sandwich 91"],
  // 14209 Beverages, coffee, brewed, prepared with tap water
  ["coffee", 1, 0.1, 0, 0, "mug 237, cup 237"],
  // 14355 Beverages, tea, black, brewed, prepared with tap water
  ["tea", 1, 0, 0, 0.3, "mug 237, cup 237"],
  // 14148 Beverages, carbonated, cola, regular
  ["cola, coke, soda", 42, 0, 0.2, 10.4, "can 370, cup 246"],
  // 14003 Alcoholic beverage, beer, regular, all
  ["beer", 43, 0.5, 0, 3.5, "can 356, cup 238"],
  // 14096 Alcoholic beverage, wine, table, red
  ["red wine, wine", 85, 0.1, 0, 2.6, "glass 147, cup 235"],
  // 14106 Alcoholic beverage, wine, table, white
  ["white wine", 82, 0.1, 0, 2.6, "glass 147, cup 235"],
];
