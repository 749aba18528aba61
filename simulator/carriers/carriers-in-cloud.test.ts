import { SendWhatsAppMessageCommand, SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import { arn } from "../aws/account/account";
import { SimulatedCloud } from "../aws/cloud";
import { Declare } from "../aws/declare.testing";
import { call } from "../gateway/wire-server.testing";
import { noUnkindness } from "../kernel/unkindness";
import { phoneNumber } from "../phones/phone-number";
import { mealCheckIn } from "../whatsapp/template.testing";
import { startCarriers } from "./carriers";

const numberB = phoneNumber("+12025550100");
const ana = { name: "Ana", number: phoneNumber("+12025550142") };
const link = {
  wabaId: "waba-0123456789abcdef0123456789abcdef",
  phoneNumberId: "phone-number-id-0123456789abcdef0123456789abcdef",
  metaWabaId: "1",
  metaPhoneNumberId: "2",
  phoneNumber: numberB,
  displayName: "AI Nutritionist",
  templates: [mealCheckIn],
};

let cloud: SimulatedCloud;

beforeEach(async () => {
  cloud = await SimulatedCloud.start({
    seed: 1,
    unkindness: { duplicateProbability: 0, shuffle: false },
  });
});

afterEach(() => cloud.stop());

test("in the simulated cloud a message reaches the queue behind the topic, and the answer goes out through the gateway", async () => {
  const { eumSocial, network } = startCarriers(cloud, { unkindness: noUnkindness });
  const declare = new Declare(cloud.controlPlane);
  await declare.topic("whatsapp", "social-messaging.amazonaws.com");
  await declare.queue("inbox");
  await declare.subscription("whatsapp", "inbox");
  eumSocial.link(link);
  network.addPerson(ana);
  const eventDestinations = [{ eventDestinationArn: arn("sns", "whatsapp") }];
  await call(eumSocial, "PutWhatsAppBusinessAccountEventDestinations", {
    id: link.wabaId,
    eventDestinations,
  });
  network.whatsApp(ana.number).write(numberB, "How many calories have two eggs?");
  await cloud.quiet();
  expect(network.whatsApp(ana.number).messages()).toMatchObject([{ tick: "delivered" }]);
  expect(cloud.sqs.peekAll("inbox")).toHaveLength(1);

  const client = new SocialMessagingClient({
    endpoint: cloud.endpoint,
    region: "eu-central-1",
    credentials: cloud.deployerCredentials,
  });
  const message = {
    messaging_product: "whatsapp",
    to: ana.number,
    type: "text",
    text: { body: "155 kcal." },
  };
  await client.send(
    new SendWhatsAppMessageCommand({
      originationPhoneNumberId: link.phoneNumberId,
      metaApiVersion: "v23.0",
      message: Buffer.from(JSON.stringify(message)),
    }),
  );
  client.destroy();
  await cloud.quiet();
  expect(network.whatsApp(ana.number).received()).toMatchObject([
    { text: "155 kcal.", tick: "delivered" },
  ]);
  expect(cloud.sqs.peekAll("inbox")).toHaveLength(3);
});

test("Twilio answers where functions and the outside world look for it", async () => {
  startCarriers(cloud);
  const answer = await cloud.fetch("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json", {
    method: "POST",
  });
  expect(answer.status).toBe(401);
  expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 20003 });
});
