import type { Template } from "./template";

export const mealCheckIn: Template = {
  name: "meal_check_in",
  language: "en",
  category: "utility",
  body: "Hi {{1}}, it is time for your meal check-in. What did you eat today?",
};
