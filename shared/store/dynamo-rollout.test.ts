import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { DynamoRollout } from "./dynamo-rollout";
import { openTestTable, type TestTable } from "./table.testing";

const minute = 60_000;
const declared = { sk: "DECLARED", awsWeight: 25, salt: "pepper", stage: "primary" };
const brake = { sk: "BRAKE", cap: 10, reason: "failures", incident: "I-1", at: 1 };

let test: TestTable;
let now: number;
let reads: number;
let isGone: boolean;
let counted: string[];
let rollout: DynamoRollout;

beforeEach(async () => {
  test = await openTestTable("nutrition");
  now = 1_000_000;
  reads = 0;
  isGone = false;
  counted = [];
  rollout = open();
});
afterEach(() => test.close());

/** The rollout as one environment of a function sees it. */
function open(): DynamoRollout {
  const client = {
    send: (command: Parameters<DynamoDBDocumentClient["send"]>[0]) => {
      reads += 1;
      if (isGone) throw new Error("the table is gone");
      return test.table.client.send(command);
    },
  } as DynamoDBDocumentClient;
  return new DynamoRollout(
    { ...test.table, client },
    {
      clock: { now: () => now, wait: async () => {} },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      metrics: { count: (name) => counted.push(name) },
    },
  );
}

const put = (Item: Record<string, unknown>) =>
  test.table.client.send(
    new PutCommand({ TableName: test.table.name, Item: { pk: "ROLLOUT", ...Item } }),
  );

describe("the rollout", () => {
  it("is what is declared where no brake is", async () => {
    await put(declared);
    expect(await rollout.read()).toEqual({
      awsWeight: 25,
      salt: "pepper",
      stage: "primary",
      paused: false,
      downUntil: {},
    });
  });

  it("is read again after five seconds, and once for all who ask at the same time", async () => {
    await put(declared);
    await Promise.all([rollout.read(), rollout.read()]);
    await put(brake);
    now += 4_999;
    expect((await rollout.read()).awsWeight).toBe(25);
    expect(reads).toBe(1);
    now += 1;
    expect((await rollout.read()).awsWeight).toBe(10);
    expect(reads).toBe(2);
  });

  it("is held by the brake's cap, and paused whatever the cap", async () => {
    await put(declared);
    await put({ ...brake, cap: 100, pause: true });
    expect(await rollout.read()).toMatchObject({ awsWeight: 25, paused: true });
  });

  it("was never readable: whoever asks is told what to do", async () => {
    await expect(rollout.read()).rejects.toThrow(
      /Table nutrition has no readable item ROLLOUT\/DECLARED.*deploy/,
    );
    await put({ ...declared, awsWeight: "25" });
    await expect(rollout.read()).rejects.toThrow(/awsWeight/);
    expect(counted).toEqual(["RolloutUnreadable", "RolloutUnreadable"]);
  });
});

describe("a brake that cannot be read", () => {
  const states = {
    "is written wrongly": () => put({ ...brake, cap: "ten" }),
    "lies in a table that cannot be read": async () => {
      isGone = true;
    },
  };

  it.each(Object.entries(states))(
    "because it %s is the last good one for five minutes, then cap 0",
    async (_, breakIt) => {
      await put(declared);
      await put(brake);
      await rollout.read();
      await breakIt();
      for (now += 5_000; now < 1_000_000 + 5 * minute; now += 60_000)
        expect((await rollout.read()).awsWeight).toBe(10);
      now = 1_000_000 + 5 * minute;
      expect((await rollout.read()).awsWeight).toBe(0);
      expect(counted.length).toBeGreaterThan(0);
      expect(new Set(counted)).toEqual(new Set(["RolloutUnreadable"]));
      isGone = false;
      await put({ ...brake, cap: 15 });
      now += 5_000;
      expect((await rollout.read()).awsWeight).toBe(15);
    },
  );

  it("is cap 0 at once where none was ever read", async () => {
    await put(declared);
    await put({ ...brake, cap: -1 });
    expect((await rollout.read()).awsWeight).toBe(0);
  });

  it.each(Object.entries(states))("and %s does not lift a pause", async (_, breakIt) => {
    await put(declared);
    await put({ ...brake, pause: true });
    await rollout.read();
    await breakIt();
    now += 6 * minute;
    expect(await rollout.read()).toMatchObject({ awsWeight: 0, paused: true });
    now += 6 * minute;
    expect((await rollout.read()).paused).toBe(true);
  });

  it("keeps nobody waiting for the table again within seconds", async () => {
    await put(declared);
    await rollout.read();
    isGone = true;
    now += 5_000;
    await rollout.read();
    const before = reads;
    await rollout.read();
    expect(reads).toBe(before);
  });
});

describe("an arm that is down", () => {
  it("is so for all, beside a brake or alone, and for no longer than was said", async () => {
    await put(declared);
    await rollout.read();
    await rollout.trip("B", now + 30_000);
    expect((await rollout.read()).downUntil).toEqual({ B: now + 30_000 });
    expect(await open().read()).toMatchObject({ awsWeight: 25, downUntil: { B: now + 30_000 } });
    await put({ ...brake, downUntilA: 7 });
    expect(await open().read()).toMatchObject({ awsWeight: 10, downUntil: { A: 7 } });
  });

  it("leaves the brake as it is", async () => {
    await put(declared);
    await put({ ...brake, pause: true });
    await rollout.trip("A", 5);
    expect(await open().read()).toMatchObject({ awsWeight: 10, paused: true, downUntil: { A: 5 } });
    await test.table.client.send(
      new DeleteCommand({ TableName: test.table.name, Key: { pk: "ROLLOUT", sk: "BRAKE" } }),
    );
    expect(await open().read()).toMatchObject({ awsWeight: 25, paused: false, downUntil: {} });
  });
});
