import {
  PutWhatsAppBusinessAccountEventDestinationsCommand,
  SendWhatsAppMessageCommand,
  SocialMessagingClient,
} from "@aws-sdk/client-socialmessaging";
import { FakeCarrierCloud } from "../../carriers/carrier-cloud.testing";
import { serve } from "../../gateway/wire-server.testing";
import { noUnkindness } from "../../kernel/unkindness";
import { PhoneNetwork } from "../../phones/phone-network";
import { phoneNumber } from "../../phones/phone-number";
import { CustomerServiceWindows } from "../../whatsapp/customer-service-window";
import { mealCheckIn } from "../../whatsapp/template.testing";
import { EumSocial } from "./eum-social";

export const numberB = phoneNumber("+12025550100");

export const ana = {
  name: "Ana",
  number: phoneNumber("+12025550142"),
  bsuid: "US.13491208655302741918",
} as const;

export const hex = "976c72a700aac43eaf573ae0500123ab";
export const accountArn = "arn:aws:social-messaging:eu-central-1:123456789012";
export const topicArn = "arn:aws:sns:eu-central-1:123456789012:whatsapp-events";

export const link = {
  wabaId: `waba-${hex}`,
  phoneNumberId: `phone-number-id-${hex}`,
  metaWabaId: "100000000000001",
  metaPhoneNumberId: "100000000000002",
  phoneNumber: numberB,
  displayName: "AI Nutritionist",
  templates: [mealCheckIn],
};

/** A linked WABA whose events go to a topic, a person with a phone, and the SDK's own client. */
export async function startSocial() {
  const cloud = new FakeCarrierCloud();
  const network = new PhoneNetwork(() => cloud.clock.now());
  const social = new EumSocial(cloud, network, new CustomerServiceWindows(), noUnkindness);
  network.join(social);
  network.addPerson(ana);
  social.link(link);
  const server = await serve(social, cloud.faults);
  const client = new SocialMessagingClient({
    endpoint: server.url,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  await client.send(
    new PutWhatsAppBusinessAccountEventDestinationsCommand({
      id: link.wabaId,
      eventDestinations: [{ eventDestinationArn: topicArn }],
    }),
  );
  /** The published events, unwrapped as a function would. */
  const published = () =>
    cloud.published.map(({ message }) => {
      const envelope = JSON.parse(message);
      const entry = JSON.parse(envelope.whatsAppWebhookEntry);
      return { envelope, entry, value: entry.changes[0].value };
    });
  return {
    cloud,
    network,
    social,
    client,
    phone: network.whatsApp(ana.number),
    published,
    statuses: () => published().flatMap(({ value }) => value.statuses ?? []),
    faults: () => cloud.faults.since(0).map(({ message }) => message),
    send: (message: object | string, phoneNumberId = link.phoneNumberId) =>
      client.send(
        new SendWhatsAppMessageCommand({
          originationPhoneNumberId: phoneNumberId,
          metaApiVersion: "v23.0",
          message: Buffer.from(
            typeof message === "string"
              ? message
              : JSON.stringify({ messaging_product: "whatsapp", ...message }),
          ),
        }),
      ),
    stop: async () => {
      client.destroy();
      cloud.clock.stop();
      await server.stop();
    },
  };
}

export type SocialWorld = Awaited<ReturnType<typeof startSocial>>;
