import {
  GetLinkedWhatsAppBusinessAccountCommand,
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand,
  GetWhatsAppFlowCommand,
  ListLinkedWhatsAppBusinessAccountsCommand,
  PutWhatsAppBusinessAccountEventDestinationsCommand,
  SendWhatsAppMessageCommand,
  SocialMessagingClient,
} from "@aws-sdk/client-socialmessaging";
import type { AwsRequest } from "../../gateway/aws-service";
import { serve, type WireServer } from "../../gateway/wire-server.testing";
import { noUnkindness } from "../../kernel/unkindness";
import { PhoneNetwork } from "../../phones/phone-network";
import { phoneNumber } from "../../phones/phone-number";
import { FakeProviderCloud } from "../../provider-cloud.testing";
import { CustomerServiceWindows } from "../../whatsapp/customer-service-window";
import { mealCheckIn } from "../../whatsapp/template.testing";
import { EumSocial } from "./eum-social";

const numberB = phoneNumber("+12025550100");
const ana = {
  name: "Ana",
  number: phoneNumber("+12025550142"),
  bsuid: "US.13491208655302741918",
} as const;
const hex = "976c72a700aac43eaf573ae0500123ab";
const link = {
  wabaId: `waba-${hex}`,
  phoneNumberId: `phone-number-id-${hex}`,
  metaWabaId: "509609192225796",
  metaPhoneNumberId: "503650672828631",
  phoneNumber: numberB,
  displayName: "AI Nutritionist",
  templates: [mealCheckIn],
};
const topicArn = "arn:aws:sns:eu-central-1:123456789012:whatsapp-events";

let cloud: FakeProviderCloud;
let network: PhoneNetwork;
let social: EumSocial;
let server: WireServer;
let client: SocialMessagingClient;

