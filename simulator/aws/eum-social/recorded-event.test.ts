import { readRecordedEvent } from "./recorded-event";

const value = {
  messaging_product: "whatsapp",
  metadata: { display_phone_number: "+1 202-555-0100", phone_number_id: "100000000000002" },
  contacts: [{ profile: { name: "Ana" }, wa_id: "12025550142" }],
  messages: [
    {
      from: "12025550142",
      id: "wamid.1",
      timestamp: "1762827867",
      text: { body: "BB" },
      type: "text",
    },
  ],
};
const entry = { id: "100000000000001", changes: [{ value, field: "messages" }] };
const event = (whatsAppWebhookEntry: unknown = JSON.stringify(entry)) =>
  JSON.stringify({
    context: {},
    whatsAppWebhookEntry,
    aws_account_id: "XXXX",
    message_timestamp: "2025-11-11T02:24:28.476795989Z",
  });
const notification = (message = event()) =>
  JSON.stringify({ Type: "Notification", MessageId: "1", Message: message });
const withMessage = (part: object) => ({
  ...entry,
  changes: [
    { field: "messages", value: { ...value, messages: [{ ...value.messages[0], ...part }] } },
  ],
});

test("says whose number it is about, who wrote, and when", () => {
  const text = event();
  const businessNumber = "+12025550100";
  const ids = { metaWabaId: "100000000000001", metaPhoneNumberId: "100000000000002" };
  expect(readRecordedEvent(text)).toEqual({
    envelopes: [{ text, entry, businessNumber, ...ids }],
    businessNumber,
    ...ids,
    at: Date.parse("2025-11-11T02:24:28.476Z"),
    people: [{ name: "Ana", number: "+12025550142", wroteTo: businessNumber, at: 1762827867000 }],
    messages: [{ id: "wamid.1", kind: "text", text: "BB", at: 1762827867000 }],
  });
});

describe("is read out of what people record:", () => {
  test.each([
    ["AWS's message", event(), true],
    ["a file with a byte order mark", `\uFEFF${event()}`, true],
    ["an SNS notification", notification(), true],
    ["a Lambda event of SQS", JSON.stringify({ Records: [{ body: notification() }] }), true],
    ["the same with raw delivery", JSON.stringify({ Records: [{ body: event() }] }), true],
    ["a Lambda event of SNS", JSON.stringify({ Records: [{ Sns: { Message: event() } }] }), true],
    [
      "Meta's webhook",
      JSON.stringify({ object: "whatsapp_business_account", entry: [entry] }),
      false,
    ],
    ["an entry", JSON.stringify(entry), false],
  ])("%s", (_, text, inEnvelope) => {
    const recorded = readRecordedEvent(text);
    expect(recorded).toMatchObject({
      envelopes: [{ entry, ...(inEnvelope ? { text: event() } : {}) }],
      businessNumber: "+12025550100",
      messages: [{ text: "BB" }],
    });
    if (!inEnvelope) expect(recorded.envelopes[0]).not.toHaveProperty("text");
  });

  test("a change or a value, which name no WABA", () => {
    for (const part of [entry.changes[0], value])
      expect(readRecordedEvent(JSON.stringify(part)).envelopes).toEqual([
        {
          entry: { changes: [{ value, field: "messages" }] },
          businessNumber: "+12025550100",
          metaPhoneNumberId: "100000000000002",
        },
      ]);
  });

  test("a batch, each event of it", () => {
    const batch = { Records: [{ body: notification() }, { body: event() }] };
    expect(readRecordedEvent(JSON.stringify(batch)).envelopes).toHaveLength(2);
  });
});

test("names the files in its messages by their ids at Meta", () => {
  const image = { type: "image", image: { id: "201", mime_type: "image/jpeg", caption: "Lunch" } };
  const text = JSON.stringify(withMessage({ text: undefined, ...image }));
  expect(readRecordedEvent(text).envelopes).toMatchObject([
    { media: [{ id: "201", mimeType: "image/jpeg" }] },
  ]);
  expect(readRecordedEvent(event()).envelopes[0]).not.toHaveProperty("media");
});

