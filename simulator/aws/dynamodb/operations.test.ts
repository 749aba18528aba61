import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

const index = { name: "byProvider", hashKey: "providerId", projectionType: "ALL" };
const attributes = ["pk", "sk", "providerId"].map((name) => ({ name, type: "S" }));

describe("DynamoDB on the wire, by the SDK's own client", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;
  let client: DynamoDBClient;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1 });
    declare = new Declare(cloud.controlPlane);
    client = new DynamoDBClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
    });
    await declare.table("notes", { attributes, globalSecondaryIndexes: [index] });
  });
  afterEach(async () => {
    client.destroy();
    await cloud.stop();
  });

  const put = (sk: string, extra = {}) =>
    client.send(
      new PutItemCommand({ TableName: "notes", Item: { pk: { S: "p" }, sk: { S: sk }, ...extra } }),
    );

  it("reads, writes and queries table and index", async () => {
    await put("1", { providerId: { S: "wamid.1" } });
    await put("2");
    const query = {
      TableName: "notes",
      ExpressionAttributeValues: { ":p": { S: "p" } },
      KeyConditionExpression: "pk = :p",
    };
    expect((await client.send(new QueryCommand(query))).Count).toBe(2);
    const byProvider = await client.send(
      new QueryCommand({
        TableName: "notes",
        IndexName: "byProvider",
        KeyConditionExpression: "providerId = :id",
        ExpressionAttributeValues: { ":id": { S: "wamid.1" } },
      }),
    );
    expect(byProvider.Items).toMatchObject([{ sk: { S: "1" } }]);
  });

  it("lets one of many conditional writes win, and shows the losers the item in the way", async () => {
    const claims = await Promise.allSettled(
      Array.from({ length: 20 }, (_, claimant) =>
        client.send(
          new PutItemCommand({
            TableName: "notes",
            Item: { pk: { S: "claim" }, sk: { S: "1" }, by: { N: String(claimant) } },
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
      ),
    );
    const lost = claims.filter((claim) => claim.status === "rejected").map(({ reason }) => reason);
    expect(lost).toHaveLength(19);
    expect(lost[0]).toBeInstanceOf(ConditionalCheckFailedException);
    const [held] = await cloud.dynamodb.items("notes");
    expect(lost[0].Item).toEqual(held);
  });

  it("shows the item in the way of an update, too", async () => {
    await put("1", { status: { S: "sent" } });
    const update = client.send(
      new UpdateItemCommand({
        TableName: "notes",
        Key: { pk: { S: "p" }, sk: { S: "1" } },
        UpdateExpression: "SET #s = :read",
        ConditionExpression: "#s = :delivered",
        ExpressionAttributeNames: { "#s": "status" },
        ExpressionAttributeValues: { ":read": { S: "read" }, ":delivered": { S: "delivered" } },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    await expect(update).rejects.toMatchObject({ Item: { status: { S: "sent" } } });
  });

  it("names an operation that is not simulated", async () => {
    await expect(client.send(new TransactWriteItemsCommand({ TransactItems: [] }))).rejects.toThrow(
      "TransactWriteItems of DynamoDB is not simulated",
    );
  });

  it("holds the declared items: created, changed, moved to another key, removed", async () => {
    const item = (sk: string, weight: number) =>
      declare.resource("aws:dynamodb/tableItem:TableItem", "weight", {
        tableName: "notes",
        hashKey: "pk",
        rangeKey: "sk",
        item: JSON.stringify({
          pk: { S: "rollout" },
          sk: { S: sk },
          weight: { N: String(weight) },
        }),
      });
    await item("a", 10);
    await item("a", 25);
    expect(
      (
        await client.send(
          new GetItemCommand({ TableName: "notes", Key: { pk: { S: "rollout" }, sk: { S: "a" } } }),
        )
      ).Item?.weight,
    ).toEqual({ N: "25" });
    await item("b", 25);
    expect(await cloud.dynamodb.items("notes")).toMatchObject([{ sk: { S: "b" } }]);
    await declare.remove("aws:dynamodb/tableItem:TableItem", "weight");
    expect(await cloud.dynamodb.items("notes")).toEqual([]);
  });

  it("keeps the items when an index is added, and none when the table goes", async () => {
    await put("1", { providerId: { S: "wamid.1" } });
    await declare.table("notes", {
      attributes,
      globalSecondaryIndexes: [index, { ...index, name: "again" }],
    });
    const query = {
      KeyConditionExpression: "providerId = :id",
      ExpressionAttributeValues: { ":id": { S: "wamid.1" } },
    };
    expect(
      (await client.send(new QueryCommand({ TableName: "notes", IndexName: "again", ...query })))
        .Count,
    ).toBe(1);
    await declare.remove("aws:dynamodb/table:Table", "notes");
    await expect(put("2")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await declare.table("notes");
    expect(await cloud.dynamodb.items("notes")).toEqual([]);
  });
});