beforeEach(async () => {
  cloud = new FakeProviderCloud();
  network = new PhoneNetwork(() => cloud.clock.now());
  social = new EumSocial(cloud, network, new CustomerServiceWindows(), noUnkindness);
  network.join(social);
  network.addPerson(ana);
  social.link(link);
  server = await serve(social, cloud.faults);
  client = new SocialMessagingClient({
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
});

afterEach(async () => {
  client.destroy();
  await server.stop();
});

const send = (message: object | string, phoneNumberId = link.phoneNumberId) =>
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
  );
const text = (to: string, body = "Two eggs have 155 kcal.") => ({
  to,
  type: "text",
  text: { body },
});
const template = (name: string, parameters: string[]) => ({
  to: ana.number,
  type: "template",
  template: {
    name,
    language: { code: "en" },
    components: [
      { type: "body", parameters: parameters.map((value) => ({ type: "text", text: value })) },
    ],
  },
});

/** The published events, unwrapped as a function would. */
function published() {
  return cloud.published.map(({ message }) => {
    const envelope = JSON.parse(message);
    return { envelope, value: JSON.parse(envelope.whatsAppWebhookEntry).changes[0].value };
  });
}
const statuses = () => published().flatMap(({ value }) => value.statuses ?? []);

describe("a person's message", () => {
  test("is published in AWS's envelope on behalf of the WABA, and ticks as delivered", async () => {
    const written = network.whatsApp(ana.number).write(numberB, "How many calories have two eggs?");
    expect(written.tick).toBe("sent");
    await cloud.activity.quiet();

    expect(network.whatsApp(ana.number).messages()).toMatchObject([
      { id: written.id, tick: "delivered", provider: "aws" },
    ]);
    expect(cloud.published).toMatchObject([
      {
        topicArn,
        publisher: {
          servicePrincipal: "social-messaging.amazonaws.com",
          sourceArn: `arn:aws:social-messaging:eu-central-1:123456789012:waba/${hex}`,
        },
      },
    ]);
    const [{ envelope, value }] = published() as [ReturnType<typeof published>[number]];
    expect(envelope).toMatchObject({
      context: {
        MetaWabaIds: [{ wabaId: link.metaWabaId }],
        MetaPhoneNumberIds: [
          {
            metaPhoneNumberId: link.metaPhoneNumberId,
            arn: `arn:aws:social-messaging:eu-central-1:123456789012:phone-number-id/${hex}`,
          },
        ],
      },
      aws_account_id: "123456789012",
    });
    expect(envelope.message_timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    expect(envelope).not.toHaveProperty("messageId");
    expect(value).toMatchObject({
      messaging_product: "whatsapp",
      metadata: { display_phone_number: "12025550100", phone_number_id: link.metaPhoneNumberId },
      contacts: [{ profile: { name: "Ana" }, wa_id: "12025550142", user_id: ana.bsuid }],
      messages: [
        {
          from: "12025550142",
          from_user_id: ana.bsuid,
          id: written.id,
          type: "text",
          text: { body: "How many calories have two eggs?" },
        },
      ],
    });
    expect(value.messages[0].timestamp).toBe(String(Math.floor(written.at / 1000)));
  });

  test("of somebody with a username carries no number", async () => {
    const ben = network.addPerson({
      name: "Ben",
      number: phoneNumber("+12025550143"),
      bsuid: "US.77",
      hidesNumber: true,
    });
    network.whatsApp(ben.number).write(numberB, "Hi");
    await cloud.activity.quiet();
    expect(cloud.published[0]?.message).not.toContain("12025550143");
    expect(published()[0]?.value).toMatchObject({
      contacts: [{ user_id: "US.77" }],
      messages: [{ from_user_id: "US.77" }],
    });
  });

  test("that is not text keeps its kind", async () => {
    network.whatsApp(ana.number).write(numberB, { type: "image" });
    network
      .whatsApp(ana.number)
      .write(numberB, { type: "location", latitude: 48.1, longitude: 11.5 });
    await cloud.activity.quiet();
    expect(published().map(({ value }) => value.messages[0])).toMatchObject([
      { type: "image", image: { mime_type: "image/jpeg" } },
      { type: "location", location: { latitude: expect.any(Number) } },
    ]);
  });

  test("is lost, and the WABA named, without an event destination", async () => {
    await client.send(
      new PutWhatsAppBusinessAccountEventDestinationsCommand({
        id: link.wabaId,
        eventDestinations: [],
      }),
    );
    network.whatsApp(ana.number).write(numberB, "Hi");
    await cloud.activity.quiet();
    expect(network.whatsApp(ana.number).messages()).toMatchObject([{ tick: "sent" }]);
    expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
      `WABA ${link.wabaId} has no event destination: the message is lost.`,
    ]);
  });

  test("is lost, and the topic named, when the topic's policy refuses", async () => {
    cloud.closedTopics.add(topicArn);
    network.whatsApp(ana.number).write(numberB, "Hi");
    await cloud.activity.quiet();
    expect(cloud.faults.since(0)[0]?.message).toContain(
      `cannot publish to its event destination ${topicArn}`,
    );
  });

  test("comes again when told to", async () => {
    const { id } = network.whatsApp(ana.number).write(numberB, "Hi");
    await social.redeliver(id);
    await cloud.activity.quiet();
    expect(published().map(({ value }) => value.messages[0].id)).toEqual([id, id]);
  });
});

