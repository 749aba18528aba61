import * as v from "valibot";
import type { Person } from "../phones/person";
import type { Phone } from "../phones/phone";
import type { PhoneNumber } from "../phones/phone-number";
import { messageOrigin, personContent } from "../phones/whatsapp-content";
import { WhatsAppPhone } from "../phones/whatsapp-phone";
import type { World } from "../world";
import { ControlError, entries, found, nextOf, nothing, route, span } from "./route";
import { channel, hop, person, phoneMessage, phoneNumber, provider } from "./views";

const onePhone = { number: phoneNumber, channel };

/** People, their phones, and what is on them. */
export const peopleRoutes = {
  "POST /people": route({
    summary: "Somebody gets a phone: SMS, and WhatsApp unless they have none",
    input: v.strictObject({
      ...person.entries,
      // WhatsApp help center, "How to edit your profile".
      name: v.pipe(person.entries.name, v.maxLength(25, "a name has at most 25 characters")),
    }),
    answer: person,
    // The union of the two kinds of person is checked there: who hides the number needs a BSUID.
    run: ({ carriers }, somebody) => {
      const owned = carriers.network
        .businessNumbers()
        .some(({ number }) => number === somebody.number);
      if (owned) throw new ControlError(422, `${somebody.number} is a business's number.`);
      return carriers.network.addPerson(personOf(somebody));
    },
  }),
  "GET /people": route({
    summary: "Everybody who has a phone",
    input: nothing,
    answer: v.array(person),
    run: ({ carriers }) => carriers.network.people(),
  }),
  "GET /business-numbers": route({
    summary: "The numbers that people can write to, and who carries them",
    input: nothing,
    answer: v.array(v.object({ channel, provider, number: phoneNumber })),
    run: ({ carriers }) => carriers.network.businessNumbers(),
  }),
  "GET /phones/{number}/{channel}": route({
    summary: "A phone, every message on it, and the businesses that it shows typing",
    input: v.strictObject(onePhone),
    answer: v.object({
      person,
      on: v.boolean(),
      /** The businesses that the person sees typing now. */
      typing: v.array(phoneNumber),
      readReceipts: v.picklist(["on", "off"]),
      messages: v.array(phoneMessage),
    }),
    run: (world, input) => {
      const phone = phoneOf(world, input);
      const onWhatsApp = phone instanceof WhatsAppPhone ? phone : undefined;
      return {
        person: phone.person,
        on: phone.isOn(),
        typing: onWhatsApp?.typing() ?? [],
        readReceipts: onWhatsApp?.readReceipts ?? "off",
        messages: phone.messages(),
      };
    },
  }),
  "PUT /phones/{number}/whatsapp/read-receipts": route({
    summary: "Whether businesses are told that the person has read a message",
    input: v.strictObject({ number: phoneNumber, readReceipts: v.picklist(["on", "off"]) }),
    answer: nothing,
    run: (world, { number, readReceipts }) => {
      whatsAppOf(world, number).readReceipts = readReceipts;
      return {};
    },
  }),
  "POST /phones/{number}/{channel}/messages": route({
    summary: "The person writes to a business number: text, or on WhatsApp another kind",
    input: v.strictObject({
      ...onePhone,
      to: phoneNumber,
      content: personContent,
      origin: v.optional(messageOrigin, {}),
    }),
    answer: phoneMessage,
    run: (world, { to, content, origin, ...input }) => {
      const phone = phoneOf(world, input);
      if (phone instanceof WhatsAppPhone) return phone.write(to, content, origin);
      if (content.type === "text") return phone.write(to, content.body);
      throw new ControlError(422, `By SMS a person writes text, and no ${content.type}.`);
    },
  }),
  "POST /phones/{number}/whatsapp/taps": route({
    summary: "The person taps a button of a message, or chooses a row of its list",
    input: v.strictObject({
      number: phoneNumber,
      messageId: v.string(),
      choice: v.pipe(v.string(), v.metadata({ description: "its id or payload, or its words" })),
    }),
    answer: phoneMessage,
    run: (world, { number, messageId, choice }) => whatsAppOf(world, number).tap(messageId, choice),
  }),
  "POST /phones/{number}/whatsapp/number-change": route({
    summary: "The person takes their WhatsApp to another number: the businesses are told of it",
    input: v.strictObject({
      number: phoneNumber,
      newNumber: phoneNumber,
      newBsuid: v.exactOptional(v.string()),
    }),
    answer: person,
    run: ({ carriers }, { number, ...change }) => carriers.network.changeNumber(number, change),
  }),
  "PUT /phones/{number}/whatsapp/marketing": route({
    summary: "The person stops a business's marketing messages on WhatsApp, or takes them again",
    input: v.strictObject({
      number: phoneNumber,
      businessNumber: phoneNumber,
      value: v.picklist(["stop", "resume"]),
    }),
    answer: nothing,
    run: (world, { number, businessNumber, value }) => {
      whatsAppOf(world, number).setMarketing(businessNumber, value);
      return {};
    },
  }),
  "POST /phones/{number}/{channel}/read": route({
    summary: "The person opens the chat with a business number: what was delivered is read",
    input: v.strictObject({ ...onePhone, businessNumber: phoneNumber }),
    answer: nothing,
    run: (world, { businessNumber, ...input }) => {
      phoneOf(world, input).openChat(businessNumber);
      return {};
    },
  }),
  "PUT /phones/{number}/{channel}/power": route({
    summary: "Turns a phone off, or on again: then what waited for it arrives",
    input: v.strictObject({ ...onePhone, on: v.boolean() }),
    answer: nothing,
    run: (world, { on, ...input }) => {
      const phone = phoneOf(world, input);
      if (on) phone.turnOn();
      else phone.turnOff();
      return {};
    },
  }),
  "GET /traces/{id}": route({
    summary:
      "Every hop of what a message belongs to, by its id on the phone or a published event's",
    input: v.strictObject({ id: v.string() }),
    answer: v.array(hop),
    run: ({ cloud }, { id }) => [...found(cloud.traces.of(id), `trace of "${id}"`)],
  }),
  "GET /messages": route({
    summary: "Every news of a message on any phone since a cursor, as it stood then",
    input: v.strictObject({ ...span, person: v.optional(phoneNumber) }),
    answer: entries(phoneMessage),
    run: ({ messages }, input) => ({
      entries: messages
        .since(input.since, input.until)
        .filter((message) => input.person === undefined || message.person === input.person),
      next: nextOf(input, messages.cursor),
    }),
  }),
};

function phoneOf(
  { carriers }: World,
  { number, channel }: { readonly number: PhoneNumber; readonly channel: "whatsapp" | "sms" },
): Phone {
  return found(carriers.network.phoneOf(channel, number), `${channel} phone with ${number}`);
}

function whatsAppOf({ carriers }: World, number: PhoneNumber): WhatsAppPhone {
  const phone = carriers.network.phoneOf("whatsapp", number);
  return found(phone instanceof WhatsAppPhone ? phone : undefined, `whatsapp phone with ${number}`);
}

function personOf({ hidesNumber, bsuid, ...rest }: v.InferOutput<typeof person>): Person {
  if (!hidesNumber) return { ...rest, ...(bsuid === undefined ? {} : { bsuid }) };
  return { ...rest, hidesNumber, bsuid: found(bsuid, "BSUID, and who hides the number needs one") };
}
