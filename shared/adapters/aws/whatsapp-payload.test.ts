import type { OutboundContent } from "../../domain/content/content";
import { allContents, fullContents } from "../../domain/content/contents.testing";
import type { AttemptId } from "../../domain/message/message-id";
import { readReceipt, typingIndicator, whatsAppMessage } from "./whatsapp-payload";

const attemptId = "m-00000000000000000000000000000001.1" as AttemptId;
const to = { kind: "phone", value: "+12025550123" } as const;
const wamid = "wamid.HBgLMTIwMjU1NTAxMjMVAgA=";

const sent = (content: OutboundContent, more: { quotes?: string; mediaId?: string } = {}) =>
  whatsAppMessage({ to, content, attemptId, mediaId: "1013859600285441", ...more });

/** What every published message has; the callback data is ours. */
const envelope = {
  messaging_product: "whatsapp",
  recipient_type: "individual",
  to: "+12025550123",
  biz_opaque_callback_data: attemptId,
};

/*
 * Meta's examples, member for member, with our values. OAS: OpenAPI description of the Cloud API
 * (business-messaging-api_v23.0.yaml), examples of POST /{Phone-Number-ID}/messages, by name; else
 * the page of developers.facebook.com/documentation/business-messaging/whatsapp/messages.
 */
const published: Readonly<Record<OutboundContent["type"], readonly [string, object]>> = {
  text: [
    "OAS: Send Text Message with Preview URL",
    { text: { body: "Two eggs have 156 kcal: https://example.com/eggs", preview_url: true } },
  ],
  image: [
    "OAS: Send Image Message by ID, and MediaObject's caption",
    { image: { id: "1013859600285441", caption: "Your plan" } },
  ],
  video: [
    "OAS: Send Video Message by ID",
    { video: { id: "1013859600285441", caption: "How to cook it" } },
  ],
  audio: [
    "OAS: Send Audio Message by ID; voice: audio-messages",
    { audio: { id: "1013859600285441", voice: true } },
  ],
  document: [
    "OAS: Send Document Message by ID",
    { document: { id: "1013859600285441", caption: "Your week", filename: "week.pdf" } },
  ],
  sticker: ["OAS: Send Sticker Message by ID", { sticker: { id: "1013859600285441" } }],
  location: [
    "OAS: Send Location Message",
    {
      location: {
        latitude: 37.78789,
        longitude: -122.391664,
        name: "The market",
        address: "375 Beale St",
      },
    },
  ],
  contacts: [
    "OAS: Send Contact Message (all but name and phones are optional)",
    {
      contacts: [
        {
          emails: [{ email: "ada@example.com" }],
          name: { formatted_name: "Ada Example", first_name: "Ada Example" },
          org: { company: "Example Kitchen" },
          phones: [{ phone: "+12025550101" }],
        },
      ],
    },
  ],
  reaction: [
    "OAS: Send Reply with Reaction Message",
    { reaction: { message_id: "wamid.HBgLMTIwMjU1NTAxMDEVAgA=", emoji: "😀" } },
  ],
  buttons: [
    "interactive-reply-buttons-messages",
    {
      interactive: {
        type: "button",
        header: { type: "text", text: "Breakfast" },
        body: { text: "Did you have two eggs?" },
        footer: { text: "Tap one" },
        action: {
          buttons: [
            { type: "reply", reply: { id: "yes", title: "Yes" } },
            { type: "reply", reply: { id: "no", title: "No" } },
          ],
        },
      },
    },
  ],
  list: [
    "OAS: Send List Message",
    {
      interactive: {
        type: "list",
        header: { type: "text", text: "Dinner" },
        body: { text: "What shall it be?" },
        footer: { text: "Tap the menu" },
        action: {
          button: "See dishes",
          sections: [
            {
              title: "Soups",
              rows: [
                { id: "lentil", title: "Lentil soup", description: "320 kcal" },
                { id: "pea", title: "Pea soup", description: "280 kcal" },
              ],
            },
            {
              title: "Salads",
              rows: [{ id: "greek", title: "Greek salad", description: "250 kcal" }],
            },
          ],
        },
      },
    },
  ],
  link: [
    "interactive-cta-url-messages",
    {
      interactive: {
        type: "cta_url",
        header: { type: "text", text: "Your plan" },
        body: { text: "The plan for this week is ready." },
        footer: { text: "Valid until Sunday" },
        action: {
          name: "cta_url",
          parameters: { display_text: "See the plan", url: "https://example.com/plan" },
        },
      },
    },
  ],
  "location-request": [
    "location-request-messages",
    {
      interactive: {
        type: "location_request_message",
        body: { text: "Where do you want to eat?" },
        action: { name: "send_location" },
      },
    },
  ],
  template: [
    "OAS: Send Message Template Interactive; parameter_name: templates/components",
    {
      template: {
        name: "weekly_recipe",
        language: { code: "en" },
        components: [
          {
            type: "header",
            parameters: [{ type: "text", parameter_name: "first_name", text: "Ada" }],
          },
          {
            type: "body",
            parameters: [
              { type: "text", parameter_name: "recipe", text: "pea soup" },
              { type: "text", parameter_name: "minutes", text: "30" },
            ],
          },
          {
            type: "button",
            sub_type: "quick_reply",
            index: "0",
            parameters: [{ type: "payload", payload: "stop-promotions" }],
          },
        ],
      },
    },
  ],
};

