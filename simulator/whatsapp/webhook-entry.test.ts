import * as v from "valibot";
import { SeededRandom } from "../kernel/random";
import { SeededIds } from "../kernel/seeded-ids";
import { phoneNumber } from "../phones/phone-number";
import { type PersonContentInput, personContent } from "../phones/whatsapp-content";
import { withHeldMedia } from "./inbound-message";
import { inboundEntry, wamidOf } from "./webhook-entry";

const ids = () => new SeededIds(new SeededRandom(1));
const ana = {
  name: "Ana Example",
  number: phoneNumber("+12025550142"),
  bsuid: "US.13491208655302741918",
};
const business = {
  metaWabaId: "100000000000001",
  metaPhoneNumberId: "100000000000002",
  phoneNumber: phoneNumber("+12025550100"),
};

/** The message in the webhook, as JSON, without what all kinds have. */
function published(content: PersonContentInput, origin = {}) {
  const held = { id: "42", mimeType: "a/b", sha256: "c2hhMjU2", bytes: 1 };
  const whole = withHeldMedia(v.parse(personContent, content), held);
  const message = { from: ana, to: business.phoneNumber, content: whole, origin, at: 0 };
  const entry = JSON.parse(JSON.stringify(inboundEntry(business, message, "wamid.1")));
  const { value } = entry.changes[0];
  const { from, from_user_id, id, timestamp, ...rest } = value.messages[0];
  return { value, rest };
}

const media = { id: "42", sha256: "c2hhMjU2", mimeType: "a/b" };
const file = { id: "42", sha256: "c2hhMjU2", mime_type: "a/b" };

// The right-hand sides are the shapes of Meta's published examples.
test.each<[PersonContentInput, object]>([
  [
    { type: "text", body: "Hi" },
    { type: "text", text: { body: "Hi" } },
  ],
  [
    { type: "image", media, caption: "Lunch" },
    { type: "image", image: { ...file, caption: "Lunch" } },
  ],
  [
    { type: "video", media },
    { type: "video", video: file },
  ],
  [
    { type: "audio", media },
    { type: "audio", audio: { ...file, voice: true } },
  ],
  [
    { type: "document", media, filename: "plan.pdf" },
    { type: "document", document: { ...file, filename: "plan.pdf" } },
  ],
  [
    { type: "sticker", media },
    { type: "sticker", sticker: { ...file, animated: false } },
  ],
  [
    { type: "location", latitude: 1.5, longitude: 2, name: "Market" },
    { type: "location", location: { latitude: 1.5, longitude: 2, name: "Market" } },
  ],
  [
    { type: "contacts", contacts: [{ name: "Ada B", phones: [{ phone: "+1 202-555-0187" }] }] },
    {
      type: "contacts",
      contacts: [
        {
          name: { first_name: "Ada", last_name: "B", formatted_name: "Ada B" },
          phones: [{ phone: "+1 202-555-0187", type: "CELL" }],
        },
      ],
    },
  ],
  [
    { type: "button-reply", id: "yes", title: "Yes" },
    {
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "yes", title: "Yes" } },
    },
  ],
  [
    { type: "list-reply", id: "two", title: "Two", description: "300 g" },
    {
      type: "interactive",
      interactive: {
        type: "list_reply",
        list_reply: { id: "two", title: "Two", description: "300 g" },
      },
    },
  ],
  [
    { type: "form-reply", name: "flow", response: { goal: "protein" } },
    {
      type: "interactive",
      interactive: {
        type: "nfm_reply",
        nfm_reply: { name: "flow", body: "Sent", response_json: '{"goal":"protein"}' },
      },
    },
  ],
  [
    { type: "quick-reply", text: "Stop promotions", payload: "stop" },
    { type: "button", button: { text: "Stop promotions", payload: "stop" } },
  ],
  [
    { type: "reaction", messageId: "wamid.2", emoji: "👍" },
    { type: "reaction", reaction: { message_id: "wamid.2", emoji: "👍" } },
  ],
  [
    { type: "reaction", messageId: "wamid.2" },
    { type: "reaction", reaction: { message_id: "wamid.2" } },
  ],
  [
    {
      type: "order",
      catalogId: "7",
      items: [{ productRetailerId: "plan", quantity: 1, itemPrice: 30, currency: "USD" }],
    },
    {
      type: "order",
      order: {
        catalog_id: "7",
        text: "",
        product_items: [
          { product_retailer_id: "plan", quantity: 1, item_price: 30, currency: "USD" },
        ],
      },
    },
  ],
  [
    { type: "edit", messageId: "wamid.2", body: "Three" },
    {
      type: "edit",
      edit: {
        original_message_id: "wamid.2",
        message: { type: "text", text: { body: "Three" } },
      },
    },
  ],
  [
    { type: "revoke", messageId: "wamid.2" },
    { type: "revoke", revoke: { original_message_id: "wamid.2" } },
  ],
  [
    { type: "number-change", newNumber: "+12025550188" },
    {
      type: "system",
      system: {
        body: "User Ana Example changed from 12025550142 to 12025550188",
        wa_id: "12025550188",
        type: "user_changed_number",
      },
    },
  ],
  [
    { type: "user-id-change", newBsuid: "US.2" },
    {
      type: "system",
      system: {
        body: `User changed from ${ana.bsuid} to US.2`,
        user_id: "US.2",
        previous_user_id: ana.bsuid,
        type: "user_changed_user_id",
      },
    },
  ],
  [{ type: "request-welcome" }, { type: "request_welcome" }],
  [
    { type: "unsupported" },
    {
      type: "unsupported",
      errors: [
        {
          code: 131051,
          title: "Message type unknown",
          message: "Message type unknown",
          error_data: { details: "Message type is currently not supported." },
        },
      ],
    },
  ],
])("%j is published in Meta's form", (content, expected) => {
  expect(published(content).rest).toEqual(expected);
});