describe("a message of the business", () => {
  test("is answered with an id, reported sent, delivered and, once the chat is opened, read", async () => {
    network.whatsApp(ana.number).write(numberB, "Hi");
    const { messageId } = await send({ ...text(ana.number), biz_opaque_callback_data: "ledger-1" });
    await cloud.activity.quiet();
    expect(network.whatsApp(ana.number).received()).toMatchObject([
      { text: "Two eggs have 155 kcal.", tick: "delivered" },
    ]);
    network.whatsApp(ana.number).openChat(numberB);
    await cloud.activity.quiet();

    const [answer] = network.whatsApp(ana.number).received();
    expect(answer).toMatchObject({ tick: "read", provider: "aws", businessNumber: numberB });
    expect(statuses().map(({ status }) => status)).toEqual(["sent", "delivered", "read"]);
    for (const status of statuses()) {
      expect(status).toMatchObject({
        id: answer?.id,
        recipient_id: "12025550142",
        biz_opaque_callback_data: "ledger-1",
      });
    }
    expect(statuses()[0].pricing).toMatchObject({ pricing_model: "PMP", category: "service" });
    expect(messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(published().at(-1)?.envelope.messageId).toBe(messageId);
  });

  test("waits for a phone that is off, and read stays unknown without read receipts", async () => {
    const phone = network.whatsApp(ana.number);
    phone.write(numberB, "Hi");
    phone.turnOff();
    phone.readReceipts = "off";
    await send(text(ana.number));
    await cloud.activity.quiet();
    expect(statuses().map(({ status }) => status)).toEqual(["sent"]);
    expect(phone.received()).toEqual([]);
    phone.turnOn();
    phone.openChat(numberB);
    await cloud.activity.quiet();
    expect(statuses().map(({ status }) => status)).toEqual(["sent", "delivered"]);
    expect(phone.received()).toMatchObject([{ tick: "delivered" }]);
  });

  test.each([
    ["free text without an open window", text(ana.number), 131047],
    ["an unknown template", template("no_such", []), 132001],
    ["a template with too few parameters", template("meal_check_in", []), 132000],
    ["a number without WhatsApp", text("+12025550199"), 131026],
    [
      "a number without a plus sign, which Meta takes for another one",
      text("2025550142", "x"),
      131047,
    ],
  ])("%s is accepted and fails later", async (_, message, code) => {
    await expect(send(message)).resolves.toHaveProperty("messageId");
    await cloud.activity.quiet();
    expect(statuses()).toMatchObject([{ status: "failed", errors: [{ code }] }]);
    expect(statuses()[0]).not.toHaveProperty("pricing");
    expect(network.whatsApp(ana.number).received()).toEqual([]);
  });

  test("a recipient without a plus sign is reported where people look for faults", async () => {
    await send(text("2025550142"));
    expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
      "A message names its recipient without a plus sign: Meta puts +1 in front, the message goes astray.",
    ]);
  });

  test("a text of more than 4096 characters fails later", async () => {
    network.whatsApp(ana.number).write(numberB, "Hi");
    await send(text(ana.number, "x".repeat(4097)));
    await cloud.activity.quiet();
    expect(statuses()).toMatchObject([{ status: "failed", errors: [{ code: 131009 }] }]);
  });

  test("the window closes 24 hours after the person's message; a template still goes", async () => {
    network.whatsApp(ana.number).write(numberB, "Hi");
    cloud.clock.advance(24 * 3600 * 1000);
    await send(text(ana.number));
    await send(template("meal_check_in", ["Ana"]));
    await cloud.activity.quiet();
    expect(network.whatsApp(ana.number).messages().slice(1)).toMatchObject([
      { tick: "failed", failure: "131047 Re-engagement message" },
      {
        tick: "delivered",
        text: "Hi Ana, it is time for your meal check-in. What did you eat today?",
      },
    ]);
  });

  test("reaches a person behind a username by BSUID", async () => {
    const ben = network.addPerson({
      name: "Ben",
      number: phoneNumber("+12025550143"),
      bsuid: "US.77",
      hidesNumber: true,
    });
    network.whatsApp(ben.number).write(numberB, "Hi");
    await send({ recipient: "US.77", type: "text", text: { body: "Hello Ben" } });
    await cloud.activity.quiet();
    expect(network.whatsApp(ben.number).received()).toMatchObject([{ text: "Hello Ben" }]);
    expect(statuses()[0]).toMatchObject({ recipient_user_id: "US.77" });
    expect(statuses()[0]).not.toHaveProperty("recipient_id");
  });

  test("a read receipt turns the person's ticks to read", async () => {
    const { id } = network.whatsApp(ana.number).write(numberB, "Hi");
    await cloud.activity.quiet();
    await send({ status: "read", message_id: id });
    expect(network.whatsApp(ana.number).messages()).toMatchObject([{ id, tick: "read" }]);
  });
});

