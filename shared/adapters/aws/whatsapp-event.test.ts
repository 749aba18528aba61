import { readWhatsAppEvent } from "./whatsapp-event";

const receivedAt = 1_800_000_000_000;

/** An inbound text as AWS publishes it, in the shape of its user guide. */
function event(value: object, more: object = {}, field = "messages"): object {
  return {
    context: { MetaWabaIds: [], MetaPhoneNumberIds: [] },
    whatsAppWebhookEntry: JSON.stringify({ id: "1234567890", changes: [{ value, field }] }),
    aws_account_id: "123456789012",
    message_timestamp: "2026-11-22T02:24:28.476795989Z",
    ...more,
  };
}

const metadata = { display_phone_number: "12025550101", phone_number_id: "321" };
const wrapped = (one: object) =>
  JSON.stringify({ Type: "Notification", Message: JSON.stringify(one), TopicArn: "x" });
const text = {
  from: "12025550199",
  id: "wamid.1",
  timestamp: "1762827867",
  type: "text",
  text: { body: "BB" },
};
const inbound = (messages: object[], contacts: object[] = []) => ({
  messaging_product: "whatsapp",
  metadata,
  contacts,
  messages,
});

describe("an inbound message", () => {
  const expected = {
    channel: "whatsapp",
    provider: "aws",
    providerMessageId: "wamid.1",
    businessNumber: "+12025550101",
    from: [{ kind: "waId", value: "12025550199" }],
    profileName: "Ada",
    content: { type: "text", body: "BB" },
    sentAt: 1_762_827_867_000,
    receivedAt,
  };
  const contacts = [{ profile: { name: "Ada" }, wa_id: "12025550199" }];

  it("is read from a notification and from raw delivery, with or without context", () => {
    const one = event(inbound([text], contacts));
    expect(readWhatsAppEvent(wrapped(one), receivedAt).messages).toEqual([expected]);
    expect(readWhatsAppEvent(JSON.stringify(one), receivedAt).messages).toEqual([expected]);
    const old = event(inbound([text], contacts), { context: undefined, MetaWabaIds: [] });
    expect(readWhatsAppEvent(wrapped(old), receivedAt).messages).toEqual([expected]);
  });

  it("is one of many, in their order", () => {
    const two = event(inbound([text, { ...text, id: "wamid.2" }]));
    const ids = readWhatsAppEvent(wrapped(two), receivedAt).messages.map(
      ({ providerMessageId }) => providerMessageId,
    );
    expect(ids).toEqual(["wamid.1", "wamid.2"]);
  });

  it("may name its sender by the business-scoped user id alone", () => {
    const hidden = { ...text, from: undefined, from_user_id: "US.1" };
    const [message] = readWhatsAppEvent(
      wrapped(event(inbound([hidden], [{ user_id: "US.1", profile: {} }]))),
      receivedAt,
    ).messages;
    expect(message?.from).toEqual([{ kind: "bsuid", value: "US.1" }]);
    expect(message?.profileName).toBeUndefined();
  });

  it.each([
    ["image", { image: { id: "1" } }, { type: "unsupported", kind: "image" }],
    ["a_kind_of_tomorrow", {}, { type: "unsupported", kind: "a_kind_of_tomorrow" }],
    ["button", { button: { text: "Yes", payload: "y" } }, { type: "text", body: "Yes" }],
    [
      "interactive",
      { interactive: { type: "list_reply", list_reply: { id: "1", title: "Soup" } } },
      { type: "text", body: "Soup" },
    ],
    ["text", { text: { body: "  " } }, { type: "unsupported", kind: "text" }],
  ])("of type %s", (type, more, content) => {
    const one = { ...text, text: undefined, type, ...more };
    expect(
      readWhatsAppEvent(wrapped(event(inbound([one]))), receivedAt).messages[0]?.content,
    ).toEqual(content);
  });

  it("that is only a notice is left out, as is a change of another field", () => {
    const notice = {
      ...text,
      text: undefined,
      type: "system",
      system: { type: "user_changed_number" },
    };
    expect(readWhatsAppEvent(wrapped(event(inbound([notice]))), receivedAt)).toEqual({
      messages: [],
      deliveries: [],
      ignored: ["message of type system"],
    });
    expect(readWhatsAppEvent(wrapped(event({}, {}, "account_update")), receivedAt).ignored).toEqual(
      ["change of account_update"],
    );
  });
});

describe("a delivery event", () => {
  const status = (more: object) =>
    event(
      {
        metadata,
        statuses: [
          { id: "wamid.9", timestamp: "1762827867", recipient_id: "12025550199", ...more },
        ],
      },
      { messageId: "aws-9" },
    );

  it("carries our id, AWS's and Meta's, and both clocks", () => {
    const one = status({ status: "delivered", biz_opaque_callback_data: "m-1" });
    expect(readWhatsAppEvent(wrapped(one), receivedAt).deliveries).toEqual([
      {
        channel: "whatsapp",
        provider: "aws",
        messageId: "m-1",
        providerMessageIds: ["aws-9", "wamid.9"],
        status: "delivered",
        providerAt: 1_762_827_867_000,
        receivedAt,
      },
    ]);
  });

  it.each([
    [131026, "recipient"],
    [131047, "window"],
    [131050, "opt-out"],
    [133010, "provider"],
    [130429, "throttled"],
    [132001, "content"],
    [999999, "provider"],
  ])("that failed with %d counts as %s", (code, faultClass) => {
    const one = status({ status: "failed", errors: [{ code, title: "x" }] });
    expect(readWhatsAppEvent(wrapped(one), receivedAt).deliveries[0]?.fault).toEqual({
      class: faultClass,
      code: String(code),
    });
  });

  it("says nothing of delivery where its status is new to us", () => {
    expect(readWhatsAppEvent(wrapped(status({ status: "warning" })), receivedAt)).toMatchObject({
      deliveries: [],
      ignored: ["status warning"],
    });
    expect(
      readWhatsAppEvent(
        wrapped(status({ status: "Message retries exhausted, dropping message." })),
        receivedAt,
      ),
    ).toMatchObject({
      deliveries: [{ status: "failed" }],
    });
  });
});

describe("what cannot be understood", () => {
  it.each([
    ["no JSON", "secret words"],
    ["foreign JSON", JSON.stringify({ note: "secret words" })],
    [
      "an entry that is cut off",
      wrapped({ whatsAppWebhookEntry: '{"id":"1","changes":[{"value":{"secret words' }),
    ],
    [
      "a message without an id",
      wrapped(event(inbound([{ ...text, id: undefined, text: { body: "secret words" } }]))),
    ],
    [
      "a message from nobody",
      wrapped(event(inbound([{ ...text, from: undefined, text: { body: "secret words" } }]))),
    ],
    [
      "a body of another type",
      wrapped(event(inbound([{ ...text, text: { body: ["secret words"] } }]))),
    ],
  ])("is an error that holds nothing of it: %s", (_, body) => {
    const read = () => readWhatsAppEvent(body, receivedAt);
    expect(read).toThrow(expect.objectContaining({ name: "UnreadablePayloadError" }));
    expect(read).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("secret") }),
    );
  });
});
