import { FoodAnswerer } from "./domain/nutrition/food-answerer";
import type { Answerer } from "./ports";

test("the food answerer, which does not know this port, fits it", async () => {
  const answerer: Answerer = new FoodAnswerer();
  expect((await answerer.answer({ text: "a banana" })).text).toContain("banana");
});
