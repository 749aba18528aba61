import {
  DeleteOptedOutNumberCommand,
  DescribeOptedOutNumbersCommand,
  PutOptedOutNumberCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { phoneNumber } from "../../phones/phone-number";
import { ana, business, numberArn, poolArn, SmsWorld, topicArn } from "./sms-world.testing";

let world: SmsWorld;

beforeEach(async () => {
  world = await SmsWorld.start();
});
afterEach(() => world.stop());

describe("a person's text", () => {
  test("is published to the pool's two-way topic", async () => {
    const { id } = world.phone().write(business, "How many calories have two eggs?");
    await world.cloud.activity.quiet();
    expect(world.phone().messages()).toMatchObject([{ id, tick: "delivered" }]);
    expect(world.cloud.published).toMatchObject([
      { topicArn, publisher: { sourceArn: numberArn } },
    ]);
    expect(world.events()).toEqual([
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
    const { MessageId } = await world.send();
    await world.cloud.activity.quiet();
    world.phone().write(business, "thanks");
    await world.cloud.activity.quiet();
    expect(world.events().at(-1)).toMatchObject({ previousPublishedMessageId: MessageId });
  });

  test("is lost, and the number named, without a two-way channel", async () => {
    await world.pool({ twoWayEnabled: false });
    world.phone().write(business, "Hi");
    await world.cloud.activity.quiet();
    expect(world.phone().messages()).toMatchObject([{ tick: "sent" }]);
    expect(world.faults()[0]).toContain("phone-1 (+12025550110) has no two-way channel");
  });

  test("to a number that nobody has says so", () => {
    expect(() => world.phone().write(phoneNumber("+12025550111"), "Hi")).toThrow(
      /No business has the SMS number \+12025550111.*\+12025550110 \(aws\)/,
    );
  });
});

describe("opting out", () => {
  test("STOP is answered by AWS, published all the same, and refuses later texts until START", async () => {
    await world.declare("Keyword", "start", {
      originationIdentityArn: poolArn,
      keyword: "START",
      keywordMessage: "Welcome back.",
      keywordAction: "OPT_IN",
    });
    world.phone().write(business, "STOP");
    await world.cloud.activity.quiet();
    expect(world.phone().received()).toHaveLength(1);
    expect(world.events()).toMatchObject([{ messageKeyword: "STOP", messageBody: "STOP" }]);
    await expect(world.send()).rejects.toMatchObject({
      name: "ConflictException",
      Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    });
    const { OptedOutNumbers } = await world.client.send(
      new DescribeOptedOutNumbersCommand({ OptOutListName: "people" }),
    );
    expect(OptedOutNumbers).toMatchObject([
      { OptedOutNumber: ana.number, EndUserOptedOut: true, OptedOutTimestamp: expect.any(Date) },
    ]);

    world.phone().write(business, "start");
    await world.cloud.activity.quiet();
    await world.send();
    await world.cloud.activity.quiet();
    expect(
      world
        .phone()
        .received()
        .map(({ text }) => text)
        .slice(1),
    ).toEqual(["Welcome back.", "Two eggs have 155 kcal."]);
  });

  test("by another word than STOP is silent", async () => {
    world.phone().write(business, "cancel");
    await world.cloud.activity.quiet();
    expect(world.phone().received()).toEqual([]);
    await expect(world.send()).rejects.toMatchObject({
      Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    });
  });

  test("is left to the business where it manages opt-outs itself", async () => {
    await world.pool({ selfManagedOptOutsEnabled: true });
    world.phone().write(business, "STOP");
    await world.cloud.activity.quiet();
    expect(world.phone().received()).toEqual([]);
    await expect(world.send()).resolves.toHaveProperty("MessageId");
  });

  test("a list that is deleted forgets who was on it", async () => {
    await world.client.send(
      new PutOptedOutNumberCommand({ OptOutListName: "people", OptedOutNumber: ana.number }),
    );
    const type = "aws:pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList";
    await world.cloud.controlPlane.remove(type, "people");
    await world.declare("OptOutList", "people", { name: "people" });
    await expect(world.send()).resolves.toHaveProperty("MessageId");
  });

  test("the business may put a number on the list, and take it off once in 30 days", async () => {
    const entry = { OptOutListName: "people", OptedOutNumber: ana.number };
    await world.client.send(new PutOptedOutNumberCommand(entry));
    await expect(world.send()).rejects.toMatchObject({
      Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    });
    await expect(world.client.send(new DeleteOptedOutNumberCommand(entry))).resolves.toMatchObject({
      EndUserOptedOut: false,
    });
    await world.send();
    await expect(world.client.send(new DeleteOptedOutNumberCommand(entry))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      ResourceType: "opted-out-number",
    });
    await world.client.send(new PutOptedOutNumberCommand(entry));
    await expect(world.client.send(new DeleteOptedOutNumberCommand(entry))).rejects.toMatchObject({
      name: "ValidationException",
      Reason: "PHONE_NUMBER_CANNOT_BE_OPTED_IN",
    });
    world.cloud.clock.advance(30 * 24 * 60 * 60 * 1000);
    await expect(world.client.send(new DeleteOptedOutNumberCommand(entry))).resolves.toHaveProperty(
      "OptedOutNumber",
    );
  });
});
