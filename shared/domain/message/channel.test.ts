import { phoneNumber, senderWrittenTo } from "./channel";

test.each([
  ["whatsapp", "twilio", "A"],
  ["whatsapp", "aws", "B"],
  ["sms", "aws", "sms"],
  ["sms", "twilio", "sms"],
] as const)("a message by %s from %s came in by %s", (channel, provider, sender) => {
  expect(senderWrittenTo({ channel, provider })).toBe(sender);
});

test.each(["+12025550142", "+4915123456789", "+1234567", "+123456789012345"])(
  "%s is a number in E.164",
  (text) => expect(phoneNumber(text)).toBe(text),
);

test.each(["", "12025550142", "+02025550142", "+123456", "+1234567890123456", "+1202555014x"])(
  "%p is none, which is said without repeating it",
  (text) => expect(() => phoneNumber(text)).toThrow(/^What should be a phone number is not one/),
);