test("a message of WhatsApp itself names no contacts, a person's does", () => {
  expect(published({ type: "number-change", newNumber: "+12025550188" }).value).not.toHaveProperty(
    "contacts",
  );
  expect(published({ type: "text", body: "Hi" }).value.contacts).toEqual([
    { profile: { name: "Ana Example" }, wa_id: "12025550142", user_id: ana.bsuid },
  ]);
});

test("what a message answers, that it was forwarded, and the ad it came by", () => {
  const text = { type: "text", body: "Hi" } as const;
  expect(published(text, { replyTo: "wamid.2" }).rest.context).toEqual({
    from: "12025550100",
    id: "wamid.2",
  });
  expect(published(text, { forwarded: "once" }).rest.context).toEqual({ forwarded: true });
  expect(published(text, { forwarded: "many-times" }).rest.context).toEqual({
    frequently_forwarded: true,
  });
  const referral = {
    sourceUrl: "https://example.com/ad",
    sourceId: "7",
    sourceType: "ad",
    ctwaClid: "c",
  };
  expect(published(text, { referral }).rest.referral).toEqual({
    source_url: "https://example.com/ad",
    source_id: "7",
    source_type: "ad",
    ctwa_clid: "c",
  });
});

describe("an id of a message", () => {
  /** What is the same in all ids: everything but the number's and the random part's bytes. */
  const frame = (wamid: string) => {
    const bytes = Buffer.from(wamid.slice("wamid.".length), "base64");
    const digits = bytes[2] ?? 0;
    const random = bytes[3 + digits + 5] ?? 0;
    return {
      head: bytes.subarray(0, 2).toString("hex"),
      number: bytes.subarray(3, 3 + digits).toString(),
      middle: bytes.subarray(3 + digits, 3 + digits + 6).toString("hex"),
      random: bytes.subarray(3 + digits + 6, -1).length === random,
      tail: bytes.at(-1),
      urlUnsafe: /[-_]/.test(wamid),
    };
  };

  test.each([
    // Published by Meta in its examples: a person's message, and one of the business.
    ["from-person", "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA="],
    ["from-business", "wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI4MjZGRDA0OUE2OTQ3RkEyMzcA"],
  ] as const)("%s is put together like a published one", (direction, publishedId) => {
    const { number, ...like } = frame(publishedId);
    const ours = frame(wamidOf(direction, ana, ids()));
    expect(number).toMatch(/^1\d{10}$/);
    expect(ours).toEqual({ ...like, number: "12025550142" });
  });

  test("does not give away the number of a person who hides it", () => {
    const hidden = { ...ana, hidesNumber: true } as const;
    expect(frame(wamidOf("from-person", hidden, ids())).number).toBe(ana.bsuid);
  });
});