test.each([
  ["message_template_status_update", { event: "APPROVED", message_template_id: 1 }],
  ["message_template_quality_update", { new_quality_score: "RED", message_template_id: 1 }],
  ["template_category_update", { new_category: "MARKETING", message_template_id: 1 }],
  ["account_update", { event: "ACCOUNT_DELETED" }],
])("an event of the account, %s, has no number, and its entry's time", (field, value) => {
  const whole = { id: "100000000000001", time: 1795512600, changes: [{ value, field }] };
  const recorded = readRecordedEvent(JSON.stringify(whole));
  expect(recorded).toMatchObject({ at: 1795512600000, people: [], messages: [] });
  expect(recorded).not.toHaveProperty("businessNumber");
  expect(readRecordedEvent(JSON.stringify(value)).envelopes[0]?.entry).toEqual({
    changes: [{ value, field }],
  });
});

test("a phone number's event names it", () => {
  const value = { display_phone_number: "12025550100", event: "THROUGHPUT_UPGRADE" };
  expect(readRecordedEvent(JSON.stringify(value))).toMatchObject({
    businessNumber: "+12025550100",
    envelopes: [{ entry: { changes: [{ field: "phone_number_quality_update" }] } }],
  });
});

test.each([
  [
    "a file that was cut short",
    event().slice(0, 200),
    /^The recorded event is not JSON, or was cut short: /,
  ],
  [
    "an entry that was cut short",
    event(JSON.stringify(entry).slice(0, 60)),
    /^whatsAppWebhookEntry is not JSON, or was cut short: /,
  ],
  [
    "a notification that was cut short inside",
    notification(event().slice(0, 60)),
    /^The recorded event's Message is not JSON, or was cut short: /,
  ],
  [
    "another service's event",
    JSON.stringify({ eventType: "TEXT_DELIVERED" }),
    /^The recorded event is not an event of AWS End User Messaging Social, nor /,
  ],
  [
    "a record of another service",
    JSON.stringify({ Records: [{ s3: {} }] }),
    /^Records\[0\] is a record neither of SQS nor of SNS/,
  ],
  ["an entry as an object", event(entry), /at whatsAppWebhookEntry/],
  [
    "a message without metadata",
    event(JSON.stringify({ id: "1", changes: [{ field: "messages", value: {} }] })),
    /at changes\.0\.value\.metadata/,
  ],
  ["no changes", event(JSON.stringify({ id: "1", changes: [] })), /it has no changes/],
  [
    "a time in milliseconds",
    JSON.stringify(withMessage({ timestamp: "1762827867000" })),
    /at changes\.0\.value\.messages\.0\.timestamp, it is 1762827867000, a time in milliseconds, and WhatsApp gives seconds \(1762827867\)\.$/,
  ],
  [
    "a time of eleven digits",
    JSON.stringify(withMessage({ timestamp: "17628278670" })),
    /timestamp, it is 17628278670, and a time in seconds since 1970 has ten digits\.$/,
  ],
  [
    "a time of 0",
    JSON.stringify({ ...entry, time: 0 }),
    /at time, it is 0, and a time in seconds since 1970 has ten digits\.$/,
  ],
  [
    "a number that is none",
    JSON.stringify(withMessage({ from: "me" })),
    /from, it is not a phone number of digits alone/,
  ],
  ["no records", JSON.stringify({ Records: [] }), /holds nothing/],
  ["nothing", "", /^The recorded event is empty\.$/],
  ["a mere byte order mark", "\uFEFF\n", /^The recorded event is empty\.$/],
  ["a number", "42", /is not an event/],
])("%s is one clear sentence", (_, text, sentence) => {
  expect(() => readRecordedEvent(text)).toThrow(sentence);
  expect(() => readRecordedEvent(text)).toThrow(/^[^\n]*\.$/);
});
