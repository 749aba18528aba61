import type { BusinessContent } from "../../phones/business-content";
import { phoneNumber } from "../../phones/phone-number";
import type { Template } from "../../whatsapp/template";
import { ana, link, numberB, type SocialWorld, startSocial } from "./eum-social.testing";

let world: SocialWorld;
beforeEach(async () => {
  world = await startSocial();
  world.phone.write(numberB, "Hi");
  await world.cloud.activity.quiet();
});
afterEach(() => world.stop());

const upload = (mimeType: string, kilobytes = 20) =>
  world.social.uploadMedia(numberB, { mimeType, kilobytes }).id;

/** Sends, and gives back how the message ended: what the phone has, or the error's code. */
async function send(message: object) {
  await world.send({ recipient_type: "individual", to: ana.number, ...message });
  await world.cloud.activity.quiet();
  const [error] = world.statuses().at(-1).errors ?? [];
  return error ? `${error.code} ${error.error_data.details}` : world.phone.received().at(-1);
}

const interactive = (part: object) => send({ type: "interactive", interactive: part });

// The bodies are those of Meta's documentation, "send messages" with a page a kind, shortened, and
// of its OpenAPI description (business-messaging-api_v23.0.yaml).
describe("a message as Meta publishes it is on the phone as", () => {
  test.each<[string, object, BusinessContent]>([
    [
      "a text with a preview",
      {
        type: "text",
        text: { preview_url: true, body: "As requested: https://www.luckyshrub.com" },
      },
      { type: "text", body: "As requested: https://www.luckyshrub.com", previewUrl: true },
    ],
    [
      "a location",
      {
        type: "location",
        location: {
          latitude: "37.44216251868683",
          longitude: "-122.16153582049394",
          name: "Philz Coffee",
          address: "101 Forest Ave, Palo Alto, CA 94301",
        },
      },
      {
        type: "location",
        latitude: 37.44216251868683,
        longitude: -122.16153582049394,
        name: "Philz Coffee",
        address: "101 Forest Ave, Palo Alto, CA 94301",
      },
    ],
    [
      "a contact",
      {
        type: "contacts",
        contacts: [
          {
            addresses: [{ street: "1 Lucky Shrub Way", city: "Menlo Park", type: "Office" }],
            birthday: "1999-01-23",
            emails: [{ email: "bjohnson@luckyshrub.com", type: "Work" }],
            name: { formatted_name: "Barbara J. Johnson", first_name: "Barbara" },
            org: { company: "Lucky Shrub" },
            phones: [{ phone: "+12025550187", type: "Mobile", wa_id: "12025550187" }],
          },
        ],
      },
      {
        type: "contacts",
        contacts: [
          {
            name: "Barbara J. Johnson",
            phones: [{ phone: "+12025550187", type: "Mobile", waId: "12025550187" }],
            emails: ["bjohnson@luckyshrub.com"],
          },
        ],
      },
    ],
    [
      "reply buttons",
      {
        type: "interactive",
        interactive: {
          type: "button",
          header: { type: "text", text: "Appointment" },
          body: { text: "Hi Pablo! Your gardening workshop is scheduled for 9am tomorrow." },
          footer: { text: "Lucky Shrub" },
          action: {
            buttons: [
              { type: "reply", reply: { id: "change-button", title: "Change" } },
              { type: "reply", reply: { id: "cancel-button", title: "Cancel" } },
            ],
          },
        },
      },
      {
        type: "buttons",
        header: { type: "text", text: "Appointment" },
        body: "Hi Pablo! Your gardening workshop is scheduled for 9am tomorrow.",
        footer: "Lucky Shrub",
        buttons: [
          { id: "change-button", title: "Change" },
          { id: "cancel-button", title: "Cancel" },
        ],
      },
    ],
    [
      "a list",
      {
        type: "interactive",
        interactive: {
          type: "list",
          body: { text: "Which shipping option do you prefer?" },
          action: {
            button: "Shipping Options",
            sections: [
              {
                title: "I want it ASAP!",
                rows: [
                  { id: "priority_express", title: "Priority Mail Express", description: "1 day" },
                ],
              },
              { title: "I can wait a bit", rows: [{ id: "ground", title: "Ground" }] },
            ],
          },
        },
      },
      {
        type: "list",
        body: "Which shipping option do you prefer?",
        button: "Shipping Options",
        sections: [
          {
            title: "I want it ASAP!",
            rows: [
              { id: "priority_express", title: "Priority Mail Express", description: "1 day" },
            ],
          },
          { title: "I can wait a bit", rows: [{ id: "ground", title: "Ground" }] },
        ],
      },
    ],
    [
      "a button with a link",
      {
        type: "interactive",
        interactive: {
          type: "cta_url",
          body: { text: "Tap the button below to see available dates." },
          footer: { text: "Dates subject to change." },
          action: {
            name: "cta_url",
            parameters: {
              display_text: "See Dates",
              url: "https://www.luckyshrub.com?clickID=kqDGWd24",
            },
          },
        },
      },
      {
        type: "link",
        body: "Tap the button below to see available dates.",
        footer: "Dates subject to change.",
        displayText: "See Dates",
        url: "https://www.luckyshrub.com?clickID=kqDGWd24",
      },
    ],
    [
      "a request for the location",
      {
        type: "interactive",
        interactive: {
          type: "location_request_message",
          body: { text: "Let's start with your pickup." },
          action: { name: "send_location" },
        },
      },
      { type: "location-request", body: "Let's start with your pickup." },
    ],
  ])("%s", async (_, message, content) => {
    const received = await send(message);
    // A text is its own text.
    if (content.type === "text") expect(received).toMatchObject({ text: content.body });
    else expect(received).toMatchObject({ content, tick: "delivered" });
  });

  test.each([
    ["image", "image/jpeg", { caption: "The best succulent ever?" }],
    ["video", "video/mp4", { caption: "A succulent eclipse!" }],
    ["audio", "audio/ogg; codecs=opus", { voice: true }],
    ["document", "application/pdf", { caption: "Receipt", filename: "receipt.pdf" }],
    ["sticker", "image/webp", {}],
  ])(
    "a file of the kind %s, by an id that its own number uploaded",
    async (type, mimeType, part) => {
      const id = upload(mimeType);
      expect(await send({ type, [type]: { id, ...part } })).toMatchObject({
        content: { type, ...part, media: { id, mimeType, bytes: 20 * 1024 } },
        tick: "delivered",
      });
    },
  );
});

