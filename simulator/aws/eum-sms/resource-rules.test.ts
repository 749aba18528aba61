import { ProviderOperations } from "../../pulumi/provider-operations";
import { ControlPlane, type Properties, type ResourceRecord } from "../account/control-plane";
import { activateNumber, numberType } from "./resource-rules";

// The account as a program meets it: every resource is checked, then made or changed.

let account: ControlPlane;
let provider: ProviderOperations;
beforeEach(() => {
  account = new ControlPlane();
  provider = new ProviderOperations(account);
});

const types = {
  number: "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
  pool: "aws:pinpoint/smsvoicev2Pool:Smsvoicev2Pool",
  list: "aws:pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList",
  keyword: "aws:pinpoint/smsvoicev2Keyword:Smsvoicev2Keyword",
  set: "aws:pinpoint/smsvoicev2ConfigurationSet:Smsvoicev2ConfigurationSet",
  destination: "aws:pinpoint/smsvoicev2EventDestination:Smsvoicev2EventDestination",
  topic: "aws:sns/topic:Topic",
  table: "aws:dynamodb/table:Table",
  logs: "aws:cloudwatch/logGroup:LogGroup",
} as const;

/** Makes a resource as the provider does, and gives what the account has of it. */
async function make(kind: keyof typeof types, inputs: Properties): Promise<ResourceRecord> {
  const named = { type: types[kind], logicalName: "it" };
  const checked = provider.check(named, {}, inputs, "0123456789");
  if (checked.failures.length > 0)
    throw new Error(checked.failures.map(({ reason }) => reason).join(" "));
  const { id } = await provider.create(named, checked.inputs, false);
  return now({ type: types[kind], id });
}

async function change(record: ResourceRecord, inputs: Properties): Promise<ResourceRecord> {
  await provider.update(record, record, { ...record.inputs, ...inputs }, false);
  return now(record);
}

function now({ type, id }: { readonly type: string; readonly id: string }): ResourceRecord {
  const found = account.get(type, id);
  if (!found) throw new Error(`${id} is gone`);
  return found;
}

const tollFree = {
  isoCountryCode: "US",
  messageType: "TRANSACTIONAL",
  numberType: "TOLL_FREE",
  numberCapabilities: ["SMS"],
  waitForActive: false,
};
const simulator = { ...tollFree, numberType: "SIMULATOR", waitForActive: true };

function poolOf(...numbers: ResourceRecord[]): Promise<ResourceRecord> {
  const originationIdentities = numbers.map(({ outputs }) => outputs.arn);
  return make("pool", {
    originationIdentities,
    messageType: "TRANSACTIONAL",
    isoCountryCode: "US",
  });
}

test("a simulator number is active, any other waits, and a pool takes it once it is told", async () => {
  expect((await make("number", simulator)).outputs.status).toBe("ACTIVE");
  const number = await make("number", tollFree);
  expect(number.outputs.status).toBe("PENDING");
  await expect(poolOf(number)).rejects.toThrow(
    `originationIdentities: the number ${number.outputs.phoneNumber} is PENDING; a pool takes ACTIVE numbers only`,
  );

  const status = () => account.get(numberType, number.id)?.outputs.status;
  expect(status()).toBe("PENDING");
  await activateNumber(account, String(number.outputs.arn));
  expect(status()).toBe("ACTIVE");
  await poolOf(now(number));
  await expect(activateNumber(account, "phone-0")).rejects.toThrow("no phone number phone-0");
});

test("an update of a number leaves it active", async () => {
  const number = await make("number", tollFree);
  await activateNumber(account, number.id);
  const changed = await change(now(number), { selfManagedOptOutsEnabled: true });
  expect(changed.outputs).toMatchObject({ status: "ACTIVE", selfManagedOptOutsEnabled: true });
});

test("to wait for a number that stays pending is refused, as the provider's half hour ends", async () => {
  await expect(make("number", { ...tollFree, waitForActive: true })).rejects.toThrow(
    "waitForActive is true, and a TOLL_FREE number stays PENDING",
  );
});

test("a 10DLC number is requested for a campaign", async () => {
  const tenDlc = { ...tollFree, numberType: "TEN_DLC" };
  await expect(make("number", tenDlc)).rejects.toThrow("registrationId is missing");
  await make("number", { ...tenDlc, registrationId: "registration-0123456789" });
});

test("a pool and its numbers are of one message type and one country, and a number is in one pool", async () => {
  const promotional = await make("number", { ...simulator, messageType: "PROMOTIONAL" });
  await expect(poolOf(promotional)).rejects.toThrow("has messageType PROMOTIONAL; allowed is");
  const canadian = await make("number", { ...simulator, isoCountryCode: "CA" });
  await expect(poolOf(canadian)).rejects.toThrow(
    "has isoCountryCode CA; allowed is the pool's, US",
  );
  const number = await make("number", simulator);
  const pool = await poolOf(number);
  await expect(poolOf(number)).rejects.toThrow(`is in the pool ${pool.id} already`);
  await change(pool, { deletionProtectionEnabled: true });
});

