import fc from "fast-check";
import { readWhatsAppEvent } from "./whatsapp-event";
import {
  arrival,
  entryOf,
  example,
  messageIn,
  now,
  ours,
  publishedAt,
  read,
} from "./whatsapp-events.testing";

/** Of the examples. */
const wamid = "wamid.HBgLMTIwMjU1NTAxMjMVAgASGBQzQTFCOUM0RDNBMUI5QzREM0ExQgA=";
const quoted = "wamid.HBgLMTIwMjU1NTAxMjMVAgARGBI3RjJFNUQ4QTdGMkU1RDhBN0YA";
const original = "wamid.HBgLMTIwMjU1NTAxMjMVAgASGBQzQTBDNkUxRjNBMEM2RTFGM0EwQwA=";
const writtenAt = 1_795_512_600_000;
const attempt = `m-${"0123456789abcdef".repeat(2)}.1`;
const person = { kind: "waId", value: "12025550123" };

const contentOf = (name: string) => {
  const [item] = read(example(name));
  return item?.kind === "message" ? item.message.content : item;
};

describe("a message", () => {
  it("is told with who wrote it, to whom, and when by Meta's clock", () => {
    expect(read(example("text"))).toEqual([
      {
        kind: "message",
        message: {
          channel: "whatsapp",
          provider: "aws",
          providerMessageId: wamid,
          businessNumber: "+12025550142",
          from: [person],
          profileName: "Grace",
          content: { type: "text", body: "How many calories in two eggs and a banana?" },
          writtenAt,
          receivedAt: publishedAt,
        },
      },
    ]);
  });

  it.each([
    ["image", { type: "image", media: { at: "meta", mediaId: "100000000000201" } }],
    ["video", { type: "video", caption: "My kitchen", media: { mimeType: "video/mp4" } }],
    ["audio-voice", { type: "audio", voice: true }],
    ["document", { type: "document", filename: "plan.pdf", caption: "My plan" }],
    ["sticker", { type: "sticker", media: { mimeType: "image/webp" } }],
    [
      "location",
      {
        type: "location",
        latitude: 38.8977,
        longitude: -77.0365,
        name: "The farmers' market",
        address: "100 Example Street, Washington, DC",
      },
    ],
    [
      "contacts",
      { type: "contacts", contacts: [{ name: "Ada Example", phones: ["+1 202-555-0187"] }] },
    ],
    ["button", { type: "choice", title: "Stop promotions", id: "stop-promotions" }],
    ["interactive-button-reply", { type: "choice", id: expect.any(String) }],
    ["interactive-list-reply", { type: "choice", id: expect.any(String) }],
    [
      "interactive-flow-reply",
      {
        type: "form-reply",
        name: "flow",
        response: '{"flow_token": "token-1", "goal": "more protein"}',
      },
    ],
    ["order", { type: "order", itemCount: 1 }],
    ["unsupported", { type: "unsupported" }],
    ["text-forwarded", { type: "text", body: "200 g of rice" }],
    ["text-from-ad", { type: "text", body: "Hello, I saw your ad" }],
  ])("of the kind %s", (name, content) => {
    expect(contentOf(name)).toMatchObject(content);
  });

  it("is never told with the names of somebody else", () => {
    const contacts = [{ wa_id: "12025550177", user_id: "US.77", profile: { name: "Ada" } }];
    expect(read(entryOf({ contacts, messages: [text("1")] }))).toMatchObject([
      { message: { from: [person] } },
    ]);
    const [item] = read(entryOf({ contacts, messages: [text("1")] }));
    expect(
      item?.kind === "message" && [item.message.from.length, item.message.profileName],
    ).toEqual([1, undefined]);
  });

  it("names what it quotes, a person without a number, and the kind that has no API", () => {
    expect(read(example("text-reply"))).toMatchObject([{ message: { quotes: quoted } }]);
    expect(read(example("text-from-username"))).toMatchObject([
      { message: { from: [{ kind: "bsuid", value: "US.13491208655302741918" }] } },
    ]);
    // Type definitions of whatsapp-api-js 6.2.1, ServerUnsupportedMessage.
    const poll = { id: "wamid.1", from: "12025550123", type: "unsupported" };
    expect(
      read(entryOf({ messages: [{ ...poll, unsupported: { type: "poll_creation" } }] })),
    ).toMatchObject([{ message: { content: { type: "unsupported", kind: "poll_creation" } } }]);
    expect(read(entryOf({ messages: [{ ...poll, unsupported: { type: "edit" } }] }))).toEqual([
      { kind: "ignored", why: "nothing-to-do", what: "unsupported" },
    ]);
  });
});

