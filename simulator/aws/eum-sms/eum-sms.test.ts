import {
  DeleteOptedOutNumberCommand,
  DescribeOptedOutNumbersCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  PinpointSMSVoiceV2Client,
  PutOptedOutNumberCommand,
  SendMediaMessageCommand,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { serve, type WireServer } from "../../gateway/wire-server.testing";
import { noUnkindness } from "../../kernel/unkindness";
import { PhoneNetwork } from "../../phones/phone-network";
import { phoneNumber } from "../../phones/phone-number";
import { FakeProviderCloud } from "../../provider-cloud.testing";
import { EumSms } from "./eum-sms";

const business = phoneNumber("+12025550110");
const ana = { name: "Ana", number: phoneNumber("+12025550142") };
const poolArn = "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-1";
const numberArn = "arn:aws:sms-voice:eu-central-1:123456789012:phone-number/phone-1";
const topicArn = "arn:aws:sns:eu-central-1:123456789012:sms-events";
const type = (kind: string) => `aws:pinpoint/smsvoicev2${kind}:Smsvoicev2${kind}`;

let cloud: FakeProviderCloud;
let network: PhoneNetwork;
let sms: EumSms;
let server: WireServer;
let client: PinpointSMSVoiceV2Client;

beforeEach(async () => {
  cloud = new FakeProviderCloud();
  network = new PhoneNetwork(() => cloud.clock.now());
  sms = new EumSms(cloud, network, noUnkindness);
  network.join(sms);
  network.addPerson(ana);
  await cloud.declare(type("OptOutList"), "people", { name: "people" });
  await cloud.declare(type("PhoneNumber"), "phone-1", {
    arn: numberArn,
    phoneNumber: business,
    messageType: "TRANSACTIONAL",
    twoWayChannelArn: "",
  });
  await cloud.declare(type("Pool"), "pool-1", {
    arn: poolArn,
    messageType: "TRANSACTIONAL",
    originationIdentities: [numberArn],
    optOutListName: "people",
    twoWayEnabled: true,
    twoWayChannelArn: topicArn,
  });
  await cloud.declare(type("ConfigurationSet"), "set", { name: "set" });
  await cloud.declare(type("EventDestination"), "set,topic", {
    configurationSetName: "set",
    eventDestinationName: "topic",
    enabled: true,
    matchingEventTypes: ["TEXT_ALL"],
    snsDestination: { topicArn },
  });
  server = await serve(sms);
  client = new PinpointSMSVoiceV2Client({
    endpoint: server.url,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  cloud.clock.stop();
  client.destroy();
  await server.stop();
});

const send = (change: Partial<SendTextMessageCommandInput> = {}) =>
  client.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: ana.number,
      OriginationIdentity: poolArn,
      MessageBody: "Two eggs have 155 kcal.",
      MessageType: "TRANSACTIONAL",
      ConfigurationSetName: "set",
      ...change,
    }),
  );
const events = () => cloud.published.map(({ message }) => JSON.parse(message));
const types = () => events().map(({ eventType }) => eventType);
const phone = () => network.sms(ana.number);

