import {
  GetLinkedWhatsAppBusinessAccountCommand,
  GetWhatsAppFlowCommand,
  PutWhatsAppBusinessAccountEventDestinationsCommand,
} from "@aws-sdk/client-socialmessaging";
import type { AwsRequest } from "../../gateway/aws-service";
import { noUnkindness } from "../../kernel/unkindness";
import { phoneNumber } from "../../phones/phone-number";
import {
  accountArn,
  ana,
  hex,
  link,
  numberB,
  type SocialWorld,
  startSocial,
  topicArn,
} from "./eum-social.testing";

let world: SocialWorld;
beforeEach(async () => {
  world = await startSocial();
});
afterEach(() => world.stop());

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

describe("a person's message", () => {
  test("is published in AWS's envelope on behalf of the WABA, and ticks as delivered", async () => {
    const written = world.phone.write(numberB, "How many calories have two eggs?");
    expect(written.tick).toBe("sent");
    await world.cloud.activity.quiet();

    expect(world.phone.messages()).toMatchObject([
      { id: written.id, tick: "delivered", provider: "aws" },
    ]);
    expect(world.cloud.published).toMatchObject([
      {
        topicArn,
        publisher: {
          servicePrincipal: "social-messaging.amazonaws.com",
          sourceArn: `${accountArn}:waba/${hex}`,
        },
      },
    ]);
    const { envelope, value } = world.published()[0]!;
    expect(envelope).toMatchObject({
      context: {
        MetaWabaIds: [{ wabaId: link.metaWabaId }],
        MetaPhoneNumberIds: [
          {
            metaPhoneNumberId: link.metaPhoneNumberId,
            arn: `${accountArn}:phone-number-id/${hex}`,
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
    const ben = world.network.addPerson({
      name: "Ben",
      number: phoneNumber("+12025550143"),
      bsuid: "US.77",
      hidesNumber: true,
    });
    world.network.whatsApp(ben.number).write(numberB, "Hi");
    await world.cloud.activity.quiet();
    expect(world.cloud.published[0]?.message).not.toContain("12025550143");
    expect(world.published()[0]?.value).toMatchObject({
      contacts: [{ user_id: "US.77" }],
      messages: [{ from_user_id: "US.77" }],
    });
  });

  test("brings a file under an id of WhatsApp's, and says what it answers", async () => {
    const { id } = world.phone.write(numberB, "Look");
    world.phone.write(numberB, { type: "image", caption: "My lunch" }, { replyTo: id });
    await world.cloud.activity.quiet();
    const [, image] = world.published().map(({ value }) => value.messages[0]);
    expect(image).toMatchObject({
      type: "image",
      context: { from: "12025550100", id },
      image: {
        caption: "My lunch",
        mime_type: "image/jpeg",
        // Base64 of 32 bytes, as in published payloads.
        sha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
        id: expect.stringMatching(/^\d+$/),
      },
    });
    expect(world.phone.messages()[1]).toMatchObject({
      text: "[image] My lunch",
      content: { type: "image", caption: "My lunch" },
    });
  });

  test("of more than SNS takes is lost, and named with its size", async () => {
    world.phone.write(numberB, "x".repeat(256 * 1024));
    await world.cloud.activity.quiet();
    expect(world.cloud.published).toEqual([]);
    expect(world.phone.messages()).toMatchObject([{ tick: "sent" }]);
    expect(world.faults()[0]).toMatch(
      /the message is lost: it has 26\d{4} bytes, and SNS takes 262144\.$/,
    );
  });

  test("is lost, and the WABA named, without an event destination", async () => {
    await world.client.send(
      new PutWhatsAppBusinessAccountEventDestinationsCommand({
        id: link.wabaId,
        eventDestinations: [],
      }),
    );
    world.phone.write(numberB, "Hi");
    await world.cloud.activity.quiet();
    expect(world.phone.messages()).toMatchObject([{ tick: "sent" }]);
    expect(world.cloud.faults.since(0).map(({ message }) => message)).toEqual([
      `WABA ${link.wabaId} has no event destination: the message is lost.`,
    ]);
  });

  test("is lost, and the topic named, when the topic's policy refuses", async () => {
    world.cloud.closedTopics.add(topicArn);
    world.phone.write(numberB, "Hi");
    await world.cloud.activity.quiet();
    expect(world.cloud.faults.since(0)[0]?.message).toContain(
      `cannot publish to its event destination ${topicArn}`,
    );
  });

  test("comes again when told to", async () => {
    const { id } = world.phone.write(numberB, "Hi");
    await world.social.redeliver(id);
    await world.cloud.activity.quiet();
    expect(world.published().map(({ value }) => value.messages[0].id)).toEqual([id, id]);
  });
});

describe("a message of the business", () => {
  test("is answered with an id, reported sent, delivered and, once the chat is opened, read", async () => {
    world.phone.write(numberB, "Hi");
    const { messageId } = await world.send({
      ...text(ana.number),
      biz_opaque_callback_data: "ledger-1",
    });
    await world.cloud.activity.quiet();
    expect(world.phone.received()).toMatchObject([
      { text: "Two eggs have 155 kcal.", tick: "delivered" },
    ]);
    world.phone.openChat(numberB);
    await world.cloud.activity.quiet();

    const [answer] = world.phone.received();
    expect(answer).toMatchObject({ tick: "read", provider: "aws", businessNumber: numberB });
    expect(world.statuses().map(({ status }) => status)).toEqual(["sent", "delivered", "read"]);
    for (const status of world.statuses()) {
      expect(status).toMatchObject({
        id: answer?.id,
        recipient_id: "12025550142",
        biz_opaque_callback_data: "ledger-1",
      });
    }
    expect(world.statuses()[0].pricing).toMatchObject({
      pricing_model: "PMP",
      category: "service",
    });
    expect(messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(world.published().at(-1)?.envelope.messageId).toBe(messageId);
  });

  test("waits for a phone that is off, and read stays unknown without read receipts", async () => {
    const phone = world.phone;
    phone.write(numberB, "Hi");
    phone.turnOff();
    phone.readReceipts = "off";
    await world.send(text(ana.number));
    await world.cloud.activity.quiet();
    expect(world.statuses().map(({ status }) => status)).toEqual(["sent"]);
    expect(phone.received()).toEqual([]);
    phone.turnOn();
    phone.openChat(numberB);
    await world.cloud.activity.quiet();
    expect(world.statuses().map(({ status }) => status)).toEqual(["sent", "delivered"]);
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
    await expect(world.send(message)).resolves.toHaveProperty("messageId");
    await world.cloud.activity.quiet();
    expect(world.statuses()).toMatchObject([{ status: "failed", errors: [{ code }] }]);
    expect(world.statuses()[0]).not.toHaveProperty("pricing");
    expect(world.phone.received()).toEqual([]);
  });

  test("a recipient without a plus sign is reported where people look for faults", async () => {
    await world.send(text("2025550142"));
    expect(world.cloud.faults.since(0).map(({ message }) => message)).toEqual([
      "A message names its recipient without a plus sign: Meta puts +1 in front, the message goes astray.",
    ]);
  });

  test("a text of more than 4096 characters fails later", async () => {
    world.phone.write(numberB, "Hi");
    await world.send(text(ana.number, "x".repeat(4097)));
    await world.cloud.activity.quiet();
    expect(world.statuses()).toMatchObject([{ status: "failed", errors: [{ code: 131009 }] }]);
  });

  test("the window closes 24 hours after the person's message; a template still goes", async () => {
    world.phone.write(numberB, "Hi");
    world.cloud.clock.advance(24 * 3600 * 1000);
    await world.send(text(ana.number));
    await world.send(template("meal_check_in", ["Ana"]));
    await world.cloud.activity.quiet();
    expect(world.phone.messages().slice(1)).toMatchObject([
      { tick: "failed", failure: "131047 Re-engagement message" },
      {
        tick: "delivered",
        text: "Hi Ana, it is time for your meal check-in. What did you eat today?",
      },
    ]);
  });

  test("reaches a person behind a username by BSUID", async () => {
    const ben = world.network.addPerson({
      name: "Ben",
      number: phoneNumber("+12025550143"),
      bsuid: "US.77",
      hidesNumber: true,
    });
    world.network.whatsApp(ben.number).write(numberB, "Hi");
    await world.send({ recipient: "US.77", type: "text", text: { body: "Hello Ben" } });
    await world.cloud.activity.quiet();
    expect(world.network.whatsApp(ben.number).received()).toMatchObject([{ text: "Hello Ben" }]);
    expect(world.statuses()[0]).toMatchObject({ recipient_user_id: "US.77" });
    expect(world.statuses()[0]).not.toHaveProperty("recipient_id");
  });

  test("of a type that the Cloud API does not have fails later", async () => {
    await world.send({ to: ana.number, type: "telegram" });
    await world.cloud.activity.quiet();
    expect(world.statuses()).toMatchObject([{ status: "failed", errors: [{ code: 100 }] }]);
    expect(world.faults()).toEqual([]);
  });

  test("to the same person goes 45 times at once, then once in six seconds", async () => {
    world.phone.write(numberB, "Hi");
    const outcome = async () => {
      await world.send(text(ana.number));
      await world.cloud.activity.quiet();
      return world.phone.messages().at(-1)?.failure ?? "delivered";
    };
    for (let nth = 1; nth <= 45; nth += 1) expect(await outcome()).toBe("delivered");
    expect(await outcome()).toMatch(/^131056 /);
    world.cloud.clock.advance(6000);
    expect(await outcome()).toBe("delivered");
  });

  test("shows the business typing until it answers, for 25 seconds at most", async () => {
    const { id } = world.phone.write(numberB, "Hi");
    const type = () =>
      world.send({ status: "read", message_id: id, typing_indicator: { type: "text" } });
    await type();
    expect(world.phone.seesTyping(numberB)).toBe(true);
    world.cloud.clock.advance(25_001);
    expect(world.phone.seesTyping(numberB)).toBe(false);
    await type();
    await world.send(text(ana.number));
    await world.cloud.activity.quiet();
    expect(world.phone.seesTyping(numberB)).toBe(false);
  });

  test("names the person's user id in its statuses, but not when it failed", async () => {
    await world.send(text(ana.number));
    world.phone.write(numberB, "Hi");
    await world.send(text(ana.number));
    await world.cloud.activity.quiet();
    const [failed, sent] = world.published().filter(({ value }) => value.statuses);
    expect(failed?.value.statuses[0]).not.toHaveProperty("recipient_user_id");
    expect(failed?.value).not.toHaveProperty("contacts");
    expect(sent?.value.statuses[0]).toMatchObject({ recipient_user_id: ana.bsuid });
    expect(sent?.value.contacts).toMatchObject([{ wa_id: "12025550142", user_id: ana.bsuid }]);
  });

  test("a read receipt turns the person's ticks to read", async () => {
    const { id } = world.phone.write(numberB, "Hi");
    await world.cloud.activity.quiet();
    await world.send({ status: "read", message_id: id });
    expect(world.phone.messages()).toMatchObject([{ id, tick: "read" }]);
  });
});

describe("any webhook of Meta's", () => {
  const restriction = { event: "ACCOUNT_RESTRICTION", restriction_info: [] };

  test("is published as it is, in AWS's envelope", async () => {
    const entry = {
      id: link.metaWabaId,
      time: 1_795_512_600,
      changes: [{ value: restriction, field: "account_update" }],
    };
    await world.social.publishRaw({ object: "whatsapp_business_account", entry: [entry] });
    expect(world.published().map((event) => event.entry)).toEqual([entry]);
    expect(world.published()[0]?.envelope.context).toEqual({
      MetaWabaIds: [{ wabaId: link.metaWabaId, arn: `${accountArn}:waba/${hex}` }],
      MetaPhoneNumberIds: [],
    });
  });

  test("may be an entry's value alone, of the WABA that there is", async () => {
    await world.social.publishRaw(restriction);
    expect(world.published()[0]?.entry).toEqual({
      id: link.metaWabaId,
      changes: [{ value: restriction, field: "account_update" }],
    });
  });

  test.each([
    ["another WABA", { id: "102290129340398" }, "is of the WABA 102290129340398, and linked is"],
    [
      "another number",
      { changes: [{ field: "messages", value: { metadata: shown("12025550199") } }] },
      "is of the number +12025550199, and linked is +12025550100 of WABA 100000000000001",
    ],
    [
      "another WABA with the same number",
      {
        id: "102290129340398",
        changes: [{ field: "messages", value: { metadata: shown("12025550100") } }],
      },
      "is of the WABA 102290129340398, and linked is",
    ],
  ])("is refused in a sentence when it is of %s", async (_, part, sentence) => {
    const changes = [{ value: restriction, field: "account_update" }];
    await expect(world.social.publishRaw({ changes, ...part })).rejects.toThrow(sentence);
    expect(world.cloud.published).toEqual([]);
  });

  test("may have a masked id", async () => {
    const value = { metadata: shown("12025550100"), statuses: [] };
    await world.social.publishRaw({
      id: "XXXXXXXXXXXXXXX",
      changes: [{ field: "messages", value }],
    });
    expect(world.published()).toMatchObject([{ entry: { id: "XXXXXXXXXXXXXXX" } }]);
  });

  function shown(number: string) {
    return { display_phone_number: number, phone_number_id: "1" };
  }
});

describe("a request that is refused", () => {
  test.each([
    ["JSON that is none", () => world.send("{"), "InvalidParametersException"],
    [
      "a message without recipient",
      () => world.send({ type: "text", text: { body: "x" } }),
      "InvalidParametersException",
    ],
    [
      "a phone number id that nobody has",
      () => world.send(text(ana.number), "phone-number-id-0000"),
      "ResourceNotFoundException",
    ],
    [
      "a WABA that nobody has",
      () => world.client.send(new GetLinkedWhatsAppBusinessAccountCommand({ id: "waba-0" })),
      "ResourceNotFoundException",
    ],
    [
      "a FIFO topic as event destination",
      () =>
        world.client.send(
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
    await expect(world.client.send(flow)).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
    expect(world.cloud.faults.since(0)[0]?.message).toContain("GET /v1/whatsapp/flow");
  });
});

describe("unkindness", () => {
  beforeEach(() => world.phone.write(numberB, "Hi"));

  test("duplicates: each event comes twice", async () => {
    world.social.unkindness = { ...noUnkindness, duplicates: 1 };
    await world.send(text(ana.number));
    await world.cloud.activity.quiet();
    expect(world.statuses().map(({ status }) => status)).toEqual([
      "sent",
      "delivered",
      "sent",
      "delivered",
    ]);
  });
});

test("linking again changes the WABA and keeps its event destination, role included", async () => {
  const roleArn = "arn:aws:iam::123456789012:role/publish-whatsapp";
  const eventDestinations = [{ eventDestinationArn: topicArn, roleArn }];
  await world.client.send(
    new PutWhatsAppBusinessAccountEventDestinationsCommand({ id: link.wabaId, eventDestinations }),
  );
  const other = phoneNumber("+12025550101");
  world.social.link({ ...link, phoneNumber: other });
  expect(world.social.numbers()).toEqual([other]);
  const { account } = await world.client.send(
    new GetLinkedWhatsAppBusinessAccountCommand({ id: link.wabaId }),
  );
  expect(account?.eventDestinations).toEqual(eventDestinations);
  world.phone.write(other, "Hi");
  await world.cloud.activity.quiet();
  expect(world.cloud.published).toMatchObject([{ topicArn, publisher: { roleArn } }]);
});

test("IAM asks about the phone number for a send, and about the WABA for its settings", () => {
  const permissions = (name: string, input: object) =>
    world.social.operations[name]?.read(input, {} as AwsRequest).permissions;
  const send = {
    originationPhoneNumberId: link.phoneNumberId,
    metaApiVersion: "v23.0",
    message: "e30=",
  };
  expect(permissions("SendWhatsAppMessage", send)).toEqual([
    ["social-messaging:SendWhatsAppMessage", `${accountArn}:phone-number-id/${hex}`],
  ]);
  const put = { id: link.wabaId, eventDestinations: [] };
  const action = "PutWhatsAppBusinessAccountEventDestinations";
  expect(permissions(action, put)).toEqual([
    [`social-messaging:${action}`, `${accountArn}:waba/${hex}`],
  ]);
});