describe("the time of writing", () => {
  const timed = (timestamp: unknown) => entryOf({ messages: [{ ...text("1"), timestamp }] });
  const timeOf = (entry: object, at = now) => {
    const [item] = readWhatsAppEvent(arrival(entry, {}, at), ours);
    return item?.kind === "message" ? item.message.writtenAt : undefined;
  };

  it("is Meta's, by number or by digits", () => {
    expect(timeOf(timed("1762827867"))).toBe(1_762_827_867_000);
    expect(timeOf(timed(1_762_827_867))).toBe(1_762_827_867_000);
  });

  it("is never later than when it reached us, nor another one when it is redriven", () => {
    const ahead = timed(String(publishedAt / 1000 + 3600));
    expect(timeOf(ahead)).toBe(publishedAt);
    expect(timeOf(ahead, now + 86_400_000)).toBe(publishedAt);
    expect(timeOf(timed(undefined), now + 86_400_000)).toBe(publishedAt);
    expect(timeOf(timed("soon"))).toBe(publishedAt);
  });

  it("is AWS's where SNS delivers raw, and the queue's where that is gone too", () => {
    const raw = (event: object) => ({ body: JSON.stringify(event), queuedAt: now - 5, now });
    const whatsAppWebhookEntry = JSON.stringify(timed(null));
    const message_timestamp = "2026-11-24T09:30:00.271279391Z";
    const stamps = [raw({ whatsAppWebhookEntry, message_timestamp }), raw({ whatsAppWebhookEntry })]
      .map((one) => readWhatsAppEvent(one, ours)[0])
      .map((item) => item?.kind === "message" && item.message.writtenAt);
    expect(stamps).toEqual([Date.parse("2026-11-24T09:30:00.271Z"), now - 5]);
  });
});

describe("what a person does without writing", () => {
  const event = { channel: "whatsapp", provider: "aws", who: [person] };

  it.each([
    ["reaction", { change: "reacted", providerMessageId: quoted }],
    ["reaction-removed", { change: "reaction-removed", providerMessageId: quoted }],
    ["edit", { change: "edited", providerMessageId: original, text: "Three eggs, I meant" }],
    ["revoke", { change: "deleted", providerMessageId: original }],
  ])("%s is an event about a message", (name, change) => {
    expect(read(example(name))).toEqual([
      {
        kind: "person",
        event: { ...event, kind: "message-changed", eventId: wamid, at: writtenAt, ...change },
      },
    ]);
  });

  it("a changed number and a changed user id are told with what came before", () => {
    expect(read(example("system-number-change"))).toMatchObject([
      { event: { who: [person], to: [{ kind: "waId", value: "12025550188" }], at: writtenAt } },
    ]);
    expect(read(example("system-user-id-change"))).toMatchObject([
      {
        event: {
          kind: "aliases-changed",
          who: [{ kind: "bsuid", value: "US.13491208655302741918" }],
          to: [{ kind: "bsuid", value: "US.20981208655302741919" }],
        },
      },
    ]);
  });

  it("the new user id of a notice is not among the former aliases", () => {
    const notice = {
      ...messageIn("system-number-change"),
      from_user_id: "US.20981208655302741919",
      system: {
        type: "user_changed_number",
        wa_id: "12025550188",
        user_id: "US.20981208655302741919",
      },
    };
    expect(read(entryOf({ messages: [notice] }))).toMatchObject([
      {
        event: {
          who: [person],
          to: [
            { kind: "waId", value: "12025550188" },
            { kind: "bsuid", value: "US.20981208655302741919" },
          ],
        },
      },
    ]);
  });

  it("a changed user id by the webhook of its own leaves the number out of it", () => {
    expect(read(example("user-id-update"))).toMatchObject([
      {
        event: {
          kind: "aliases-changed",
          who: [{ kind: "bsuid", value: "US.13491208655302741918" }],
          to: [{ kind: "bsuid", value: "US.20981208655302741919" }],
          at: writtenAt,
        },
      },
    ]);
  });

  it("marketing switched off is a preference; its id is the same again, and no number", () => {
    const [off] = read(example("user-preferences"));
    expect(off).toMatchObject({
      event: { kind: "marketing-preference", wanted: false, who: [person], at: writtenAt },
    });
    expect(read(example("user-preferences"))).toEqual([off]);
    expect(off?.kind === "person" && off.event.eventId).toMatch(/^[0-9a-f]{32}$/);
  });

  it("opening the chat and answering a request for a call need nothing", () => {
    for (const name of ["request-welcome", "interactive-call-permission"])
      expect(read(example(name))).toMatchObject([{ kind: "ignored", why: "nothing-to-do" }]);
  });
});

