import * as sdk from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { ana, business, numberArn, poolArn, SmsWorld, setArn, topicArn } from "./sms-world.testing";

let world: SmsWorld;

beforeEach(async () => {
  world = await SmsWorld.start();
});
afterEach(() => world.stop());

test("what the program declared is described, by the SDK's own client", async () => {
  const { PhoneNumbers } = await world.client.send(new sdk.DescribePhoneNumbersCommand({}));
  expect(PhoneNumbers).toEqual([
    {
      PhoneNumberArn: numberArn,
      PhoneNumberId: "phone-1",
      PhoneNumber: business,
      PoolId: "pool-1",
      Status: "ACTIVE",
      IsoCountryCode: "US",
      MessageType: "TRANSACTIONAL",
      NumberCapabilities: ["SMS"],
      NumberType: "SIMULATOR",
      MonthlyLeasingPrice: "1.00",
      TwoWayEnabled: false,
      SelfManagedOptOutsEnabled: false,
      OptOutListName: "Default",
      InternationalSendingEnabled: false,
      DeletionProtectionEnabled: false,
      CreatedTimestamp: expect.any(Date),
    },
  ]);
  const { Pools } = await world.client.send(new sdk.DescribePoolsCommand({ PoolIds: ["pool-1"] }));
  expect(Pools).toMatchObject([
    { PoolArn: poolArn, TwoWayEnabled: true, TwoWayChannelArn: topicArn, OptOutListName: "people" },
  ]);
  const list = new sdk.ListPoolOriginationIdentitiesCommand({ PoolId: poolArn });
  expect(await world.client.send(list)).toMatchObject({
    PoolId: "pool-1",
    OriginationIdentities: [{ OriginationIdentityArn: numberArn, PhoneNumber: business }],
  });
  const { ConfigurationSets } = await world.client.send(
    new sdk.DescribeConfigurationSetsCommand({ ConfigurationSetNames: [setArn] }),
  );
  expect(ConfigurationSets).toMatchObject([
    {
      ConfigurationSetName: "set",
      EventDestinations: [
        {
          EventDestinationName: "topic",
          Enabled: true,
          MatchingEventTypes: ["TEXT_ALL"],
          SnsDestination: { TopicArn: topicArn },
        },
      ],
    },
  ]);
  const { OptOutLists } = await world.client.send(new sdk.DescribeOptOutListsCommand({}));
  expect(OptOutLists?.map(({ OptOutListName }) => OptOutListName)).toEqual(["Default", "people"]);
});

test("keywords are those declared, and the two that every number has", async () => {
  await world.declare("Keyword", "stop", {
    originationIdentityArn: poolArn,
    keyword: "STOP",
    keywordMessage: "Bye.",
  });
  const describe = (change: Partial<sdk.DescribeKeywordsCommandInput>) =>
    world.client.send(
      new sdk.DescribeKeywordsCommand({ OriginationIdentity: "pool-1", ...change }),
    );
  expect(await describe({})).toMatchObject({
    OriginationIdentityArn: poolArn,
    Keywords: [
      { Keyword: "HELP", KeywordAction: "AUTOMATIC_RESPONSE" },
      { Keyword: "STOP", KeywordAction: "OPT_OUT", KeywordMessage: "Bye." },
    ],
  });
  const optOut = { Name: "keyword-action", Values: ["OPT_OUT"] } as const;
  expect(await describe({ Filters: [{ ...optOut, Values: [...optOut.Values] }] })).toMatchObject({
    Keywords: [{ Keyword: "STOP" }],
  });
  await expect(describe({ Keywords: ["MENU"] })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    ResourceType: "keyword",
    ResourceId: "MENU",
  });
});

test("filters let through what matches all of them", async () => {
  const find = async (Filters: sdk.PhoneNumberFilter[]) =>
    (await world.client.send(new sdk.DescribePhoneNumbersCommand({ Filters }))).PhoneNumbers;
  const simulator = { Name: "number-type", Values: ["SIMULATOR", "TOLL_FREE"] } as const;
  const filter = ({ Name, Values }: { Name: string; Values: readonly string[] }) =>
    ({ Name, Values: [...Values] }) as sdk.PhoneNumberFilter;
  expect(await find([filter(simulator)])).toHaveLength(1);
  const twoWay = { Name: "two-way-enabled", Values: ["true"] };
  expect(await find([filter(simulator), filter(twoWay)])).toEqual([]);
  await expect(find([filter({ Name: "colour", Values: ["red"] })])).rejects.toMatchObject({
    name: "ValidationException",
    Fields: [expect.objectContaining({ Name: "Filters.0.Name" })],
  });
});

test("pages follow one another by their tokens, and a foreign token is refused", async () => {
  for (const digit of [1, 2, 3, 4])
    await world.number({ phoneNumber: `+1202555012${digit}` }, `phone-x${digit}`);
  const pages = sdk.paginateDescribePhoneNumbers({ client: world.client, pageSize: 2 }, {});
  const sizes: (number | undefined)[] = [];
  const seen = new Set<string | undefined>();
  for await (const { PhoneNumbers } of pages) {
    sizes.push(PhoneNumbers?.length);
    for (const { PhoneNumberId } of PhoneNumbers ?? []) seen.add(PhoneNumberId);
  }
  expect(sizes).toEqual([2, 2, 1]);
  expect(seen.size).toBe(5);
  const { NextToken } = await world.client.send(
    new sdk.DescribePhoneNumbersCommand({ MaxResults: 1 }),
  );
  for (const token of ["nonsense", NextToken])
    await expect(
      world.client.send(new sdk.DescribePoolsCommand({ NextToken: token })),
    ).rejects.toMatchObject({ Reason: "INVALID_NEXT_TOKEN" });
});

