import type { HandOver } from "../kernel/event-post";
import type { Carrier, PersonMessage } from "./carrier";
import type { PhoneMessage } from "./phone-message";
import { PhoneNetwork } from "./phone-network";
import { phoneNumber } from "./phone-number";

const business = phoneNumber("+12025550100");
const ana = { name: "Ana", number: phoneNumber("+12025550142") };

function start() {
  const network = new PhoneNetwork(() => 1000);
  network.addPerson(ana);
  const taken: PersonMessage[] = [];
  let settle: (outcome: HandOver) => void = () => {};
  const outcome = new Promise<HandOver>((resolve) => {
    settle = resolve;
  });
  const carrier: Carrier = {
    channel: "whatsapp",
    provider: "aws",
    numbers: () => [business],
    take: (message) => {
      taken.push(message);
      return { id: `m${taken.length}`, outcome };
    },
  };
  network.join(carrier);
  return { network, taken, settle };
}

const arrival = (id: string, news: string[] = []) => ({
  id,
  businessNumber: business,
  provider: "aws" as const,
  text: "Hello",
  onDelivered: () => void news.push("delivered"),
  onRead: () => void news.push("read"),
});

test("what a person writes is sent when taken and delivered when the business has it; listeners hear of both", async () => {
  const { network, taken, settle } = start();
  const heard: PhoneMessage[] = [];
  const stop = network.onChange((message) => heard.push(message));
  const phone = network.whatsApp(ana.number);
  expect(phone.write(business, "Hi")).toMatchObject({
    id: "m1",
    tick: "sent",
    direction: "from-person",
    at: 1000,
  });
  expect(taken).toMatchObject([{ from: ana, to: business, content: { type: "text", body: "Hi" } }]);
  settle("delivered");
  await Promise.resolve().then(() => {});
  expect(heard.map(({ tick }) => tick)).toEqual(["sent", "delivered"]);
  stop();
  phone.write(business, "again");
  expect(heard).toHaveLength(2);
});

test("a lost message keeps its one tick", async () => {
  const { network, settle } = start();
  const phone = network.whatsApp(ana.number);
  phone.write(business, "Hi");
  settle("lost");
  await new Promise(setImmediate);
  expect(phone.messages()).toMatchObject([{ tick: "sent" }]);
});

test("opening a chat reads what was delivered in it, once", () => {
  const { network } = start();
  const phone = network.whatsApp(ana.number);
  const news: string[] = [];
  phone.announce(arrival("b1"));
  expect(phone.messages()).toMatchObject([{ tick: "pending" }]);
  phone.receive(arrival("b1", news));
  phone.openChat(phoneNumber("+12025550101"));
  phone.openChat(business);
  phone.openChat(business);
  expect(news).toEqual(["delivered", "read"]);
  expect(phone.messages()).toMatchObject([{ tick: "read" }]);
});

test("a phone that is off neither writes nor gets, and catches up when it is on", () => {
  const { network } = start();
  const phone = network.whatsApp(ana.number);
  phone.turnOff();
  expect(() => phone.write(business, "Hi")).toThrow("Ana's phone is off");
  const news: string[] = [];
  phone.announce(arrival("b1"));
  phone.receive(arrival("b1", news));
  expect(phone.messages()).toMatchObject([{ tick: "sent" }]);
  phone.turnOn();
  expect(news).toEqual(["delivered"]);
  expect(phone.received()).toMatchObject([{ id: "b1", tick: "delivered" }]);
});

test("numbers that nobody has are named", () => {
  const { network } = start();
  network.addPerson({ name: "Ben", number: phoneNumber("+12025550143"), withoutWhatsApp: true });
  expect(() => network.whatsApp(phoneNumber("+12025550143"))).toThrow(
    "Nobody has WhatsApp on +12025550143",
  );
  expect(() => network.sms(phoneNumber("+12025550144"))).toThrow("+12025550144");
  expect(() => network.addPerson({ name: "Cem", number: ana.number })).toThrow(
    "+12025550142 is Ana's number already",
  );
  expect(() => network.sms(ana.number).write(business, "Hi")).toThrow(
    "No business has the SMS number +12025550100. Numbers that can be written to: none.",
  );
});

test("a phone keeps what is more than text as data, and refuses what WhatsApp does not have", () => {
  const { network, taken } = start();
  const phone = network.whatsApp(ana.number);
  const location = { type: "location", latitude: 48.1, longitude: 11.5 } as const;
  expect(phone.write(business, location)).toMatchObject({
    text: "[location 48.1, 11.5]",
    content: location,
  });
  phone.write(business, { type: "reaction", messageId: "m1", emoji: "👍" }, { replyTo: "m1" });
  expect(taken[1]).toMatchObject({ content: { emoji: "👍" }, origin: { replyTo: "m1" } });
  expect(phone.write(business, "Hi")).not.toHaveProperty("content");
  const north = { ...location, latitude: "north" } as unknown as typeof location;
  expect(() => phone.write(business, north)).toThrow(
    "WhatsApp has no such content, at latitude: Invalid type: Expected number but received",
  );
});