describe("what is not ours", () => {
  it("is dropped by Meta's id of the number, whatever digits it shows", () => {
    const other = {
      metadata: { display_phone_number: "12025550142", phone_number_id: "100000000000003" },
      messages: [text("1"), text("2")],
      statuses: [{ id: "wamid.3", status: "sent" }],
    };
    expect(read(entryOf(other))).toEqual(
      Array.from({ length: 3 }, () => ({
        kind: "ignored",
        why: "another-number",
        what: "messages",
      })),
    );
    const renamed = { display_phone_number: "+1 202-555-0177", phone_number_id: "100000000000002" };
    expect(read(entryOf({ metadata: renamed, messages: [text("1")] }))).toMatchObject([
      { message: { businessNumber: "+12025550142" } },
    ]);
  });

  it("is dropped when it was written in a group", () => {
    const group = messageIn("text-in-group");
    expect(read(entryOf({ messages: [group, text("2")] }))).toMatchObject([
      { kind: "ignored", why: "group" },
      { kind: "message" },
    ]);
  });
});

describe("a status", () => {
  const status = { id: quoted, status: "delivered", timestamp: "1795512600" };

  it.each([
    ["status-sent", "sent"],
    ["status-delivered", "delivered"],
    ["status-read", "read"],
    ["status-played", "read"],
    ["status-failed", "failed"],
  ])("%s", (name, meaning) => {
    expect(read(example(name), { messageId: "6d69f07a" })).toMatchObject([
      {
        kind: "delivery",
        event: {
          status: meaning,
          providerMessageIds: ["6d69f07a", quoted],
          providerAt: writtenAt,
          receivedAt: now,
        },
      },
    ]);
  });

  it("carries our id and what it costs", () => {
    const paid = {
      ...status,
      biz_opaque_callback_data: attempt,
      pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "utility" },
    };
    expect(read(entryOf({ statuses: [paid] }))).toMatchObject([
      {
        event: { attemptId: attempt, pricing: { category: "utility", type: "regular" } },
      },
    ]);
  });

  it("gives AWS's id to no message where the event is of several", () => {
    const two = [status, { ...status, id: "wamid.other" }];
    const items = read(entryOf({ statuses: two }), { messageId: "6d69f07a" });
    expect(items).toMatchObject([
      { event: { providerMessageIds: [quoted] } },
      { event: { providerMessageIds: ["wamid.other"] } },
    ]);
  });

  it.each([
    [[{ code: 131026 }], "131026", true],
    [[{ code: "131050" }], "131050", true],
    [[{ title: "odd" }, { code: 131049 }], "131049", true],
    [[{ code: 999_999 }], "999999", false],
    [[{ title: "no code" }], "no-code", false],
    [null, "no-code", false],
  ])("that failed with %j is looked up by its code", (errors, code, known) => {
    expect(read(entryOf({ statuses: [{ ...status, status: "failed", errors }] }))).toMatchObject([
      { event: { status: "failed", refusal: { code, known } } },
    ]);
  });

  it("says that AWS gave up; of words without news nothing; of unknown ones that they came", () => {
    const words = [
      "Message retries exhausted, dropping message.",
      "deleted",
      "warning",
      "pondered",
    ];
    const items = words.flatMap((word) =>
      read(entryOf({ statuses: [{ ...status, status: word }] })),
    );
    expect(items).toMatchObject([
      { event: { status: "failed", refusal: { disposition: "failover", known: true } } },
      { why: "nothing-to-do", what: "deleted" },
      { why: "nothing-to-do", what: "warning" },
      { why: "unknown-status", what: "pondered" },
    ]);
  });
});