describe("a file", () => {
  test("behind a link is fetched when the message is sent", async () => {
    world.cloud.answer = () => ({
      status: 200,
      headers: { "content-type": "image/png" },
      body: Buffer.from("png"),
    });
    const link = "https://www.luckyshrub.com/media/plan.png";
    expect(await send({ type: "image", image: { link } })).toMatchObject({
      content: { media: { link, mimeType: "image/png", bytes: 3 } },
    });
    expect(world.cloud.requests.at(-1)).toMatchObject({ url: link, method: "GET" });
  });

  test("that is not there, of another type or too big fails the message with 131053", async () => {
    const link = "https://www.luckyshrub.com/media/plan";
    const answers = [
      { status: 404, body: "" },
      { status: 200, headers: { "content-type": "text/html" }, body: "hello" },
      {
        status: 200,
        headers: { "content-type": "image/png" },
        body: Buffer.alloc(5 * 1024 * 1024 + 1),
      },
    ];
    for (const answer of answers) {
      world.cloud.answer = () => answer;
      expect(await send({ type: "image", image: { link } })).toMatch(/^131053 /);
    }
    expect(await send({ type: "image", image: { id: upload("video/mp4") } })).toMatch(/^131053 /);
  });

  test("has 30 days, and is its number's alone", async () => {
    const id = upload("image/png");
    const other = link.wabaId.replace(/.$/, "f");
    const phoneNumberId = other.replace("waba", "phone-number-id");
    world.social.link({
      ...link,
      wabaId: other,
      phoneNumberId,
      metaPhoneNumberId: "100000000000003",
      phoneNumber: phoneNumber("+12025550101"),
    });
    await world.send({ to: ana.number, type: "image", image: { id } }, phoneNumberId);
    await world.cloud.activity.quiet();
    expect(world.faults().join()).toContain("has no event destination");
    expect(world.phone.messages().at(-1)).toMatchObject({ failure: "100 Invalid parameter" });
    expect(await send({ type: "image", image: { id: "42" } })).toBe(
      "100 Param image['id'] is not a valid whatsapp business account media attachment ID",
    );
    world.cloud.clock.advance(30 * 24 * 3_600_000);
    world.phone.write(numberB, "Hi again");
    expect(await send({ type: "image", image: { id } })).toMatch(/^100 /);
  });
});