test.each([
  { deletionProtectionEnabled: true },
  { optOutListName: "people" },
  { selfManagedOptOutsEnabled: true },
  { twoWayChannelEnabled: true, twoWayChannelArn: "TOPIC" },
])("a number in a pool cannot be changed: %j", async (inputs) => {
  await make("list", { name: "people" });
  const topic = await make("topic", { name: "inbound" });
  const wanted = JSON.parse(JSON.stringify(inputs).replace("TOPIC", topic.id));
  const free = await make("number", simulator);
  await change(free, wanted);
  const number = await make("number", simulator);
  const pool = await poolOf(number);
  await expect(change(number, wanted)).rejects.toThrow(
    new RegExp(`^${Object.keys(inputs).sort().join(", ")} cannot change while .*${pool.id}`),
  );
  expect(now(number).outputs).toEqual(number.outputs);
});

test("a number cannot be deleted from under its pool, unless it says so", async () => {
  const number = await make("number", simulator);
  const pool = await poolOf(number);
  await expect(provider.delete(number, number.id)).rejects.toThrow(
    `the number is in the pool ${pool.id}`,
  );
  await provider.delete(pool, pool.id);
  await provider.delete(number, number.id);
  const forced = await make("number", { ...simulator, forceDisassociate: true });
  await poolOf(forced);
  await provider.delete(forced, forced.id);
});

test.each(["number", "pool", "table", "logs"] as const)(
  "deletion protection of a %s refuses its deletion until it is off",
  async (kind) => {
    const inputs = {
      number: async () => simulator,
      pool: async () => ({
        originationIdentities: [(await make("number", simulator)).outputs.arn],
        messageType: "TRANSACTIONAL",
      }),
      table: async () => ({
        billingMode: "PAY_PER_REQUEST",
        hashKey: "pk",
        attributes: [{ name: "pk", type: "S" }],
      }),
      logs: async () => ({}),
    };
    const record = await make(kind, {
      ...(await inputs[kind]()),
      deletionProtectionEnabled: true,
    });
    await expect(provider.delete(record, record.id)).rejects.toThrow(
      "deletionProtectionEnabled is true: set it to false",
    );
    await change(record, { deletionProtectionEnabled: false });
    await provider.delete(record, record.id);
    expect(account.get(record.type, record.id)).toBeUndefined();
  },
);

test("what a resource names must exist", async () => {
  await expect(make("number", { ...simulator, optOutListName: "nobody" })).rejects.toThrow(
    'optOutListName names "nobody"',
  );
  const nowhere = "arn:aws:sns:eu-central-1:123456789012:nowhere";
  const twoWay = { twoWayChannelEnabled: true, twoWayChannelArn: nowhere };
  await expect(make("number", { ...simulator, ...twoWay })).rejects.toThrow(
    `twoWayChannelArn names "${nowhere}"`,
  );
  const pool = "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-0";
  await expect(
    make("keyword", { originationIdentityArn: pool, keyword: "START", keywordMessage: "Hello." }),
  ).rejects.toThrow(`originationIdentityArn names "${pool}"`);
  const destination = {
    configurationSetName: "sms",
    eventDestinationName: "events",
    matchingEventTypes: ["TEXT_ALL"],
    snsDestination: { topicArn: nowhere },
  };
  await expect(make("destination", destination)).rejects.toThrow(
    'configurationSetName names "sms"',
  );
  await make("set", { name: "sms" });
  await expect(make("destination", destination)).rejects.toThrow(
    `snsDestination.topicArn names "${nowhere}"`,
  );
});

test("a channel goes with two-way, and an event destination has a sink", async () => {
  const topic = await make("topic", { name: "inbound" });
  await expect(make("number", { ...simulator, twoWayChannelArn: topic.id })).rejects.toThrow(
    "twoWayChannelArn is set; allowed is it with twoWayChannelEnabled: true",
  );
  await expect(make("number", { ...simulator, twoWayChannelEnabled: true })).rejects.toThrow(
    "twoWayChannelArn is missing; twoWayChannelEnabled: true needs it",
  );
  await make("set", { name: "sms" });
  const destination = {
    configurationSetName: "sms",
    eventDestinationName: "events",
    matchingEventTypes: ["TEXT_ALL"],
  };
  await expect(make("destination", destination)).rejects.toThrow(
    "no destination is set; allowed is exactly one of",
  );
});

test.each([
  ["start", "allowed is what matches"],
  [" START", "allowed is what matches"],
  ["S".repeat(31), "has 31 characters; allowed are 1 to 30"],
])("the keyword %j is refused", async (keyword, reason) => {
  const number = await make("number", simulator);
  const inputs = { originationIdentityArn: number.outputs.arn, keyword, keywordMessage: "Hello." };
  await expect(make("keyword", inputs)).rejects.toThrow(reason);
});

test("a keyword without an action answers; AWS keeps that of STOP and HELP", async () => {
  const number = await make("number", simulator);
  const keyword = (word: string) =>
    make("keyword", {
      originationIdentityArn: number.outputs.arn,
      keyword: word,
      keywordMessage: "Hello.",
    });
  expect((await keyword("START")).outputs.keywordAction).toBe("AUTOMATIC_RESPONSE");
  expect((await keyword("STOP")).outputs.keywordAction).toBeUndefined();
});
