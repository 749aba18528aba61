import { readRecordedEvent } from "./recorded-event";

const entry = {
  id: "509609192225796",
  changes: [
    {
      value: {
        messaging_product: "whatsapp",
        metadata: { display_phone_number: "12025550100", phone_number_id: "503650672828631" },
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
      },
      field: "messages",
    },
  ],
};
const event = (whatsAppWebhookEntry: unknown) =>
  JSON.stringify({
    context: {},
    whatsAppWebhookEntry,
    aws_account_id: "XXXX",
    message_timestamp: "2025-11-11T02:24:28.476795989Z",
  });

test("says whose number it is about, who wrote, and when", () => {
  const text = event(JSON.stringify(entry));
  expect(readRecordedEvent(text)).toEqual({
    envelope: text,
    businessNumber: "+12025550100",
    metaWabaId: "509609192225796",
    metaPhoneNumberId: "503650672828631",
    at: Date.parse("2025-11-11T02:24:28.476Z"),
    messages: [
      {
        id: "wamid.1",
        kind: "text",
        text: "BB",
        from: "+12025550142",
        profileName: "Ana",
        at: 1762827867000,
      },
    ],
  });
});

test.each([
  [
    "a file that was cut short",
    event(JSON.stringify(entry)).slice(0, 200),
    /^The recorded event is not JSON, or was cut short/,
  ],
  [
    "an entry that was cut short",
    event(JSON.stringify(entry).slice(0, 60)),
    /^whatsAppWebhookEntry is not JSON, or was cut short/,
  ],
  [
    "another service's event",
    JSON.stringify({ eventType: "TEXT_DELIVERED" }),
    /not an event of AWS End User Messaging Social: at whatsAppWebhookEntry/,
  ],
  ["an entry as an object", event(entry), /at whatsAppWebhookEntry/],
  [
    "an entry without metadata",
    event(JSON.stringify({ id: "1", changes: [{ value: {} }] })),
    /at changes\.0\.value\.metadata/,
  ],
  ["no changes", event(JSON.stringify({ id: "1", changes: [] })), /has no changes/],
  ["nothing", "", /is not JSON/],
])("%s is one clear error", (_, text, error) => {
  expect(() => readRecordedEvent(text)).toThrow(error);
});
