import type { DeliveryEvent } from "../delivery/event";
import { phoneNumber } from "./channel";
import {
  type ConversationItem,
  conversationGroup,
  deduplicationId,
  loggableItem,
} from "./conversation-item";
import type { AttemptId, OutboundMessageId } from "./message-id";

const phone = { kind: "phone", value: "+12025550199" } as const;
const waId = { kind: "waId", value: "12025550199" } as const;
const wamid = "wamid.HBgLMTIwMjU1NTAxMDEVAgASGBQzQQA=";
const messageId = "m-1" as OutboundMessageId;

const inbound = (channel: "whatsapp" | "sms", from: typeof phone | typeof waId) =>
  ({
    kind: "inbound",
    message: {
      channel,
      provider: "aws",
      providerMessageId: wamid,
      businessNumber: phoneNumber("+12025550101"),
      from: [from],
      content: { type: "text", body: "Two eggs" },
      writtenAt: 1,
      receivedAt: 1,
    },
  }) as const;
const person: ConversationItem = {
  kind: "person",
  event: {
    channel: "whatsapp",
    provider: "aws",
    eventId: wamid,
    who: [{ kind: "bsuid", value: "US.1" }, waId],
    at: 1,
    kind: "marketing-preference",
    wanted: false,
  },
};
const undelivered = (attemptId?: AttemptId): ConversationItem => {
  const event: DeliveryEvent = {
    channel: "whatsapp",
    provider: "aws",
    providerMessageIds: ["p-1", "p-2"],
    status: "failed",
    receivedAt: 1,
  };
  return { kind: "undelivered", event: attemptId ? { ...event, attemptId } : event };
};
const wakeUp: ConversationItem = {
  kind: "wake-up",
  wakeUp: { about: "look-up", messageId, group: "g", queue: "sends", dueAt: 5 },
};

test("a person's items are taken in order, whatever form of their number a provider has", () => {
  const group = "whatsapp:number:12025550199";
  expect(conversationGroup(inbound("whatsapp", phone))).toBe(group);
  expect(conversationGroup(inbound("whatsapp", waId))).toBe(group);
  expect(conversationGroup(person)).toBe(group);
  expect(conversationGroup(inbound("sms", phone))).toBe("sms:number:12025550199");
});

test("a failure is in its attempt's group, and a wake-up in the one it came from", () => {
  expect(conversationGroup(undelivered("m-1.1" as AttemptId))).toBe("attempt:m-1.1");
  expect(conversationGroup(undelivered())).toBe("attempt:p-1");
  expect(conversationGroup(wakeUp)).toBe("g");
});

test("an item that comes twice has one deduplication id, and a wake-up one each time it is due", () => {
  const items = [inbound("whatsapp", phone), person, undelivered("m-1.1" as AttemptId), wakeUp];
  expect(items.map(deduplicationId)).toEqual([
    `aws:${wamid}`,
    `aws:marketing-preference:${wamid}`,
    "m-1.1:failed",
    "m-1:look-up:5",
  ]);
  expect(deduplicationId(undelivered())).toBe("p-1:failed");
});

test("an item in a log names nobody", () => {
  const id = expect.stringMatching(/^wamid#/);
  expect(loggableItem(inbound("whatsapp", phone))).toEqual({ item: "inbound", id });
  expect(loggableItem(person)).toEqual({ item: "person.marketing-preference", id });
  expect(loggableItem(undelivered("m-1.1" as AttemptId))).toEqual({
    item: "undelivered",
    id: "m-1.1",
  });
  expect(loggableItem(wakeUp)).toEqual({ item: "wake-up.look-up", id: "m-1" });
});