describe("a text of the business", () => {
  test("arrives, and its configuration set's topic hears of it", async () => {
    const { MessageId } = await send({ Context: { ledger: "1" } });
    await cloud.activity.quiet();
    expect(phone().received()).toMatchObject([
      {
        id: MessageId,
        text: "Two eggs have 155 kcal.",
        businessNumber: business,
        tick: "delivered",
      },
    ]);
    expect(types()).toEqual(["TEXT_QUEUED", "TEXT_SUCCESSFUL", "TEXT_DELIVERED"]);
    expect(cloud.published[0]).toMatchObject({
      topicArn,
      publisher: {
        servicePrincipal: "sms-voice.amazonaws.com",
        sourceArn: "arn:aws:sms-voice:eu-central-1:123456789012:configuration-set/set",
      },
    });
    expect(events()[2]).toMatchObject({
      eventVersion: "1.0",
      isFinal: true,
      originationPhoneNumber: business,
      destinationPhoneNumber: ana.number,
      messageId: MessageId,
      messageStatus: "DELIVERED",
      messageEncoding: "GSM",
      messageType: "TRANSACTIONAL",
      context: { ledger: "1" },
      totalMessageParts: 1,
    });
    expect(events()[2].eventTimestamp).toBeGreaterThan(1e12);
  });

  test.each(["pool-1", poolArn, "phone-1", numberArn, business])(
    "may leave by origination identity %s",
    async (OriginationIdentity) => {
      await send({ OriginationIdentity });
      await cloud.activity.quiet();
      expect(phone().received()).toMatchObject([{ businessNumber: business }]);
    },
  );

  test("is reported only by the event types that the destination matches", async () => {
    await cloud.declare(type("EventDestination"), "set,topic", {
      configurationSetName: "set",
      eventDestinationName: "topic",
      matchingEventTypes: ["TEXT_DELIVERED", "TEXT_BLOCKED"],
      snsDestination: { topicArn },
    });
    await send();
    await send({ DestinationPhoneNumber: "+14254147167" });
    await cloud.activity.quiet();
    expect(types().toSorted()).toEqual(["TEXT_BLOCKED", "TEXT_DELIVERED"]);
  });

  test("is reported by nobody while the event destination is off, and that is named", async () => {
    await cloud.declare(type("EventDestination"), "set,topic", {
      configurationSetName: "set",
      eventDestinationName: "topic",
      enabled: false,
      matchingEventTypes: ["TEXT_ALL"],
      snsDestination: { topicArn },
    });
    await send();
    await cloud.activity.quiet();
    expect(cloud.published).toEqual([]);
    expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
      "Configuration set set has no event destination: what becomes of a message is told to nobody.",
    ]);
  });

  test("to a number that nobody has is accepted and unreachable", async () => {
    await send({ DestinationPhoneNumber: "+12025550199" });
    await cloud.activity.quiet();
    expect(types()).toEqual(["TEXT_QUEUED", "TEXT_UNREACHABLE"]);
  });

  test("waits for a phone that is off, until its time to live ends", async () => {
    phone().turnOff();
    await send({ TimeToLive: 60 });
    await send({ TimeToLive: 600, MessageBody: "second" });
    await cloud.activity.quiet();
    cloud.clock.advance(61_000);
    await cloud.activity.quiet();
    phone().turnOn();
    await cloud.activity.quiet();
    expect(
      types().filter(
        (eventType) => eventType === "TEXT_TTL_EXPIRED" || eventType === "TEXT_DELIVERED",
      ),
    ).toEqual(["TEXT_TTL_EXPIRED", "TEXT_DELIVERED"]);
    expect(phone().messages()).toMatchObject([
      { tick: "failed", failure: "TEXT_TTL_EXPIRED" },
      { tick: "delivered", text: "second" },
    ]);
  });

  test("as a dry run is validated and not sent", async () => {
    await send({ DryRun: true });
    await cloud.activity.quiet();
    expect(phone().messages()).toEqual([]);
    expect(cloud.published).toEqual([]);
  });

  test.each([
    [
      "a blank body",
      { MessageBody: "  " },
      { name: "ValidationException", Reason: "INVALID_PARAMETER" },
    ],
    [
      "a body of 1601 characters",
      { MessageBody: "x".repeat(1601) },
      { name: "ValidationException" },
    ],
    [
      "a destination that is none",
      { DestinationPhoneNumber: "hello" },
      { name: "ValidationException" },
    ],
    [
      "six context entries",
      { Context: { a: "", b: "", c: "", d: "", e: "", f: "" } },
      { name: "ValidationException" },
    ],
    [
      "an unknown pool",
      { OriginationIdentity: "pool-2" },
      { name: "ResourceNotFoundException", ResourceType: "pool" },
    ],
    [
      "an unknown configuration set",
      { ConfigurationSetName: "other" },
      { name: "ResourceNotFoundException", ResourceType: "configuration-set" },
    ],
    [
      "another message type than the pool's",
      { MessageType: "PROMOTIONAL" },
      { name: "ConflictException", Reason: "MESSAGE_TYPE_MISMATCH" },
    ],
    [
      "a price over the limit",
      { MaxPrice: "0.005" },
      { name: "ValidationException", Reason: "PRICE_OVER_THRESHOLD" },
    ],
  ] as [string, Partial<SendTextMessageCommandInput>, object][])(
    "with %s is refused",
    async (_, change, error) => {
      await expect(send(change)).rejects.toMatchObject(error);
    },
  );
});