describe("a limit names itself and what was found, as a status of", () => {
  const buttons = (titles: string[], body = "Choose") => ({
    type: "button",
    body: { text: body },
    action: {
      buttons: titles.map((title) => ({ type: "reply", reply: { id: `id ${title}`, title } })),
    },
  });
  const list = (rows: number, sections = 1, title?: string) => ({
    type: "list",
    body: { text: "Choose" },
    action: {
      button: "Options",
      sections: Array.from({ length: sections }, (_, section) => ({
        title,
        rows: Array.from({ length: rows }, (__, row) => ({
          id: `${section}/${row}`,
          title: `Row ${row}`,
        })),
      })),
    },
  });

  test.each<[string, object, RegExp]>([
    [
      "a fourth button",
      buttons(["a", "b", "c", "d"]),
      /^131009 There are 1 to 3 reply buttons; .* has 4/,
    ],
    [
      "a long button",
      buttons(["x".repeat(21)]),
      /^131009 A button's title has at most 20 .* has 21/,
    ],
    ["equal buttons", buttons(["a", "a"]), /^131009 The titles of buttons are different/],
    ["a long body", buttons(["a"], "x".repeat(1025)), /^131009 A body has at most 1024/],
    ["an eleventh row", list(6, 2, "Part"), /^131009 There are 1 to 10 rows .* has 12/],
    ["sections without titles", list(1, 2), /^131009 Each section of several has a title/],
    [
      "no button at all",
      { type: "button", body: { text: "x" } },
      /^131008 .*interactive.action is required/,
    ],
    ["no body", { type: "list", action: {} }, /^131008 .*interactive.body is required/],
  ])("%s", async (_, part, expected) => {
    expect(await interactive(part)).toMatch(expected);
  });

  test("at the limit each goes", async () => {
    expect(await interactive(buttons(["a", "b", "x".repeat(20)], "x".repeat(1024)))).toMatchObject({
      tick: "delivered",
    });
    expect(await interactive(list(5, 2, "x".repeat(24)))).toMatchObject({ tick: "delivered" });
  });

  test("what Meta has and no phone here shows is a named fault, and no status", async () => {
    await world.send({
      to: ana.number,
      type: "interactive",
      interactive: { type: "flow", body: { text: "x" }, action: { name: "flow" } },
    });
    await world.cloud.activity.quiet();
    expect(world.statuses()).toEqual([]);
    expect(world.faults().join()).toContain("messages of the kind interactive flow");
  });
});

test("a message to a group is a named fault, and no status", async () => {
  const before = world.statuses().length;
  await world.send({
    recipient_type: "group",
    to: "Y2FwaV9ncm91cDoxOTUwNTU1MDA3OToxMjAzNjMzOTQzMjAdOTY0MTUZD",
    type: "text",
    text: { body: "x" },
  });
  await world.cloud.activity.quiet();
  expect(world.statuses()).toHaveLength(before);
  expect(world.faults().join()).toContain("messages of the kind text to a group");
});

