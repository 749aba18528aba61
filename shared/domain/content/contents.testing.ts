import type { OutboundKind, OutboundOf } from "./carriage";

/** One content of each kind, with every member that the kind may have. */
export const fullContents: { readonly [K in OutboundKind]: OutboundOf<K> } = {
  text: { type: "text", body: "Two eggs have 156 kcal: https://example.com/eggs", preview: true },
  image: {
    type: "image",
    media: { at: "s3", key: "out/plan.jpg", mimeType: "image/jpeg" },
    caption: "Your plan",
  },
  video: {
    type: "video",
    media: { at: "s3", key: "out/soup.mp4", mimeType: "video/mp4" },
    caption: "How to cook it",
  },
  audio: {
    type: "audio",
    media: { at: "s3", key: "out/answer.ogg", mimeType: "audio/ogg; codecs=opus" },
    voice: true,
  },
  document: {
    type: "document",
    media: { at: "s3", key: "out/week.pdf", mimeType: "application/pdf" },
    caption: "Your week",
    filename: "week.pdf",
  },
  sticker: {
    type: "sticker",
    media: { at: "s3", key: "out/apple.webp", mimeType: "image/webp" },
  },
  location: {
    type: "location",
    latitude: 37.78789,
    longitude: -122.391664,
    name: "The market",
    address: "375 Beale St",
  },
  contacts: {
    type: "contacts",
    contacts: [
      {
        name: "Ada Example",
        phones: ["+12025550101"],
        emails: ["ada@example.com"],
        organisation: "Example Kitchen",
      },
    ],
  },
  reaction: { type: "reaction", to: "wamid.HBgLMTIwMjU1NTAxMDEVAgA=", emoji: "😀" },
  buttons: {
    type: "buttons",
    header: "Breakfast",
    body: "Did you have two eggs?",
    footer: "Tap one",
    buttons: [
      { id: "yes", title: "Yes" },
      { id: "no", title: "No" },
    ],
  },
  list: {
    type: "list",
    header: "Dinner",
    body: "What shall it be?",
    footer: "Tap the menu",
    button: "See dishes",
    sections: [
      {
        title: "Soups",
        rows: [
          { id: "lentil", title: "Lentil soup", description: "320 kcal" },
          { id: "pea", title: "Pea soup", description: "280 kcal" },
        ],
      },
      { title: "Salads", rows: [{ id: "greek", title: "Greek salad", description: "250 kcal" }] },
    ],
  },
  link: {
    type: "link",
    header: "Your plan",
    body: "The plan for this week is ready.",
    footer: "Valid until Sunday",
    label: "See the plan",
    url: "https://example.com/plan",
  },
  "location-request": { type: "location-request", body: "Where do you want to eat?" },
  template: {
    type: "template",
    name: "weekly_recipe",
    language: "en",
    parameters: { first_name: "Ada", recipe: "pea soup", minutes: "30" },
  },
};

export const allContents = Object.values(fullContents);
