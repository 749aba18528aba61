import { phoneNumber } from "../../../shared/domain/message/channel";
import type { SenderView } from "../product";
import { chatsOn, unreadIn, windowEnd } from "./chats";
import type { PhoneMessage } from "./state";

const A: SenderView = { key: "A", channel: "whatsapp", number: "+12065550101", provider: "twilio" };
const B: SenderView = { key: "B", channel: "whatsapp", number: "+12065550102", provider: "aws" };
const sms: SenderView = { key: "sms", channel: "sms", number: "+12065550103", provider: "aws" };

const from = (sender: SenderView, id: string, more: Partial<PhoneMessage> = {}): PhoneMessage => ({
  id,
  channel: sender.channel,
  provider: sender.provider,
  direction: "from-business",
  person: phoneNumber("+12065550142"),
  businessNumber: phoneNumber(sender.number),
  text: "248 kcal",
  at: 0,
  tick: "delivered",
  ...more,
});

const state = (senders: readonly SenderView[], messages: readonly PhoneMessage[]) => ({
  product: {
    stack: "dev",
    person: { name: "Maya", number: "+12065550142" },
    senders,
    rollout: { awsWeight: 10, weightInForce: 10, stage: "primary" as const },
    functionNames: {},
  },
  messages,
});

test("each number of the channel has a chat with its own messages, also before the first one", () => {
  const chats = chatsOn(state([A, B, sms], [from(B, "1"), from(sms, "2")]), "whatsapp");
  expect(chats.map(({ sender, messages }) => [sender, messages.map(({ id }) => id)])).toEqual([
    ["A", []],
    ["B", ["1"]],
  ]);
});

test("other people's messages are not on these phones", () => {
  const foreign = from(B, "1", { person: phoneNumber("+12065550199") });
  expect(chatsOn(state([B], [foreign]), "whatsapp")[0]?.messages).toEqual([]);
});

test("a retired number keeps its messages and has no sender to write to", () => {
  const chats = chatsOn(state([B], [from(A, "1")]), "whatsapp");
  expect(chats.map(({ number, provider, sender }) => ({ number, provider, sender }))).toEqual([
    { number: B.number, provider: "aws", sender: "B" },
    { number: A.number, provider: "twilio", sender: undefined },
  ]);
});

test("unread is what the business wrote and the person has not seen", () => {
  const [chat] = chatsOn(
    state(
      [B],
      [from(B, "1"), from(B, "2", { tick: "read" }), from(B, "3", { direction: "from-person" })],
    ),
    "whatsapp",
  );
  expect(chat && unreadIn(chat)).toBe(1);
});

test("a WhatsApp window is open for 24 hours after the person last wrote, whatever came since", () => {
  const wrote = (at: number, sender: SenderView) =>
    from(sender, `at ${at}`, { at, direction: "from-person" });
  const messages = [wrote(1000, B), wrote(5000, B), from(B, "answer", { at: 9000 }), wrote(1, sms)];
  const ends = (channel: SenderView["channel"]) =>
    chatsOn(state([A, B, sms], messages), channel).map((chat) => [chat.sender, windowEnd(chat)]);
  expect(ends("whatsapp")).toEqual([
    ["A", undefined],
    ["B", 5000 + 24 * 3_600_000],
  ]);
  expect(ends("sms")).toEqual([["sms", undefined]]);
});