describe("a template's components", () => {
  const reminder: Template = {
    name: "appointment",
    language: "en_US",
    category: "utility",
    header: { format: "IMAGE" },
    body: "Hi {{1}}, see you on {{2}}.",
    footer: "Lucky Shrub",
    buttons: [
      { type: "QUICK_REPLY", text: "Confirm" },
      { type: "URL", text: "Details", url: "https://www.luckyshrub.com/{{1}}" },
      { type: "PHONE_NUMBER", text: "Call", phoneNumber: "+12025550187" },
    ],
  };
  const promo: Template = {
    name: "promo",
    language: "de",
    category: "marketing",
    body: "Hallo {{first_name}}, heute {{percent}} Prozent!",
    buttons: [{ type: "QUICK_REPLY", text: "Stop promotions" }],
  };
  beforeEach(() => {
    world.social.link({ ...link, templates: [reminder, promo] });
  });

  const texts = (...values: string[]) => values.map((text) => ({ type: "text", text }));
  const appointment = (components: object[]) =>
    send({
      type: "template",
      template: { name: "appointment", language: { code: "en_US" }, components },
    });
  const header = () => ({
    type: "header",
    parameters: [{ type: "image", image: { id: upload("image/png") } }],
  });
  const body = { type: "body", parameters: texts("Ana", "Friday") };
  const url = { type: "button", sub_type: "url", index: "1", parameters: texts("dates/7") };
  const confirm = {
    type: "button",
    sub_type: "quick_reply",
    index: "0",
    parameters: [{ type: "payload", payload: "confirm-7" }],
  };

  test("stand around its text, and a quick reply can be tapped", async () => {
    const received = await appointment([header(), body, confirm, url]);
    expect(received).toMatchObject({
      text: "Hi Ana, see you on Friday.",
      content: {
        type: "template",
        shown: {
          header: "[image]",
          footer: "Lucky Shrub",
          buttons: [
            { type: "quick-reply", text: "Confirm", payload: "confirm-7" },
            { type: "url", text: "Details", url: "https://www.luckyshrub.com/dates/7" },
            { type: "phone-number", text: "Call", phoneNumber: "+12025550187" },
          ],
        },
      },
    });
    const { id } = received as { id: string };
    world.phone.tap(id, "Confirm");
    await world.cloud.activity.quiet();
    expect(world.published().at(-1)?.value.messages).toMatchObject([
      {
        type: "button",
        button: { payload: "confirm-7", text: "Confirm" },
        context: { from: "12025550100", id },
      },
    ]);
  });

  test("are refused where they are not those of the template", async () => {
    expect(await appointment([header(), { type: "body", parameters: texts("Ana") }, url])).toBe(
      "132000 body: number of parameters (1) does not match the expected number of params (2)",
    );
    expect(await appointment([body, url])).toBe(
      "132012 header: Format mismatch, expected IMAGE, received UNKNOWN",
    );
    expect(await appointment([header(), body])).toBe(
      "131008 buttons: Button at index 1 requires a parameter",
    );
    expect(
      await appointment([header(), { type: "body", parameters: texts("a\nb", "c") }, url]),
    ).toMatch(/^132018 /);
    expect(
      await appointment([
        header(),
        { type: "body", parameters: texts("x".repeat(1024), "c") },
        url,
      ]),
    ).toMatch(/^132005 /);
  });

  test("have names where the template has them, and marketing stops when the person wants", async () => {
    const send7 = (name: string) =>
      send({
        type: "template",
        template: {
          name: "promo",
          language: { code: "de" },
          components: [
            {
              type: "body",
              parameters: [
                { type: "text", parameter_name: "percent", text: "7" },
                { type: "text", parameter_name: name, text: "Ana" },
              ],
            },
          ],
        },
      });
    expect(await send7("first_name")).toMatchObject({ text: "Hallo Ana, heute 7 Prozent!" });
    expect(await send7("name")).toMatch(/^132012 /);
    world.phone.setMarketing(numberB, "stop");
    await world.cloud.activity.quiet();
    // Meta, `user_preferences` webhook reference.
    const { entry, value } = world.published().at(-1) ?? {};
    expect(entry.changes[0].field).toBe("user_preferences");
    expect(value).toMatchObject({
      messaging_product: "whatsapp",
      metadata: { phone_number_id: link.metaPhoneNumberId },
      contacts: [{ wa_id: "12025550142" }],
      user_preferences: [{ wa_id: "12025550142", category: "marketing_messages", value: "stop" }],
    });
    expect(await send7("first_name")).toMatch(/^131050 /);
    world.phone.setMarketing(numberB, "resume");
    await world.cloud.activity.quiet();
    expect(await send7("first_name")).toMatchObject({ tick: "delivered" });
  });
});

