import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
} from "@aws-sdk/lib-dynamodb";
import { startTableWorld, type TableWorld } from "./table-world.testing";

const TableName = "notes";
const Key = { pk: "p", sk: "1" };

describe("a read that does not ask to be consistent", () => {
  let world: TableWorld;
  const put = (note: string, sk = "1") =>
    world.documents.send(
      new PutCommand({ TableName, Item: { pk: "p", sk, note, providerId: `of ${note}` } }),
    );
  const get = async (ConsistentRead: boolean) =>
    (await world.documents.send(new GetCommand({ TableName, Key, ConsistentRead }))).Item?.note;

  beforeEach(async () => {
    world = await startTableWorld({ staleReads: 1 });
    // The clock stands still but for the real milliseconds that a test takes.
    world.cloud.clock.setSpeed(0.001);
  });
  afterEach(() => world.stop());

  it("may see what was before the writes of the last second; a consistent one never does", async () => {
    await put("first");
    expect(await get(false)).toBeUndefined();
    expect(await get(true)).toBe("first");
    world.cloud.clock.advance(1001);
    expect(await get(false)).toBe("first");
    await put("second");
    expect(await get(false)).toBe("first");
    expect(await get(true)).toBe("second");
    await world.documents.send(new DeleteCommand({ TableName, Key }));
    expect(["first", "second"]).toContain(await get(false));
    expect(await get(true)).toBeUndefined();
    world.cloud.clock.advance(1001);
    expect(await get(false)).toBeUndefined();
  });

  it("is any of query, scan and batch; in a batch each table has its own say", async () => {
    await put("first");
    world.cloud.clock.advance(1001);
    await put("second");
    await put("new", "2");
    const query = (ConsistentRead: boolean) =>
      world.documents.send(
        new QueryCommand({
          TableName,
          ConsistentRead,
          KeyConditionExpression: "pk = :p",
          ExpressionAttributeValues: { ":p": "p" },
        }),
      );
    expect((await query(false)).Items).toMatchObject([{ note: "first" }]);
    expect((await query(true)).Items).toMatchObject([{ note: "second" }, { note: "new" }]);
    const scan = await world.documents.send(new ScanCommand({ TableName }));
    expect(scan.Items).toMatchObject([{ note: "first" }]);
    const consistentScan = new ScanCommand({ TableName, ConsistentRead: true });
    expect((await world.documents.send(consistentScan)).Items).toMatchObject([
      { note: "second" },
      { note: "new" },
    ]);
    for (const [ConsistentRead, note] of [
      [false, "first"],
      [true, "second"],
    ] as const) {
      const batch = await world.documents.send(
        new BatchGetCommand({ RequestItems: { notes: { Keys: [Key], ConsistentRead } } }),
      );
      expect(batch.Responses?.notes).toMatchObject([{ note }]);
    }
  });

  it("is every read of a global index: its entries come and go later than the items", async () => {
    const byProvider = async (providerId: string) =>
      (
        await world.documents.send(
          new QueryCommand({
            TableName,
            IndexName: "byProvider",
            KeyConditionExpression: "providerId = :id",
            ExpressionAttributeValues: { ":id": providerId },
          }),
        )
      ).Count;
    await put("first");
    expect(await byProvider("of first")).toBe(0);
    world.cloud.clock.advance(1001);
    expect(await byProvider("of first")).toBe(1);
    await put("second");
    expect(await byProvider("of first")).toBe(1);
    expect(await byProvider("of second")).toBe(0);
  });

  it("is never a transaction", async () => {
    await put("first");
    const { Responses } = await world.documents.send(
      new TransactGetCommand({ TransactItems: [{ Get: { TableName, Key } }] }),
    );
    expect(Responses?.[0]?.Item?.note).toBe("first");
  });

  it("sees the same for the same seed, and usually what is there", async () => {
    const seen = async (seed: number) => {
      const other = await startTableWorld({ staleReads: 0.2 }, {}, seed);
      other.cloud.clock.setSpeed(0.001);
      await other.documents.send(new PutCommand({ TableName, Item: Key }));
      const reads: boolean[] = [];
      for (let read = 0; read < 50; read += 1) {
        const { Item } = await other.documents.send(new GetCommand({ TableName, Key }));
        reads.push(Item !== undefined);
      }
      await other.stop();
      return reads;
    };
    const reads = await seen(1);
    expect(await seen(1)).toEqual(reads);
    expect(reads.filter((isThere) => isThere).length).toBeGreaterThan(25);
    expect(reads).toContain(false);
  });
});
