import { DescribeTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { attributes, startTableWorld, type TableWorld } from "./table-world.testing";

const TableName = "notes";
const ttl = { attributeName: "expiresAt", enabled: true };
const [minute, hour] = [60_000, 3_600_000];

describe("items that expire", () => {
  let world: TableWorld;
  const seconds = (milliseconds: number) =>
    Math.floor((world.cloud.clock.now() + milliseconds) / 1000);
  const put = (sk: string, expiresAt?: unknown) =>
    world.documents.send(new PutCommand({ TableName, Item: { pk: "p", sk, expiresAt } }));
  const left = async () => (await world.cloud.dynamodb.items("notes")).map(({ sk }) => sk?.S);

  beforeEach(async () => {
    world = await startTableWorld({}, { ttl });
  });
  afterEach(() => world.stop());

  it("stay readable when they have expired, and are gone within two days", async () => {
    for (let item = 10; item < 30; item += 1) await put(`${item}`, seconds(hour));
    world.cloud.clock.advance(hour + minute - 2000);
    expect(await left()).toHaveLength(20);
    const { Item } = await world.documents.send(
      new GetCommand({ TableName, Key: { pk: "p", sk: "10" } }),
    );
    expect(Item).toBeDefined();
    world.cloud.clock.advance(24 * hour);
    const afterADay = (await left()).length;
    expect(afterADay).toBeGreaterThan(0);
    expect(afterADay).toBeLessThan(20);
    world.cloud.clock.advance(24 * hour);
    expect(await left()).toEqual([]);
  });

  it("live on when their time is put off", async () => {
    await put("kept", seconds(hour));
    await world.documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: "p", sk: "kept" },
        UpdateExpression: "SET expiresAt = :later",
        ExpressionAttributeValues: { ":later": seconds(100 * hour) },
      }),
    );
    world.cloud.clock.advance(99 * hour);
    expect(await left()).toEqual(["kept"]);
    world.cloud.clock.advance(50 * hour);
    expect(await left()).toEqual([]);
  });

  it("are those alone whose attribute is a number, and no older than five years", async () => {
    await put("never", "soon");
    await put("without");
    await put("mistake", seconds(-6 * 365 * 24 * hour));
    await put("milliseconds", world.cloud.clock.now());
    world.cloud.clock.advance(60 * hour);
    expect((await left()).sort()).toEqual(["milliseconds", "mistake", "never", "without"]);
  });

  it("are none in a table that declares no attribute, until it does", async () => {
    await world.declare.table("notes", { attributes });
    await put("old", seconds(0));
    world.cloud.clock.advance(60 * hour);
    expect(await left()).toEqual(["old"]);
    const describe = () => world.client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect((await describe()).TimeToLiveDescription).toEqual({ TimeToLiveStatus: "DISABLED" });
    await world.declare.table("notes", { attributes, ttl });
    expect((await describe()).TimeToLiveDescription).toEqual({
      TimeToLiveStatus: "ENABLED",
      AttributeName: "expiresAt",
    });
    world.cloud.clock.advance(60 * hour);
    expect(await left()).toEqual([]);
  });
});