describe("an event about the account", () => {
  it.each([
    ["template-approved", "template", "APPROVED", "meal_check_in/en"],
    ["template-rejected", "template", "REJECTED", "meal_check_in/en"],
    ["template-paused", "template", "PAUSED", "meal_check_in/en"],
    ["template-quality", "template", "YELLOW", "meal_check_in/en"],
    ["template-category", "template", "MARKETING", "meal_check_in/en"],
    ["template-components", "template", "COMPONENTS_CHANGED", "meal_check_in/en"],
    ["phone-number-quality", "number", "THROUGHPUT_UPGRADE", undefined],
    ["business-capability", "account", "CAPABILITY_CHANGED", undefined],
    ["account-disabled", "account", "DISABLED_UPDATE:DISABLE", undefined],
    ["account-restricted", "account", "ACCOUNT_RESTRICTION", undefined],
    ["account-violation", "account", "ACCOUNT_VIOLATION", undefined],
    ["account-offboarded", "account", "ACCOUNT_OFFBOARDED", undefined],
  ])("%s", (name, about, event, subject) => {
    const [item] = read(example(name));
    expect(item).toMatchObject({ kind: "account", event: { about, event, at: writtenAt } });
    expect(item?.kind === "account" && item.event.subject).toBe(subject);
  });

  it("is an error that stands beside no message", () => {
    const errors = [{ code: 130429, title: "Rate limit hit" }];
    expect(read(entryOf({ errors }))).toMatchObject([
      { kind: "account", event: { about: "account", event: "ERROR:130429" } },
    ]);
  });
});

