import type { InboundContent } from "../domain/content/content";
import {
  type InboundEventKind,
  inboundEvents,
  inboundKinds,
} from "../domain/content/inbound-kinds";
import { phoneNumber } from "../domain/message/channel";
import type { InboundItem } from "../domain/message/inbound-item";
import { readSmsEvent } from "./aws/sms-event";
import { example, read } from "./aws/whatsapp-events.testing";
import { metaMessageKinds } from "./aws/whatsapp-kinds";
import { readTwilioInbound } from "./twilio/twilio-webhook-form";

/*
 * What the table of inbound kinds says of each wire, held to what the readers make of published
 * payloads: those in examples/events (sources in its README), and Twilio's fields.
 */

type Kind = InboundContent["type"];

const fromMeta: Readonly<Record<Kind, readonly string[]>> = {
  text: ["text", "text-reply", "text-forwarded", "text-from-ad", "text-from-username"],
  image: ["image"],
  video: ["video"],
  audio: ["audio-voice"],
  document: ["document"],
  sticker: ["sticker"],
  location: ["location"],
  contacts: ["contacts"],
  choice: ["button", "interactive-button-reply", "interactive-list-reply"],
  "form-reply": ["interactive-flow-reply"],
  order: ["order"],
  unsupported: ["unsupported"],
  reaction: ["reaction", "reaction-removed"],
};

const media = (MediaContentType0: string) => ({
  NumMedia: "1",
  MediaUrl0: "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1",
  MediaContentType0,
});

const fromTwilio: Readonly<Record<Kind, Record<string, string>>> = {
  text: { MessageType: "text", Body: "two eggs" },
  image: media("image/jpeg"),
  video: media("video/mp4"),
  audio: media("audio/ogg"),
  document: media("application/pdf"),
  sticker: media("image/webp"),
  location: { Latitude: "38.9", Longitude: "-77.0" },
  contacts: media("text/vcard"),
  choice: { ButtonText: "Yes", ButtonPayload: "yes" },
  "form-reply": { MessageType: "interactive", InteractiveData: "{}" },
  order: { MessageType: "order" },
  unsupported: { MessageType: "poll_creation" },
  reaction: { MessageType: "reaction", Body: "👍" },
};

const kindOf = ([item]: readonly InboundItem[]) =>
  item?.kind === "message" ? item.message.content.type : item?.kind;

const kinds = Object.keys(fromMeta) as Kind[];

it.each(kinds)("number B: %s", (kind) => {
  for (const name of fromMeta[kind]) {
    // A reaction is told of a message; it is no message itself.
    expect([name, kindOf(read(example(name)))]).toEqual([
      name,
      kind === "reaction" ? "person" : kind,
    ]);
  }
  expect(inboundKinds.B[kind].how).not.toBe("refused");
});

it.each(kinds)("number A: %s", (kind) => {
  const form = new URLSearchParams({
    MessageSid: "SM1",
    From: "whatsapp:+12025550199",
    To: "whatsapp:+12025550100",
    Body: "",
    NumMedia: "0",
    ...fromTwilio[kind],
  });
  const ours = phoneNumber("+12025550100");
  const items = readTwilioInbound({ form, ours, reachedAt: 1, now: 1 });
  const isCarried = inboundKinds.A[kind].how !== "refused";
  expect(kindOf(items) === kind).toBe(isCarried);
});

it("SMS: text, and a message without any", () => {
  const carried = kinds.filter((kind) => inboundKinds.sms[kind].how !== "refused");
  const kindOfSms = (messageBody: string) => {
    const sms = {
      originationNumber: "+12025550199",
      destinationNumber: "+12025550102",
      messageBody,
      inboundMessageId: "i-1",
    };
    return kindOf(
      readSmsEvent({ body: JSON.stringify(sms), now: 1 }, [phoneNumber("+12025550102")]),
    );
  };
  expect([kindOfSms("eggs"), kindOfSms("")].sort()).toEqual(carried.sort());
});

const eventsFromMeta: Readonly<Record<InboundEventKind, readonly string[]>> = {
  deleted: ["revoke"],
  edited: ["edit"],
  reacted: ["reaction"],
  "reaction-removed": ["reaction-removed"],
  "aliases-changed": ["system-number-change", "system-user-id-change", "user-id-update"],
  "marketing-preference": ["user-preferences"],
};

it.each(Object.keys(eventsFromMeta) as InboundEventKind[])("number B: %s", (kind) => {
  for (const name of eventsFromMeta[kind]) {
    const [item] = read(example(name));
    const event = item?.kind === "person" ? item.event : undefined;
    const told = event?.kind === "message-changed" ? event.change : event?.kind;
    expect([name, told]).toEqual([name, kind]);
  }
  expect(inboundEvents.B[kind].how).toBe("native");
});

it("every type of message that Meta's reference has is read by a reader of its own", () => {
  // Meta, webhook reference, `messages`: its pages; `request_welcome` is seen in payloads.
  expect([...metaMessageKinds].sort()).toEqual(
    [
      "audio",
      "button",
      "contacts",
      "document",
      "edit",
      "image",
      "interactive",
      "location",
      "order",
      "reaction",
      "request_welcome",
      "revoke",
      "sticker",
      "system",
      "text",
      "unsupported",
      "video",
    ].sort(),
  );
});