describe("a request that is refused", () => {
  test.each([
    ["JSON that is none", () => send("{"), "InvalidParametersException"],
    [
      "a message without recipient",
      () => send({ type: "text", text: { body: "x" } }),
      "InvalidParametersException",
    ],
    [
      "a template without name",
      () => send({ to: ana.number, type: "template", template: {} }),
      "InvalidParametersException",
    ],
    [
      "a phone number id that nobody has",
      () => send(text(ana.number), "phone-number-id-0000"),
      "ResourceNotFoundException",
    ],
    [
      "a WABA that nobody has",
      () => client.send(new GetLinkedWhatsAppBusinessAccountCommand({ id: "waba-0" })),
      "ResourceNotFoundException",
    ],
    [
      "a FIFO topic as event destination",
      () =>
        client.send(
          new PutWhatsAppBusinessAccountEventDestinationsCommand({
            id: link.wabaId,
            eventDestinations: [{ eventDestinationArn: `${topicArn}.fifo` }],
          }),
        ),
      "InvalidParametersException",
    ],
  ])("%s", async (_, call, name) => {
    await expect(call()).rejects.toMatchObject({ name });
  });

  test("an operation that is not simulated is named, and a fault of the world", async () => {
    const flow = new GetWhatsAppFlowCommand({ id: link.wabaId, flowId: "1" });
    await expect(client.send(flow)).rejects.toMatchObject({ name: "UnknownOperationException" });
    expect(cloud.faults.since(0)[0]?.message).toContain("GET /v1/whatsapp/flow");
  });
});

describe("unkindness", () => {
  beforeEach(() => network.whatsApp(ana.number).write(numberB, "Hi"));

  test("duplicates: each event comes twice", async () => {
    social.unkindness = { ...noUnkindness, duplicates: 1 };
    await send(text(ana.number));
    await cloud.activity.quiet();
    expect(statuses().map(({ status }) => status)).toEqual([
      "sent",
      "delivered",
      "sent",
      "delivered",
    ]);
  });
});

test("the linked account is shown as AWS shows it, by id or ARN", async () => {
  const arn = `arn:aws:social-messaging:eu-central-1:123456789012:waba/${hex}`;
  const { account } = await client.send(new GetLinkedWhatsAppBusinessAccountCommand({ id: arn }));
  expect(account).toMatchObject({
    arn,
    id: link.wabaId,
    wabaId: link.metaWabaId,
    registrationStatus: "COMPLETE",
    eventDestinations: [{ eventDestinationArn: topicArn }],
    phoneNumbers: [{ phoneNumber: numberB, phoneNumberId: link.phoneNumberId }],
  });
  expect(account?.linkDate).toBeInstanceOf(Date);
  const { linkedAccounts } = await client.send(new ListLinkedWhatsAppBusinessAccountsCommand({}));
  expect(linkedAccounts).toHaveLength(1);
  const number = await client.send(
    new GetLinkedWhatsAppBusinessAccountPhoneNumberCommand({ id: link.phoneNumberId }),
  );
  expect(number.linkedWhatsAppBusinessAccountId).toBe(link.wabaId);
});

test("linking again changes the WABA and keeps its event destination, role included", async () => {
  const roleArn = "arn:aws:iam::123456789012:role/publish-whatsapp";
  const eventDestinations = [{ eventDestinationArn: topicArn, roleArn }];
  await client.send(
    new PutWhatsAppBusinessAccountEventDestinationsCommand({ id: link.wabaId, eventDestinations }),
  );
  const other = phoneNumber("+12025550101");
  social.link({ ...link, phoneNumber: other });
  expect(social.numbers()).toEqual([other]);
  const { account } = await client.send(
    new GetLinkedWhatsAppBusinessAccountCommand({ id: link.wabaId }),
  );
  expect(account?.eventDestinations).toEqual(eventDestinations);
  network.whatsApp(ana.number).write(other, "Hi");
  await cloud.activity.quiet();
  expect(cloud.published).toMatchObject([{ topicArn, publisher: { roleArn } }]);
});

test("IAM asks about the phone number for a send, and about the WABA for its settings", () => {
  const permissions = (name: string, input: object) =>
    social.operations[name]?.read(input, {} as AwsRequest).permissions;
  const arn = "arn:aws:social-messaging:eu-central-1:123456789012";
  const send = {
    originationPhoneNumberId: link.phoneNumberId,
    metaApiVersion: "v23.0",
    message: "e30=",
  };
  expect(permissions("SendWhatsAppMessage", send)).toEqual([
    ["social-messaging:SendWhatsAppMessage", `${arn}:phone-number-id/${hex}`],
  ]);
  const put = { id: link.wabaId, eventDestinations: [] };
  const action = "PutWhatsAppBusinessAccountEventDestinations";
  expect(permissions(action, put)).toEqual([[`social-messaging:${action}`, `${arn}:waba/${hex}`]]);
});