// Meta, system messages webhook reference: such a message has no `contacts`, and since 2026-08-11 the
// user ids before and after stand in it; `user_id_update` is no field of its own.
test("a person who changes the number is told to the business, and is on WhatsApp there", async () => {
  const [newNumber, newBsuid] = [phoneNumber("+12025550177"), "US.99"];
  world.cloud.clock.advance(23 * 3_600_000);
  world.network.changeNumber(ana.number, { newNumber, newBsuid });
  await world.cloud.activity.quiet();
  const { value } = world.published().at(-1) ?? {};
  expect(value).not.toHaveProperty("contacts");
  expect(value.messages).toMatchObject([
    {
      from: "12025550142",
      type: "system",
      system: {
        type: "user_changed_number",
        wa_id: "12025550177",
        user_id: newBsuid,
        previous_user_id: ana.bsuid,
      },
    },
  ]);
  const hello = { type: "text", text: { body: "Hello" } };
  expect(await send(hello)).toMatch(/^131026 /);
  // The window was the old number's: what Meta does with it is unverified.
  expect(await send({ ...hello, to: newNumber })).toMatch(/^131047 /);
  world.network.whatsApp(newNumber).write(numberB, "It is me");
  await send({ ...hello, to: newNumber });
  expect(world.network.whatsApp(newNumber).received()).toMatchObject([{ text: "Hello" }]);
});

describe("what belongs to another message", () => {
  const react = (message_id: string, emoji: string) =>
    send({ type: "reaction", reaction: { message_id, emoji } });

  test("is a reaction on it, which is only told as sent, and taken back", async () => {
    const [written] = world.phone.messages();
    const id = String(written?.id);
    await react(id, "👍🏽");
    expect(world.phone.message(id)?.reactions).toEqual([{ from: "business", emoji: "👍🏽" }]);
    expect(world.statuses().map(({ status }) => status)).toEqual(["sent"]);
    await react(id, "");
    expect(world.phone.message(id)?.reactions).toEqual([]);
    expect(await react(id, "two")).toMatch(/^131009 A reaction is one emoji/);
    expect(await react("wamid.unknown", "👍")).toMatch(/^131009 The message that is reacted to/);
  });

  test("is an answer to it; an answer to what is not there shows as none", async () => {
    const [written] = world.phone.messages();
    const answer = (message_id: string) =>
      send({ type: "text", text: { body: "Two" }, context: { message_id } });
    expect(await answer(String(written?.id))).toMatchObject({ replyTo: written?.id });
    expect(await answer("wamid.unknown")).not.toHaveProperty("replyTo");
  });

  test("is a person's reaction, edit and deletion", async () => {
    const sent = (await send({ type: "text", text: { body: "Two" } })) as { id: string };
    world.phone.write(numberB, { type: "reaction", messageId: sent.id, emoji: "🙏" });
    expect(world.phone.message(sent.id)?.reactions).toEqual([{ from: "person", emoji: "🙏" }]);
    const { id } = world.phone.write(numberB, "Hullo");
    world.phone.write(numberB, { type: "edit", messageId: id, body: "Hello" });
    expect(world.phone.message(id)).toMatchObject({ text: "Hello", edited: true });
    world.phone.write(numberB, { type: "revoke", messageId: id });
    expect(world.phone.message(id)).toMatchObject({ text: "", deleted: true });
  });

  test("is a read receipt, for the messages before it too, and typing, with their times", async () => {
    const second = world.phone.write(numberB, "Are you there?");
    const third = world.phone.write(numberB, "Hello?");
    await world.send({
      status: "read",
      message_id: second.id,
      typing_indicator: { type: "text" },
    });
    const at = world.cloud.clock.now();
    const [first] = world.phone.messages();
    expect(first).toMatchObject({ tick: "read", readAt: expect.any(Number) });
    expect(world.phone.message(second.id)).toMatchObject({ tick: "read" });
    expect(world.phone.message(second.id)?.typingAt).toBeLessThanOrEqual(at);
    expect(world.phone.message(third.id)).not.toHaveProperty("readAt");
    expect(world.phone.typing()).toEqual([numberB]);
  });

  test("is a tap on a button or a row", async () => {
    const { id } = (await interactive({
      type: "list",
      body: { text: "Which?" },
      action: { button: "Show", sections: [{ rows: [{ id: "r1", title: "Eggs" }] }] },
    })) as { id: string };
    world.phone.tap(id, "Eggs");
    await world.cloud.activity.quiet();
    expect(world.published().at(-1)?.value.messages).toMatchObject([
      {
        interactive: { type: "list_reply", list_reply: { id: "r1", title: "Eggs" } },
        context: { id },
      },
    ]);
    expect(() => world.phone.tap(id, "Ham")).toThrow(
      'There is no "Ham" to tap in the message; there is "Eggs".',
    );
  });
});
