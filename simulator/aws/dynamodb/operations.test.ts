import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DescribeContinuousBackupsCommand,
  DescribeLimitsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  UpdateItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { arn } from "../account/account";
import type { SimulatedCloud } from "../cloud";
import type { Declare } from "../declare.testing";
import { dynamoDb } from "./operations";
import { attributes, index, startTableWorld, type TableWorld } from "./table-world.testing";

describe("DynamoDB on the wire, by the SDK's own client", () => {
  let world: TableWorld;
  let cloud: SimulatedCloud;
  let declare: Declare;
  let client: DynamoDBClient;

  beforeEach(async () => {
    world = await startTableWorld();
    ({ cloud, declare, client } = world);
  });
  afterEach(() => world.stop());

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
    await expect(client.send(new DescribeLimitsCommand({}))).rejects.toThrow(
      "The operation DescribeLimits of dynamodb is not simulated",
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

  it("describes tables as they are declared", async () => {
    const ttl = { attributeName: "expiresAt", enabled: true };
    await declare.table("notes", {
      attributes,
      globalSecondaryIndexes: [index],
      ttl,
      pointInTimeRecovery: { enabled: true },
      tagsAll: { team: "messaging" },
    });
    await put("1");
    const TableName = "notes";
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({
      TableStatus: "ACTIVE",
      ItemCount: 1,
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
      GlobalSecondaryIndexes: [{ IndexName: "byProvider", IndexStatus: "ACTIVE" }],
      DeletionProtectionEnabled: false,
    });
    const ResourceArn = Table?.TableArn;
    const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: "team", Value: "messaging" }]);
    const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
    expect(backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toMatchObject({
      PointInTimeRecoveryStatus: "ENABLED",
    });
    await declare.table("others");
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(["notes", "others"]);
    const first = await client.send(new ListTablesCommand({ Limit: 1 }));
    expect(first).toMatchObject({ TableNames: ["notes"], LastEvaluatedTableName: "notes" });
    const nowhere = client.send(new DescribeTableCommand({ TableName: "nowhere" }));
    await expect(nowhere).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Requested resource not found: Table: nowhere not found",
    });
  });

  it("takes a table by its ARN", async () => {
    await put("1");
    const TableName = arn("dynamodb", "table/notes");
    const Key = { pk: { S: "p" }, sk: { S: "1" } };
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toBeDefined();
  });

  it("pages through more than fits into an answer", async () => {
    const text = { S: "x".repeat(300_000) };
    for (let item = 0; item < 8; item += 1) await put(`${item}`, { text });
    const pages = paginateQuery(
      { client },
      {
        TableName: "notes",
        KeyConditionExpression: "pk = :p",
        ExpressionAttributeValues: { ":p": { S: "p" } },
        ScanIndexForward: false,
      },
    );
    const found: (string | undefined)[][] = [];
    for await (const { Items = [] } of pages) found.push(Items.map(({ sk }) => sk?.S));
    expect(found.length).toBeGreaterThan(1);
    expect(found.flat()).toEqual(["7", "6", "5", "4", "3", "2", "1", "0"]);
  });

  it("does not let a protected table go", async () => {
    await declare.table("notes", { attributes, deletionProtectionEnabled: true });
    await put("1");
    await expect(declare.remove("aws:dynamodb/table:Table", "notes")).rejects.toThrow(
      "Resource cannot be deleted as it is currently protected against deletion. " +
        "Disable deletion protection first.",
    );
    expect(await cloud.dynamodb.items("notes")).toHaveLength(1);
    expect(cloud.controlPlane.find("aws:dynamodb/table:Table", "name", "notes")).toBeDefined();
    await declare.table("notes", { attributes });
    await declare.remove("aws:dynamodb/table:Table", "notes");
    expect(cloud.dynamodb.store.tableNames()).toEqual([]);
  });

  // What DynamoDB Local says to the same requests, in its words.
  it.each<[string, Record<string, AttributeValue>, string]>([
    ["an empty key", { pk: { S: "" } }, "a key attribute cannot contain an empty string value"],
    [
      "an empty key of an index",
      { providerId: { S: "" } },
      "One or more parameter values are not valid. A value specified for a secondary index key is " +
        "not supported. The AttributeValue for a key attribute cannot contain an empty string " +
        "value. IndexName: byProvider, IndexKey: providerId",
    ],
    [
      "a key of an index of another type",
      { providerId: { N: "1" } },
      "Type mismatch for Index Key",
    ],
    ["a key of an index of 2049 bytes", { providerId: { S: "x".repeat(2049) } }, "maximum size"],
    ["a number of 39 digits", { number: { N: "1".repeat(39) } }, "38 significant digits"],
    ["an item of more than 400 KB", { text: { S: "x".repeat(410_000) } }, "Item size has exceeded"],
    ["one that has as many bytes", { text: { S: "ä".repeat(205_000) } }, "Item size has exceeded"],
  ])("refuses to put %s", async (_, extra, message) => {
    await expect(put("1", extra)).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put("1", extra)).rejects.toThrow(message);
    const batch = new BatchWriteItemCommand({
      RequestItems: {
        notes: [{ PutRequest: { Item: { pk: { S: "p" }, sk: { S: "1" }, ...extra } } }],
      },
    });
    await expect(client.send(batch)).rejects.toMatchObject({ name: "ValidationException" });
    expect(await cloud.dynamodb.items("notes")).toEqual([]);
  });

  it.each<[string, AttributeValue, string]>([
    [
      "an empty key of an index",
      { S: "" },
      "The update expression attempted to update a secondary",
    ],
    ["a key of an index of another type", { N: "1" }, "Type mismatch for Index Key"],
    ["an item of more than 400 KB", { S: "ä".repeat(205_000) }, "maximum"],
  ])("refuses to update to %s, and leaves item and index alone", async (_, value, message) => {
    await put("1", { providerId: { S: "before" } });
    const before = await cloud.dynamodb.items("notes");
    const update = client.send(
      new UpdateItemCommand({
        TableName: "notes",
        Key: { pk: { S: "p" }, sk: { S: "1" } },
        UpdateExpression: "SET providerId = :value",
        ExpressionAttributeValues: { ":value": value },
      }),
    );
    await expect(update).rejects.toThrow(message);
    expect(await cloud.dynamodb.items("notes")).toEqual(before);
    expect([...cloud.dynamodb.store.range("notes/byProvider", {}, false)]).toHaveLength(1);
  });

  it("refuses batches that are too long, or ask two things of one item", async () => {
    const item = (sk: string) => ({ pk: { S: "p" }, sk: { S: sk } });
    await declare.table("others");
    const puts = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => ({
        PutRequest: { Item: item(`${from + at}`) },
      }));
    const write = (RequestItems: Record<string, WriteRequest[]>) =>
      client.send(new BatchWriteItemCommand({ RequestItems }));
    await write({ notes: puts(0, 15), others: puts(0, 10) });
    await expect(write({ notes: puts(0, 15), others: puts(0, 11) })).rejects.toThrow(
      "Too many items requested for the BatchWriteItem call",
    );
    const twice = [...puts(0, 1), { DeleteRequest: { Key: item("0") } }];
    await expect(write({ notes: twice })).rejects.toThrow("contains duplicates");
    const keys = Array.from({ length: 101 }, (_, at) => item(`${at}`));
    const read = client.send(new BatchGetItemCommand({ RequestItems: { notes: { Keys: keys } } }));
    await expect(read).rejects.toThrow("less than or equal to 100");
  });

  it("asks IAM for each table, for the index alone, and for the writes in a transaction", () => {
    const { operations } = dynamoDb(cloud.dynamodb);
    const asked = (name: string, input: object) =>
      operations[name]?.read(input, {} as never).permissions;
    const table = (name: string) => arn("dynamodb", `table/${name}`);
    expect(asked("GetItem", { TableName: "notes" })).toEqual([
      ["dynamodb:GetItem", table("notes")],
    ]);
    expect(asked("Query", { TableName: table("notes"), IndexName: "byProvider" })).toEqual([
      ["dynamodb:Query", `${table("notes")}/index/byProvider`],
    ]);
    expect(asked("BatchGetItem", { RequestItems: { a: {}, b: {} } })).toEqual([
      ["dynamodb:BatchGetItem", table("a")],
      ["dynamodb:BatchGetItem", table("b")],
    ]);
    const TransactItems = [
      { Put: { TableName: "a" } },
      { ConditionCheck: { TableName: "b" } },
      { Update: { TableName: "a" } },
      { Delete: { TableName: "b" } },
    ];
    expect(asked("TransactWriteItems", { TransactItems })).toEqual([
      ["dynamodb:PutItem", table("a")],
      ["dynamodb:ConditionCheckItem", table("b")],
      ["dynamodb:UpdateItem", table("a")],
      ["dynamodb:DeleteItem", table("b")],
    ]);
    expect(asked("TransactGetItems", { TransactItems: [{ Get: { TableName: "a" } }] })).toEqual([
      ["dynamodb:GetItem", table("a")],
    ]);
  });
});