const metaType = (type: OutboundContent["type"]) =>
  ["buttons", "list", "link", "location-request"].includes(type) ? "interactive" : type;

test.each(allContents)("$type is sent as Meta publishes it", (content) => {
  const [, members] = published[content.type];
  expect(sent(content)).toEqual({ ...envelope, type: metaType(content.type), ...members });
});

test("what is optional is left out, not empty", () => {
  const plain = (content: OutboundContent) => JSON.parse(JSON.stringify(sent(content)));
  expect(plain({ type: "text", body: "Hi" }).text).toEqual({ preview_url: false, body: "Hi" });
  expect(plain({ type: "location", latitude: 1, longitude: 2 }).location).toEqual({
    latitude: 1,
    longitude: 2,
  });
  const card = { name: "Ada", phones: [] };
  expect(plain({ type: "contacts", contacts: [card] }).contacts).toEqual([
    { name: { formatted_name: "Ada", first_name: "Ada" }, phones: [] },
  ]);
  const { header: _, footer: __, ...buttons } = fullContents.buttons;
  expect(Object.keys(plain(buttons).interactive)).toEqual(["type", "body", "action"]);
});

// Meta, "Reaction messages": an empty emoji removes it.
test("a reaction is taken back with an empty emoji", () => {
  expect(sent({ type: "reaction", to: wamid })).toMatchObject({
    reaction: { message_id: wamid, emoji: "" },
  });
});

// OAS: "Send Reply to Text Message". Meta, "Contextual replies": a reaction cannot be one.
test("every kind but a reaction quotes the message it answers", () => {
  for (const content of allContents) {
    const { context } = sent(content, { quotes: wamid }) as { context?: object };
    expect(context).toEqual(content.type === "reaction" ? undefined : { message_id: wamid });
  }
});

/*
 * Meta, "Send messages": with a plus sign, or Meta puts the business's own country code in front.
 * AWS agent toolkit, "Sending messages": `recipient` in place of `to` for a business-scoped id.
 */
test.each([
  [{ kind: "phone", value: "+12025550123" }, { to: "+12025550123" }],
  [{ kind: "waId", value: "12025550123" }, { to: "+12025550123" }],
  [{ kind: "bsuid", value: "US.13491208655302741918" }, { recipient: "US.13491208655302741918" }],
] as const)("$kind is written to by itself", (alias, members) => {
  const content = fullContents.text;
  const message = whatsAppMessage({ to: alias, content, attemptId }) as Record<string, unknown>;
  const { to, recipient } = message;
  expect({ to, recipient }).toEqual({ to: undefined, recipient: undefined, ...members });
});

test("a file at Meta goes by its own id; one of ours only once it was uploaded", () => {
  const media = { at: "meta", mediaId: "530339869524171" } as const;
  expect(sent({ type: "image", media })).toMatchObject({ image: { id: "530339869524171" } });
  expect(() => whatsAppMessage({ to, content: fullContents.image, attemptId })).toThrow(
    "The image has no media id: it is uploaded first.",
  );
});

// OAS: "Send typing indicator and read receipt".
test("a message is marked as read, with or without somebody typing", () => {
  const read = { messaging_product: "whatsapp", status: "read", message_id: wamid };
  expect(readReceipt(wamid)).toEqual(read);
  expect(typingIndicator(wamid)).toEqual({ ...read, typing_indicator: { type: "text" } });
});
