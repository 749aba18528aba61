import { conversationGroup, deduplicationId } from "../../domain/message/conversation-item";
import { readConversationItem, readSendItem } from "./conversation-item-wire";

/*
 * Items as each released version wrote them into its queue. A dead-letter queue keeps them for 14
 * days, across deployments: what stands here once is never changed, a new version adds its own.
 */
const recorded = {
  "the first release: a WhatsApp text, without a version and a time of writing":
    '{"kind":"inbound","message":{"channel":"whatsapp","provider":"aws","providerMessageId":' +
    '"wamid.HBgLMTIwMjU1NTAxMDEVAgASGBQzQQA=","businessNumber":"+12025550142","from":[{"kind":' +
    '"waId","value":"12025550101"}],"profileName":"Ada","content":{"type":"text","body":' +
    '"two eggs"},"sentAt":1795500000000,"receivedAt":1795500000400}}',
  "the first release: an SMS, whose time nobody told":
    '{"kind":"inbound","message":{"channel":"sms","provider":"aws","providerMessageId":"sms-1",' +
    '"businessNumber":"+12065550188","from":[{"kind":"phone","value":"+12025550101"}],' +
    '"content":{"type":"unsupported","kind":"empty"},"receivedAt":1795500000400}}',
  "version 1: a message":
    '{"v":1,"kind":"inbound","message":{"channel":"whatsapp","provider":"twilio",' +
    '"providerMessageId":"SM00000000000000000000000000000001","businessNumber":"+12025550171",' +
    '"from":[{"kind":"phone","value":"+12025550101"},{"kind":"waId","value":"12025550101"}],' +
    '"content":{"type":"choice","title":"Yes","id":"yes"},"writtenAt":1795500000000,' +
    '"receivedAt":1795500000400}}',
  "version 1: what a provider tells of a person":
    '{"v":1,"kind":"person","event":{"kind":"marketing-preference","channel":"whatsapp",' +
    '"provider":"aws","eventId":"e-1","who":[{"kind":"waId","value":"12025550101"}],' +
    '"at":1795500000000,"wanted":false}}',
  "version 1: a failure that was reported later":
    '{"v":1,"kind":"undelivered","event":{"channel":"whatsapp","provider":"aws","attemptId":' +
    '"m-00000000000000000000000000000001.1","providerMessageIds":["aws-1"],"status":"failed",' +
    '"receivedAt":1795500000400,"refusal":{"disposition":"suppress","code":"131050","alarm":false,' +
    '"known":true,"suppression":"marketing-opt-out","explanation":"x"}}}',
  "version 1: a wake-up":
    '{"v":1,"kind":"wake-up","wakeUp":{"about":"attempt","messageId":' +
    '"m-00000000000000000000000000000001","group":"whatsapp:number:12025550101","queue":' +
    '"conversation","dueAt":1795500000000}}',
} as const;

test.each(Object.entries(recorded))("%s is still read", (_, body) => {
  const item = readConversationItem(body);
  expect(item.kind).toBe((JSON.parse(body) as { kind: string }).kind);
  expect([conversationGroup(item), deduplicationId(item)]).toEqual([
    expect.stringMatching(/^(whatsapp|sms|attempt|message):/),
    expect.stringMatching(/\S/),
  ]);
});

test("what the first release did not know is told from what it knew", () => {
  const [withTime = "", without = ""] = Object.values(recorded);
  expect(readConversationItem(withTime)).toMatchObject({
    message: { writtenAt: 1795500000000 },
  });
  expect(readConversationItem(without)).toMatchObject({ message: { writtenAt: 1795500000400 } });
});

test.each([
  ["no JSON", "secret words", /^A conversation item is not JSON/],
  ["a version of tomorrow", '{"v":2,"kind":"inbound"}', /has version 2, which is unknown/],
  ["a kind of tomorrow", '{"v":1,"kind":"secret words"}', /^A conversation item cannot be read/],
  [
    "a message from nobody",
    recorded["version 1: a message"].replace(/"from":\[.*?\]/, '"from":[]'),
    /from/,
  ],
])("%s is refused, in words that hold nothing of it", (_, body, words) => {
  const read = () => readConversationItem(body);
  expect(read).toThrow(words);
  expect(read).toThrow(expect.objectContaining({ message: expect.not.stringContaining("secret") }));
});

test("the queue of what the business starts has its own items", () => {
  const messageId = "m-00000000000000000000000000000001";
  expect(readSendItem(JSON.stringify({ v: 1, kind: "request", messageId }))).toMatchObject({
    kind: "request",
    messageId,
  });
  expect(readSendItem(recorded["version 1: a wake-up"]).kind).toBe("wake-up");
  expect(() => readSendItem(recorded["version 1: a message"])).toThrow(/^An item to send/);
});