describe("a person's text", () => {
  test("is published to the pool's two-way topic", async () => {
    const { id } = phone().write(business, "How many calories have two eggs?");
    await cloud.activity.quiet();
    expect(phone().messages()).toMatchObject([{ id, tick: "delivered" }]);
    expect(cloud.published).toMatchObject([{ topicArn, publisher: { sourceArn: numberArn } }]);
    expect(events()).toEqual([
      {
        originationNumber: ana.number,
        destinationNumber: business,
        messageKeyword: "KEYWORD_123456789012",
        messageBody: "How many calories have two eggs?",
        inboundMessageId: id,
      },
    ]);
  });

  test("that answers one of ours says which", async () => {
    const { MessageId } = await send();
    await cloud.activity.quiet();
    phone().write(business, "thanks");
    await cloud.activity.quiet();
    expect(events().at(-1)).toMatchObject({ previousPublishedMessageId: MessageId });
  });

  test("is lost, and the number named, without a two-way channel", async () => {
    await cloud.declare(type("Pool"), "pool-1", {
      arn: poolArn,
      messageType: "TRANSACTIONAL",
      originationIdentities: [numberArn],
    });
    phone().write(business, "Hi");
    await cloud.activity.quiet();
    expect(phone().messages()).toMatchObject([{ tick: "sent" }]);
    expect(cloud.faults.since(0)[0]?.message).toContain(
      "phone-1 (+12025550110) has no two-way channel",
    );
  });

  test("to a number that nobody has says so", () => {
    expect(() => phone().write(phoneNumber("+12025550111"), "Hi")).toThrow(
      /No business has the SMS number \+12025550111.*\+12025550110 \(aws\)/,
    );
  });
});

describe("opting out", () => {
  test("STOP is answered by AWS, published all the same, and refuses later texts until START", async () => {
    await cloud.declare(type("Keyword"), "start", {
      originationIdentityArn: poolArn,
      keyword: "START",
      keywordMessage: "Welcome back.",
      keywordAction: "OPT_IN",
    });
    phone().write(business, "STOP");
    await cloud.activity.quiet();
    expect(phone().received()).toHaveLength(1);
    expect(events()).toMatchObject([{ messageKeyword: "STOP", messageBody: "STOP" }]);
    await expect(send()).rejects.toMatchObject({
      name: "ConflictException",
      Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    });
    const { OptedOutNumbers } = await client.send(
      new DescribeOptedOutNumbersCommand({ OptOutListName: "people" }),
    );
    expect(OptedOutNumbers).toMatchObject([
      { OptedOutNumber: ana.number, EndUserOptedOut: true, OptedOutTimestamp: expect.any(Date) },
    ]);

    phone().write(business, "start");
    await send();
    await cloud.activity.quiet();
    expect(
      phone()
        .received()
        .map(({ text }) => text)
        .slice(1),
    ).toEqual(["Welcome back.", "Two eggs have 155 kcal."]);
  });

  test("a list that is deleted forgets who was on it", async () => {
    await client.send(
      new PutOptedOutNumberCommand({ OptOutListName: "people", OptedOutNumber: ana.number }),
    );
    await cloud.controlPlane.remove(type("OptOutList"), "people");
    await cloud.declare(type("OptOutList"), "people", { name: "people" });
    await expect(send()).resolves.toHaveProperty("MessageId");
  });

  test("the business may put a number on the list and take it off", async () => {
    const entry = { OptOutListName: "people", OptedOutNumber: ana.number };
    await client.send(new PutOptedOutNumberCommand(entry));
    await expect(send()).rejects.toMatchObject({ Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT" });
    await expect(client.send(new DeleteOptedOutNumberCommand(entry))).resolves.toMatchObject({
      EndUserOptedOut: false,
    });
    await send();
    await expect(client.send(new DeleteOptedOutNumberCommand(entry))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

test("pools and numbers are described, and an operation that is not simulated is named", async () => {
  const { PhoneNumbers } = await client.send(new DescribePhoneNumbersCommand({}));
  expect(PhoneNumbers).toMatchObject([
    { PhoneNumberId: "phone-1", PhoneNumber: business, PoolId: "pool-1", TwoWayEnabled: false },
  ]);
  const { Pools } = await client.send(new DescribePoolsCommand({ PoolIds: ["pool-1"] }));
  expect(Pools).toMatchObject([
    { PoolArn: poolArn, TwoWayEnabled: true, TwoWayChannelArn: topicArn, OptOutListName: "people" },
  ]);
  const media = client.send(
    new SendMediaMessageCommand({
      DestinationPhoneNumber: ana.number,
      OriginationIdentity: poolArn,
    }),
  );
  await expect(media).rejects.toMatchObject({ message: "SendMediaMessage is not simulated yet." });
});

test("IAM asks about the pool or number that the send names", () => {
  const request = (OriginationIdentity: string) => ({
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: { "x-amz-target": "PinpointSMSVoiceV2.SendTextMessage" },
    body: Buffer.from(JSON.stringify({ OriginationIdentity })),
    caller: { kind: "deployer" } as const,
  });
  for (const [identity, resource] of [
    ["pool-1", poolArn],
    [poolArn, poolArn],
    [business, numberArn],
  ] as const) {
    expect(sms.authorizations(request(identity))).toEqual([
      { action: "sms-voice:SendTextMessage", resource },
    ]);
  }
});