describe("an odd item", () => {
  const good = text("good");
  const neighbours = (odd: unknown) => entryOf({ messages: [odd, good] });

  it.each<[string, object, object]>([
    ["a time in a number", { timestamp: 1_762_827_867 }, { writtenAt: 1_762_827_867_000 }],
    ["a sender in a number", { from: 12025550123 }, { from: [person] }],
    ["a sender with a plus sign", { from: "+12025550123" }, { from: [person] }],
    ["no context", { context: null }, { content: { body: "eggs" } }],
    ["a text that is a number", { text: { body: 200 } }, { content: { body: "200" } }],
    ["no type", { type: undefined }, { content: { type: "text", body: "eggs" } }],
    [
      "a button that has its payload alone",
      { type: "button", text: undefined, button: { payload: "stop-promotions" } },
      { content: { type: "choice", title: "stop-promotions", id: "stop-promotions" } },
    ],
    [
      "a picture without anything but its id",
      { type: "image", text: undefined, image: { id: 5, caption: null, mime_type: null } },
      { content: { type: "image", media: { at: "meta", mediaId: "5" } } },
    ],
    [
      "a form's reply as an object",
      { type: "interactive", interactive: { nfm_reply: { response_json: { goal: "x" } } } },
      { content: { type: "form-reply", response: '{"goal":"x"}' } },
    ],
    [
      "a note beside an order",
      { type: "order", order: { text: "No nuts", product_items: [] } },
      { content: { type: "order", text: "No nuts" } },
    ],
    [
      "a row of a list with what stands under its title",
      {
        type: "interactive",
        interactive: { list_reply: { id: "1", title: "Other", description: "I need help" } },
      },
      { content: { type: "choice", title: "Other", description: "I need help" } },
    ],
    [
      "a contact card of nothing",
      { type: "contacts", text: undefined, contacts: [null, { phones: null }] },
      { content: { type: "contacts", contacts: [expect.anything(), expect.anything()] } },
    ],
    [
      "a kind of tomorrow",
      { type: "hologram", text: undefined },
      { content: { type: "unsupported", kind: "hologram" } },
    ],
  ])("is read: %s", (_, more, expected) => {
    const [odd, neighbour] = read(neighbours({ ...text("odd"), ...more }));
    expect(odd).toMatchObject({ kind: "message", message: expected });
    expect(neighbour).toMatchObject({ message: { providerMessageId: "wamid.good" } });
  });

  it("a name that is null, an event without an id, a field without a value", () => {
    const value = { contacts: [{ profile: { name: null }, wa_id: "12025550123" }] };
    const [nameless] = read(entryOf({ ...value, messages: [good] }), { messageId: null });
    expect(nameless).toMatchObject({ kind: "message" });
    expect(nameless?.kind === "message" && "profileName" in nameless.message).toBe(false);
    const changes = [
      { field: "smb_app_state_sync" },
      { field: "account_update" },
      ...(entryOf({ messages: good }) as { changes: object[] }).changes,
    ];
    expect(read({ id: "1", changes })).toMatchObject([
      { kind: "ignored", why: "unknown-kind", what: "smb_app_state_sync" },
      { kind: "account", event: { event: "unnamed" } },
      { kind: "message" },
    ]);
  });

  it.each<[string, unknown]>([
    ["nothing", null],
    ["a text", "secret words"],
    ["no id", { ...text("x"), id: undefined, text: { body: "secret words" } }],
    ["nobody", { ...text("x"), from: undefined, text: { body: "secret words" } }],
    ["a text without words", { ...text("x"), text: { body: ["secret words"] } }],
    ["a picture without an id", { ...text("x"), type: "image", image: { url: "secret words" } }],
    ["a place without degrees", { ...text("x"), type: "location", location: { name: "secret" } }],
    [
      "a number that changed into none",
      {
        ...text("x"),
        type: "system",
        system: {
          type: "user_changed_number",
          body: "secret words",
        },
      },
    ],
  ])("is put aside alone, with all of it and a reason that holds nothing: %s", (_, odd) => {
    const [aside, neighbour] = read(neighbours(odd));
    expect(neighbour).toMatchObject({ message: { providerMessageId: "wamid.good" } });
    expect(aside).toMatchObject({
      kind: "unreadable",
      raw: { messages: [JSON.parse(JSON.stringify(odd))] },
    });
    expect(aside?.kind === "unreadable" && aside.reason).not.toMatch(/secret|wamid|12025550123/);
  });

  it.each([
    ["no JSON", "secret words"],
    ["foreign JSON", JSON.stringify({ note: "secret words" })],
    ["an entry that is cut off", JSON.stringify({ whatsAppWebhookEntry: '{"changes":[{"secret' })],
    ["no changes", JSON.stringify({ whatsAppWebhookEntry: '{"changes":"secret words"}' })],
  ])("that is a whole event is put aside whole: %s", (_, body) => {
    const items = readWhatsAppEvent({ body, now }, ours);
    expect(items).toMatchObject([{ kind: "unreadable", raw: body }]);
    expect(items[0]?.kind === "unreadable" && items[0].reason).not.toContain("secret");
  });

  it("never harms its neighbours, whatever it is", () => {
    const members = ["id", "type", "from", "text", "image", "interactive", "system", "context"];
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom(...members), fc.jsonValue()),
      fc.dictionary(fc.constantFrom(...members), fc.jsonValue()).map((one) => ({
        ...messageIn("text"),
        ...one,
      })),
    );
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 4 }), fc.array(odd, { maxLength: 4 }), (one, two) => {
        const value = { contacts: one, messages: [...one, good, ...two], statuses: two };
        const items = read(entryOf(value));
        expect(items).toHaveLength(one.length + 1 + two.length * 2);
        expect(items[one.length]).toMatchObject({ message: { providerMessageId: "wamid.good" } });
      }),
    );
  });
});

function text(id: string) {
  return {
    from: "12025550123",
    id: `wamid.${id}`,
    timestamp: "1795512600",
    type: "text",
    text: { body: "eggs" },
  };
}