test.each([
  ["phone-number", new sdk.DescribePhoneNumbersCommand({ PhoneNumberIds: ["phone-9"] })],
  ["pool", new sdk.DescribePoolsCommand({ PoolIds: ["phone-9"] })],
  ["opt-out-list", new sdk.DescribeOptOutListsCommand({ OptOutListNames: ["phone-9"] })],
  ["sender-id", new sdk.DescribeSenderIdsCommand({ SenderIds: [senderId()] })],
  ["registration", new sdk.DescribeRegistrationsCommand({ RegistrationIds: ["phone-9"] })],
] as [string, sdk.DescribePoolsCommand][])(
  "a %s that does not exist is named",
  async (kind, ask) => {
    await expect(world.client.send(ask)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      ResourceType: kind,
      ResourceId: expect.stringContaining("phone-9"),
    });
  },
);

function senderId(): sdk.SenderIdAndCountry {
  return { SenderId: "phone-9", IsoCountryCode: "US" };
}

test("the opted-out numbers of a list can be filtered and asked for", async () => {
  world.phone().write(business, "STOP");
  await world.cloud.activity.quiet();
  await world.client.send(
    new sdk.PutOptedOutNumberCommand({
      OptOutListName: "people",
      OptedOutNumber: "12025550143",
    }),
  );
  const ask = (change: Partial<sdk.DescribeOptedOutNumbersCommandInput>) =>
    world.client.send(
      new sdk.DescribeOptedOutNumbersCommand({ OptOutListName: "people", ...change }),
    );
  const byThemselves = { Name: "end-user-opted-out", Values: ["true"] } as const;
  expect(await ask({ Filters: [{ ...byThemselves, Values: ["true"] }] })).toMatchObject({
    OptOutListName: "people",
    OptedOutNumbers: [{ OptedOutNumber: ana.number }],
  });
  expect((await ask({ OptedOutNumbers: ["+12025550143"] })).OptedOutNumbers).toHaveLength(1);
  await expect(ask({ OptedOutNumbers: ["+12025550144"] })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("the account says its tier, its quotas and what it may spend", async () => {
  const { AccountAttributes } = await world.client.send(
    new sdk.DescribeAccountAttributesCommand({}),
  );
  expect(AccountAttributes).toEqual([{ Name: "ACCOUNT_TIER", Value: "PRODUCTION" }]);
  const { AccountLimits } = await world.client.send(new sdk.DescribeAccountLimitsCommand({}));
  expect(AccountLimits?.map(({ Name }) => Name).toSorted()).toEqual(
    Object.values(sdk.AccountLimitName).toSorted(),
  );
  expect(AccountLimits).toContainEqual({ Name: "POOLS", Used: 1, Max: 25 });
  world.sms.limitMonthlySpending(7);
  const { SpendLimits } = await world.client.send(new sdk.DescribeSpendLimitsCommand({}));
  expect(SpendLimits?.map(({ Name }) => Name).toSorted()).toEqual(
    Object.values(sdk.SpendLimitName).toSorted(),
  );
  expect(SpendLimits?.[0]).toMatchObject({ EnforcedLimit: 7, Overridden: false });
});

test("tags are added, listed and taken off, in the account's own record", async () => {
  await world.pool({ tags: { app: "a" }, tagsAll: { app: "a", stack: "dev" } });
  const ResourceArn = poolArn;
  const tags = async () =>
    (await world.client.send(new sdk.ListTagsForResourceCommand({ ResourceArn }))).Tags;
  expect(await tags()).toEqual([
    { Key: "app", Value: "a" },
    { Key: "stack", Value: "dev" },
  ]);
  await world.client.send(
    new sdk.TagResourceCommand({ ResourceArn, Tags: [{ Key: "app", Value: "b" }] }),
  );
  await world.client.send(new sdk.UntagResourceCommand({ ResourceArn, TagKeys: ["stack"] }));
  expect(await tags()).toEqual([{ Key: "app", Value: "b" }]);
  const type = "aws:pinpoint/smsvoicev2Pool:Smsvoicev2Pool";
  expect(world.cloud.controlPlane.get(type, "pool-1")?.outputs.tagsAll).toEqual({ app: "b" });
  const unknown = new sdk.ListTagsForResourceCommand({ ResourceArn: `${poolArn}9` });
  await expect(world.client.send(unknown)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    ResourceType: "pool",
  });
});

test("every operation is one of the service's own, and what is not there is an unknown one", async () => {
  const commands = Object.keys(sdk);
  for (const name of Object.keys(world.sms.operations))
    expect(commands).toContain(`${name}Command`);
  const voice = new sdk.SendVoiceMessageCommand({
    DestinationPhoneNumber: ana.number,
    OriginationIdentity: poolArn,
  });
  await expect(world.client.send(voice)).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: "The operation SendVoiceMessage of sms-voice is not simulated.",
  });
});
