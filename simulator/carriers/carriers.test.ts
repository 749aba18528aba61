import { readRecordedEvent } from "../aws/eum-social/recorded-event";
import { call } from "../gateway/wire-server.testing";
import { noUnkindness } from "../kernel/unkindness";
import { phoneNumber } from "../phones/phone-number";
import { mealCheckIn } from "../whatsapp/template.testing";
import { FakeCarrierCloud } from "./carrier-cloud.testing";
import { startCarriers } from "./carriers";

const numberA = phoneNumber("+12025550120");
const numberB = phoneNumber("+12025550100");
const ana = { name: "Ana", number: phoneNumber("+12025550142") };

function start() {
  const cloud = new FakeCarrierCloud();
  const carriers = startCarriers(cloud, { unkindness: noUnkindness });
  carriers.twilio.configureSender({
    accountSid: "AC1",
    authToken: "t",
    number: numberA,
    inboundWebhookUrl: "https://a.example/",
    contents: {},
  });
  carriers.eumSocial.link({
    wabaId: "waba-0123456789abcdef0123456789abcdef",
    phoneNumberId: "phone-number-id-0123456789abcdef0123456789abcdef",
    metaWabaId: "1",
    metaPhoneNumberId: "2",
    phoneNumber: numberB,
    displayName: "AI Nutritionist",
    templates: [mealCheckIn],
  });
  carriers.network.addPerson(ana);
  return { cloud, ...carriers };
}

test("the carriers are where the cloud finds them", () => {
  const { cloud } = start();
  expect(cloud.services.map(({ scope }) => scope)).toEqual(["social-messaging", "sms-voice"]);
  expect(cloud.hosts.map(({ host }) => host)).toEqual([
    "api.twilio.com",
    "content.twilio.com",
    "messaging.twilio.com",
    "mms.twiliocdn.com",
  ]);
});

test("each number is at one provider, and a number at none is an error that names those there are", async () => {
  const { cloud, network, twilio } = start();
  const phone = network.whatsApp(ana.number);
  expect([phone.write(numberA, "Hi").provider, phone.write(numberB, "Hi").provider]).toEqual([
    "twilio",
    "aws",
  ]);
  await cloud.activity.quiet();
  twilio.removeSender(numberA);
  expect(() => phone.write(numberA, "Hi")).toThrow(
    `No business has the WhatsApp number ${numberA}. Numbers that can be written to: ${numberB} (aws).`,
  );
});

test("a file of a recorded event is at Meta, by the id that it had", async () => {
  const { eumSocial } = start();
  const image = { id: "100000000000202", mime_type: "image/jpeg", sha256: "x" };
  const value = {
    metadata: { display_phone_number: numberB.slice(1), phone_number_id: "2" },
    contacts: [],
    messages: [
      { from: "12025550177", id: "wamid.1", timestamp: "1795512600", type: "image", image },
    ],
  };
  const recorded = JSON.stringify({ id: "1", changes: [{ value, field: "messages" }] });
  await eumSocial.publishRecorded(readRecordedEvent(recorded));
  const { mimeType } = (await call(eumSocial, "GetWhatsAppMessageMedia", {
    mediaId: image.id,
    originationPhoneNumberId: "phone-number-id-0123456789abcdef0123456789abcdef",
    metadataOnly: true,
  })) as { mimeType: string };
  expect(mimeType).toBe("image/jpeg");
});

test("a recorded event is published as it is, and its writer can be answered", async () => {
  const { cloud, network, eumSocial } = start();
  const from = phoneNumber("+12025550177");
  const at = cloud.clock.now();
  const value = {
    metadata: { display_phone_number: numberB.slice(1), phone_number_id: "2" },
    contacts: [{ profile: { name: "Kim" }, wa_id: from.slice(1) }],
    messages: [
      {
        from: from.slice(1),
        id: "wamid.1",
        timestamp: String(Math.floor(at / 1000)),
        type: "text",
        text: { body: "BB" },
      },
    ],
  };
  const recorded = JSON.stringify({
    whatsAppWebhookEntry: JSON.stringify({ id: "1", changes: [{ value, field: "messages" }] }),
    message_timestamp: new Date(at).toISOString(),
  });
  await eumSocial.publishRecorded(readRecordedEvent(recorded));
  expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
    "WABA waba-0123456789abcdef0123456789abcdef has no event destination: the recorded event is lost.",
  ]);
  await call(eumSocial, "PutWhatsAppBusinessAccountEventDestinations", {
    id: "waba-0123456789abcdef0123456789abcdef",
    eventDestinations: [{ eventDestinationArn: "arn:aws:sns:eu-central-1:123456789012:t" }],
  });
  await eumSocial.publishRecorded(readRecordedEvent(recorded));
  expect(cloud.published.map(({ message }) => message)).toEqual([recorded]);

  const send = { messaging_product: "whatsapp", to: from, type: "text", text: { body: "Hello" } };
  await call(eumSocial, "SendWhatsAppMessage", {
    originationPhoneNumberId: "phone-number-id-0123456789abcdef0123456789abcdef",
    metaApiVersion: "v23.0",
    message: Buffer.from(JSON.stringify(send)).toString("base64"),
  });
  await cloud.activity.quiet();
  expect(network.personOf(from)?.name).toBe("Kim");
  expect(network.whatsApp(from).received()).toMatchObject([{ text: "Hello", tick: "delivered" }]);
});
