import { templateContent } from "./template-catalogue";
import { degrees, inWords, type WordedContent } from "./worded";

const buttons = [
  { id: "1", title: "Yes" },
  { id: "2", title: "No" },
];
const frame = { header: "Today", body: "Did you eat?", footer: "Eat well" };
const map = "https://www.google.com/maps/search/?api=1&query=52.5,13.4";

/** What a person reads on a channel that has text alone. */
test.each<[WordedContent, string]>([
  [{ type: "text", body: "Two eggs" }, "Two eggs"],
  [
    { type: "location", latitude: 52.5, longitude: 13.4, name: "Café", address: "Main St 1" },
    `Café\nMain St 1\n${map}`,
  ],
  [{ type: "location", latitude: 52.5, longitude: 13.4, address: "" }, map],
  [
    {
      type: "contacts",
      contacts: [
        {
          name: "Ada",
          organisation: "Example",
          phones: ["+12025550142"],
          emails: ["a@example.com"],
        },
        { name: "Bo", phones: ["+12025550143", "+12025550144"] },
      ],
    },
    "Ada\nExample\n+12025550142\na@example.com\n\nBo\n+12025550143\n+12025550144",
  ],
  [{ type: "buttons", ...frame, buttons }, "Today\n\nDid you eat?\n\n- Yes\n- No\n\nEat well"],
  [{ type: "buttons", body: "Did you eat?", buttons }, "Did you eat?\n\n- Yes\n- No"],
  [
    {
      type: "list",
      ...frame,
      button: "Choose",
      sections: [
        { title: "Fruit", rows: [{ id: "1", title: "Apple", description: "52 kcal" }] },
        {
          rows: [
            { id: "2", title: "Bread" },
            { id: "3", title: "Rice" },
          ],
        },
      ],
    },
    "Today\n\nDid you eat?\n\nFruit\n- Apple: 52 kcal\n\n- Bread\n- Rice\n\nEat well",
  ],
  [
    { type: "link", ...frame, label: "Your plan", url: "https://example.com/plan" },
    "Today\n\nDid you eat?\n\nYour plan: https://example.com/plan\n\nEat well",
  ],
  [{ type: "location-request", body: "Where are you?" }, "Where are you?"],
])("%j reads", (content, words) => expect(inWords(content)).toBe(words));

test("a template reads as it would on WhatsApp, its buttons as lines", () => {
  const values = { first_name: "Ada", recipe: "pea soup", minutes: "30" };
  expect(inWords(templateContent("weekly_recipe", "en", values)).split("\n\n")).toEqual([
    "A new recipe, Ada",
    "This week we cook pea soup, ready in 30 minutes. Write to us what you had with it, and we count the calories.",
    "- Stop promotions",
    "You get this because you asked for recipes.",
  ]);
});

test.each([
  [52.123456789, "52.123457"],
  [0.0000001, "0"],
  [-0.0000012, "-0.000001"],
  [13, "13"],
])("%d degrees are written %s", (value, text) => expect(degrees(value)).toBe(text));
