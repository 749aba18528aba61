import {
  ConflictExceptionReason,
  type SendTextMessageCommandInput,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { phoneNumber } from "../../phones/phone-number";
import { ana, business, numberArn, poolArn, SmsWorld, setArn, topicArn } from "./sms-world.testing";

let world: SmsWorld;

beforeEach(async () => {
  world = await SmsWorld.start();
});
afterEach(() => world.stop());

const success = "+14254147755";
const failure = "+14254147167";

describe("a text of the business", () => {
  test("arrives, and its configuration set's topic hears of it", async () => {
    const { MessageId } = await world.send({ Context: { ledger: "1" } });
    await world.cloud.activity.quiet();
    expect(world.phone().received()).toMatchObject([
      {
        id: MessageId,
        text: "Two eggs have 155 kcal.",
        businessNumber: business,
        tick: "delivered",
      },
    ]);
    expect(world.types()).toEqual(["TEXT_QUEUED", "TEXT_SUCCESSFUL", "TEXT_DELIVERED"]);
    expect(world.cloud.published[0]).toMatchObject({
      topicArn,
      publisher: { servicePrincipal: "sms-voice.amazonaws.com", sourceArn: setArn },
    });
    expect(world.events()[2]).toEqual({
      eventType: "TEXT_DELIVERED",
      eventVersion: "1.0",
      eventTimestamp: expect.any(Number),
      isFinal: true,
      originationPhoneNumber: business,
      destinationPhoneNumber: ana.number,
      isoCountryCode: "US",
      isInternationalSend: false,
      messageId: MessageId,
      messageRequestTimestamp: expect.any(Number),
      messageEncoding: "GSM",
      messageType: "TRANSACTIONAL",
      messageStatus: "DELIVERED",
      messageStatusDescription: "Message has been accepted by phone",
      context: { ledger: "1" },
      totalMessageParts: 1,
      totalMessagePrice: 0.01,
      totalCarrierFee: 0,
    });
    expect(world.events()[2]?.eventTimestamp).toBeGreaterThan(1e12);
    expect(world.events()[1]).toMatchObject({ isFinal: false });
  });

  test.each(["pool-1", poolArn, "phone-1", numberArn, business, undefined])(
    "may leave by origination identity %s",
    async (OriginationIdentity) => {
      await world.send({ OriginationIdentity });
      await world.cloud.activity.quiet();
      expect(world.phone().received()).toMatchObject([{ businessNumber: business }]);
    },
  );

  test("is reported only by the event types that the destination matches", async () => {
    await world.eventDestination({ matchingEventTypes: ["TEXT_DELIVERED", "TEXT_BLOCKED"] });
    await world.send();
    await world.send({ DestinationPhoneNumber: failure });
    await world.cloud.activity.quiet();
    expect(world.types().toSorted()).toEqual(["TEXT_BLOCKED", "TEXT_DELIVERED"]);
  });

  test("is reported by nobody while the event destination is off, and that is named", async () => {
    await world.eventDestination({ enabled: false });
    await world.send();
    await world.cloud.activity.quiet();
    expect(world.cloud.published).toEqual([]);
    expect(world.faults()).toEqual([
      "Configuration set set has no event destination: " +
        "what becomes of a message is told to nobody.",
    ]);
  });

  test("to a number that nobody has is accepted and unreachable", async () => {
    await world.number({ numberType: "LONG_CODE" });
    await world.send({ DestinationPhoneNumber: "+12025550199" });
    await world.cloud.activity.quiet();
    expect(world.types()).toEqual(["TEXT_QUEUED", "TEXT_UNREACHABLE"]);
  });

  test("waits for a phone that is off, until its time to live ends", async () => {
    world.phone().turnOff();
    await world.send({ TimeToLive: 60 });
    await world.send({ TimeToLive: 600, MessageBody: "second" });
    await world.cloud.activity.quiet();
    world.cloud.clock.advance(61_000);
    await world.cloud.activity.quiet();
    world.phone().turnOn();
    await world.cloud.activity.quiet();
    expect(
      world.types().filter((type) => type === "TEXT_TTL_EXPIRED" || type === "TEXT_DELIVERED"),
    ).toEqual(["TEXT_TTL_EXPIRED", "TEXT_DELIVERED"]);
    expect(world.phone().messages()).toMatchObject([
      { tick: "failed", failure: "TEXT_TTL_EXPIRED" },
      { tick: "delivered", text: "second" },
    ]);
  });

  test("ends as somebody decided for its recipient", async () => {
    world.sms.decideOutcome(ana.number, "TEXT_SPAM");
    await world.send();
    world.sms.decideOutcome(ana.number, undefined);
    await world.send();
    await world.cloud.activity.quiet();
    expect(world.phone().messages()).toMatchObject([
      { tick: "failed", failure: "TEXT_SPAM" },
      { tick: "delivered" },
    ]);
    expect(world.events()).toContainEqual(
      expect.objectContaining({ eventType: "TEXT_SPAM", messageStatus: "SPAM", isFinal: true }),
    );
  });

  test("as a dry run is validated and not sent", async () => {
    await world.send({ DryRun: true });
    await world.cloud.activity.quiet();
    expect(world.phone().messages()).toEqual([]);
    expect(world.cloud.published).toEqual([]);
  });

  test("tells the recipient's country, and how its characters are written", async () => {
    await world.number({ numberType: "LONG_CODE", isoCountryCode: "GB" });
    for (const to of ["+16135550123", "+447700900123", "+12025550142"])
      await world.send({ DestinationPhoneNumber: to, MessageBody: "жж" });
    await world.cloud.activity.quiet();
    const queued = world.events().filter(({ eventType }) => eventType === "TEXT_QUEUED");
    expect(queued.map(({ isoCountryCode }) => isoCountryCode)).toEqual(["CA", "GB", "US"]);
    expect(queued[0]).toMatchObject({ messageEncoding: "UNICODE", totalMessageParts: 1 });
  });

  const refused: [string, Partial<SendTextMessageCommandInput>, object][] = [
    ["a blank body", { MessageBody: "  " }, { Reason: "INVALID_PARAMETER" }],
    ["no body", { MessageBody: undefined }, { Reason: "MISSING_PARAMETER" }],
    ["1601 characters", { MessageBody: "x".repeat(1601) }, { name: "ValidationException" }],
    [
      "a destination that is none",
      { DestinationPhoneNumber: "hello" },
      { Reason: "INVALID_PARAMETER", Fields: [{ Name: "DestinationPhoneNumber" }] },
    ],
    ["a time to live of 4 s", { TimeToLive: 4 }, { Fields: [{ Name: "TimeToLive" }] }],
    [
      "six context entries",
      { Context: { a: "a", b: "b", c: "c", d: "d", e: "e", f: "f" } },
      { Fields: [{ Name: "Context" }] },
    ],
    [
      "an unknown pool",
      { OriginationIdentity: "pool-2" },
      { name: "ResourceNotFoundException", ResourceType: "pool", ResourceId: "pool-2" },
    ],
    [
      "an unknown number",
      { OriginationIdentity: "+12025550111" },
      { name: "ResourceNotFoundException", ResourceType: "phone-number" },
    ],
    [
      "an unknown configuration set",
      { ConfigurationSetName: "other" },
      { name: "ResourceNotFoundException", ResourceType: "configuration-set" },
    ],
    [
      "a protect configuration, of which there is none",
      { ProtectConfigurationId: "protect-1" },
      { name: "ResourceNotFoundException", ResourceType: "protect-configuration" },
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
  ];
  test.each(refused)("with %s is refused", async (_, change, error) => {
    const refusal = await world.send(change).catch((thrown: Error) => thrown);
    expect(refusal).toMatchObject(deep(error));
    expect(refusal).toHaveProperty("message", expect.stringMatching(/\S/));
  });
});

function deep(error: object): object {
  return "Fields" in error
    ? { ...error, Fields: (error.Fields as object[]).map((each) => expect.objectContaining(each)) }
    : error;
}

describe("a number that is not active", () => {
  test("sends nothing, and cannot be written to", async () => {
    await world.number({ numberType: "TOLL_FREE", status: "PENDING" });
    await expect(world.send()).rejects.toMatchObject({
      name: "ConflictException",
      Reason: ConflictExceptionReason.RESOURCE_NOT_ACTIVE,
      ResourceId: "phone-1",
    });
    expect(() => world.phone().write(business, "Hi")).toThrow(/No business has the SMS number/);
    await world.number({ numberType: "TOLL_FREE", status: "ACTIVE" });
    await expect(world.send()).resolves.toHaveProperty("MessageId");
  });

  test("of a pool leaves the sending to those that are", async () => {
    const second = { arn: numberArn.replace("phone-1", "phone-2"), phoneNumber: "+12025550111" };
    await world.number(second, "phone-2");
    await world.pool({ originationIdentities: [numberArn, second.arn] });
    await world.number({ status: "PENDING" });
    await world.send();
    await world.cloud.activity.quiet();
    expect(world.phone().received()).toMatchObject([{ businessNumber: second.phoneNumber }]);
  });

  test("or cannot do SMS, sends none", async () => {
    await world.number({ numberCapabilities: ["VOICE"] });
    await expect(world.send()).rejects.toMatchObject({ Reason: "NUMBER_CAPABILITIES_MISMATCH" });
  });
});

describe("a simulator number", () => {
  test("reaches AWS's simulator destinations and the phones that are declared to be such", async () => {
    await world.send({ DestinationPhoneNumber: success });
    await world.send({ DestinationPhoneNumber: failure });
    await world.cloud.activity.quiet();
    expect(world.types()).toEqual(
      expect.arrayContaining(["TEXT_QUEUED", "TEXT_DELIVERED", "TEXT_BLOCKED"]),
    );
    expect(world.sms.cannotReach(business, ana.number)).toBeUndefined();
  });

  test("reaches nobody else", async () => {
    await expect(world.send({ DestinationPhoneNumber: "+12025550199" })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("sends only to simulator destinations"),
    });
    const words = world.sms.cannotReach(business, phoneNumber("+12025550199"));
    expect(words).toContain("the destination is none");
  });

  test("reaches no simulator destination of another country", async () => {
    await expect(world.send({ DestinationPhoneNumber: "+447860019066" })).rejects.toMatchObject({
      Reason: "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
      message: expect.stringContaining("not to GB"),
    });
  });
});

test("a toll-free number sends to the US, and what a person stops at the carrier does not arrive", async () => {
  await world.number({ numberType: "TOLL_FREE" });
  await expect(world.send({ DestinationPhoneNumber: "+447700900123" })).rejects.toMatchObject({
    Reason: "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
  });
  world.phone().write(business, "STOP");
  await world.cloud.activity.quiet();
  await world.send();
  await world.cloud.activity.quiet();
  expect(world.types().at(-1)).toBe("TEXT_BLOCKED");
  world.phone().write(business, "UNSTOP");
  await world.cloud.activity.quiet();
  await world.send();
  await world.cloud.activity.quiet();
  expect(world.types().at(-1)).toBe("TEXT_DELIVERED");
});

describe("limits", () => {
  test.each([
    ["SHORT_CODE", "US", 100],
    ["LONG_CODE", "CA", 1],
    ["LONG_CODE", "GB", 10],
    ["TEN_DLC", "US", 1],
    ["TOLL_FREE", "US", 3],
  ])("a %s of %s sends %i parts a second", async (numberType, isoCountryCode, rate) => {
    await world.number({ numberType, isoCountryCode });
    world.cloud.clock.setSpeed(1e-6);
    for (let part = 0; part < rate; part += 1) await world.send();
    await expect(world.send()).rejects.toMatchObject({ name: "ThrottlingException" });
    world.cloud.clock.advance(Math.ceil(1000 / rate));
    await expect(world.send()).resolves.toHaveProperty("MessageId");
  });

  test("a long message takes the time of its parts", async () => {
    await world.number({ numberType: "TEN_DLC" });
    world.cloud.clock.setSpeed(1e-6);
    await world.send({ MessageBody: "x".repeat(400) });
    world.cloud.clock.advance(2_000);
    await expect(world.send()).rejects.toMatchObject({ name: "ThrottlingException" });
    world.cloud.clock.advance(1_000);
    await expect(world.send()).resolves.toHaveProperty("MessageId");
  });

  test("five dry runs a second are free, and cost the others nothing", async () => {
    world.cloud.clock.setSpeed(1e-6);
    for (let run = 0; run < 5; run += 1) await world.send({ DryRun: true });
    await expect(world.send({ DryRun: true })).rejects.toMatchObject({
      name: "ThrottlingException",
    });
    await expect(world.send()).resolves.toHaveProperty("MessageId");
  });

  test("the month's spending ends with its limit, and begins anew", async () => {
    world.cloud.clock.set(Date.parse("2027-01-31T23:00:00Z"));
    world.sms.limitMonthlySpending(0.02);
    await world.send();
    await world.send({ DryRun: true });
    await world.send();
    await expect(world.send()).rejects.toMatchObject({
      name: "ServiceQuotaExceededException",
      Reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
    });
    world.cloud.clock.advance(2 * 60 * 60 * 1000);
    await expect(world.send()).resolves.toHaveProperty("MessageId");
  });
});

test("IAM is asked about the pool or number and about the configuration set", () => {
  const request = {
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.alloc(0),
    caller: { kind: "deployer" } as const,
  };
  const permissions = (input: object) =>
    world.sms.operations.SendTextMessage?.read(
      { DestinationPhoneNumber: ana.number, MessageBody: "Hi", ...input },
      request,
    ).permissions;
  const on = (resource: string) => ["sms-voice:SendTextMessage", resource];
  expect(permissions({ OriginationIdentity: "pool-1" })).toEqual([on(poolArn)]);
  expect(permissions({ OriginationIdentity: poolArn })).toEqual([on(poolArn)]);
  expect(permissions({ OriginationIdentity: business, ConfigurationSetName: "set" })).toEqual([
    on(numberArn),
    on(setArn),
  ]);
  expect(permissions({ ConfigurationSetName: setArn })).toEqual([on("*"), on(setArn)]);
});
