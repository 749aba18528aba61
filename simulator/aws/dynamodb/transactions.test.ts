import {
  IdempotentParameterMismatchException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";
import {
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { startTableWorld, type TableWorld } from "./table-world.testing";

type Items = NonNullable<TransactWriteCommandInput["TransactItems"]>;

const TableName = "notes";
const key = (sk: string) => ({ pk: "p", sk });
const put = (sk: string, more = {}, options = {}) => ({
  Put: { TableName, Item: { ...key(sk), ...more }, ...options },
});
const set = (sk: string, text: unknown, options = {}) => ({
  Update: {
    TableName,
    Key: key(sk),
    UpdateExpression: "SET note = :text",
    ExpressionAttributeValues: { ":text": text },
    ...options,
  },
});
const isNew = { ConditionExpression: "attribute_not_exists(pk)" };
const exists = { ConditionExpression: "attribute_exists(pk)" };
const shown = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };

const write = ({ documents }: TableWorld, TransactItems: Items, more = {}) =>
  documents.send(new TransactWriteCommand({ TransactItems, ...more }));
const notes = async ({ cloud }: TableWorld) =>
  Object.fromEntries(
    (await cloud.dynamodb.items("notes")).map(({ sk, note }) => [sk?.S, note?.S ?? note?.N]),
  );

describe("a transaction that writes", () => {
  let world: TableWorld;
  beforeEach(async () => {
    world = await startTableWorld();
  });
  afterEach(() => world.stop());

  it("does all of it: puts, updates, deletes, and checks what it leaves alone", async () => {
    await write(world, [put("old", { note: "old" }), put("there")]);
    await write(world, [
      put("new", { note: "a" }, isNew),
      set("updated", "b"),
      { Delete: { TableName, Key: key("old") } },
      { ConditionCheck: { TableName, Key: key("there"), ...exists } },
    ]);
    expect(await notes(world)).toEqual({ new: "a", updated: "b", there: undefined });
  });

  it("does nothing when one condition fails, and gives each action its reason, in order", async () => {
    await write(world, [put("taken", { note: "mine" })]);
    const refused = write(world, [
      set("first", "a"),
      put("taken", { note: "yours" }, { ...isNew, ...shown }),
      { ConditionCheck: { TableName, Key: key("nowhere"), ...exists } },
      set("last", "b"),
    ]);
    await expect(refused).rejects.toThrow(TransactionCanceledException);
    await expect(refused).rejects.toMatchObject({
      message:
        "Transaction cancelled, please refer cancellation reasons for specific reasons " +
        "[None, ConditionalCheckFailed, ConditionalCheckFailed, None]",
      CancellationReasons: [
        { Code: "None" },
        {
          Code: "ConditionalCheckFailed",
          Message: "The conditional request failed",
          Item: { pk: { S: "p" }, sk: { S: "taken" }, note: { S: "mine" } },
        },
        { Code: "ConditionalCheckFailed", Message: "The conditional request failed" },
        { Code: "None" },
      ],
    });
    expect(await notes(world)).toEqual({ taken: "mine" });
  });

  it("undoes what it wrote, also in the index", async () => {
    await write(world, [put("one", { providerId: "before" })]);
    const update = {
      Update: {
        TableName,
        Key: key("one"),
        UpdateExpression: "SET providerId = :after",
        ExpressionAttributeValues: { ":after": "after" },
      },
    };
    await expect(write(world, [update, put("one-more", {}, exists)])).rejects.toThrow("cancelled");
    const store = world.cloud.dynamodb.store;
    const entries = [...store.range("notes/byProvider", {}, false)];
    expect(entries).toMatchObject([{ providerId: { S: "before" } }]);
  });

  it("names what is wrong with an action for its table or its item as that action's reason", async () => {
    await write(world, [put("text", { note: "a" })]);
    const refused = write(world, [
      put("fine"),
      {
        Update: {
          TableName,
          Key: key("text"),
          UpdateExpression: "ADD note :one",
          ExpressionAttributeValues: { ":one": 1 },
        },
      },
      { Delete: { TableName, Key: { pk: "p" } } },
      put("empty", { providerId: "" }),
      set("large", "ä".repeat(205 * 1024)),
    ]);
    await expect(refused).rejects.toMatchObject({
      CancellationReasons: [
        { Code: "None" },
        {
          Code: "ValidationError",
          Message: "An operand in the update expression has an incorrect data type",
        },
        {
          Code: "ValidationError",
          Message: "The provided key element does not match the schema",
        },
        { Code: "ValidationError", Message: expect.stringContaining("cannot contain an empty") },
        {
          Code: "ValidationError",
          Message: "Item size to update has exceeded the maximum allowed size",
        },
      ],
    });
    expect(await notes(world)).toEqual({ text: "a" });
  });

  it.each<[string, Items, string]>([
    ["without actions", [], "Member must have length greater than or equal to 1"],
    ["of 101 actions", Array.from({ length: 101 }, (_, at) => put(`${at}`)), "equal to 100"],
    ["with an empty action", [{}], "should contain Delete or Put or Update request"],
    [
      "with an action of two kinds",
      [{ ...put("a"), ...set("b", "x") }],
      "TransactItems can only contain one of Check, Put, Update or Delete",
    ],
    [
      "with two actions on one item",
      [put("a"), set("a", "x")],
      "Transaction request cannot include multiple operations on one item",
    ],
    [
      "of more than 4 MB",
      Array.from({ length: 11 }, (_, at) => put(`${at}`, { note: "x".repeat(390 * 1024) })),
      "4MB",
    ],
    [
      "with an expression that cannot be read",
      [set("a", "x", { UpdateExpression: "SET note =" })],
      "Invalid UpdateExpression: Syntax error",
    ],
    [
      "with a value that no expression uses",
      [set("a", "x", { ExpressionAttributeValues: { ":text": "x", ":more": "y" } })],
      "unused in expressions: keys: {:more}",
    ],
    [
      "with an item that is too large",
      [put("a", { note: "x".repeat(410_000) })],
      "maximum allowed",
    ],
  ])("refuses a transaction %s", async (_, items, message) => {
    const refused = write(world, items);
    await expect(refused).rejects.toMatchObject({ name: "ValidationException" });
    await expect(refused).rejects.toThrow(message);
    expect(await notes(world)).toEqual({});
  });

  it("says that a table is not there", async () => {
    const elsewhere = { Put: { TableName: "nowhere", Item: key("a") } };
    await expect(write(world, [put("a"), elsewhere])).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("is carried out once for a token, for ten minutes, and the token is for it alone", async () => {
    const once = { ClientRequestToken: "token", ReturnConsumedCapacity: "TOTAL" as const };
    const first = await write(world, [set("a", "1")], once);
    expect(first.ConsumedCapacity).toMatchObject([{ WriteCapacityUnits: 2 }]);
    await write(world, [set("a", "2")]);
    const again = await write(world, [set("a", "1")], once);
    expect(again.ConsumedCapacity).toMatchObject([{ ReadCapacityUnits: 2 }]);
    expect(await notes(world)).toEqual({ a: "2" });
    await expect(write(world, [set("a", "3")], once)).rejects.toThrow(
      IdempotentParameterMismatchException,
    );
    world.cloud.clock.advance(10 * 60_000);
    await write(world, [set("a", "3")], once);
    expect(await notes(world)).toEqual({ a: "3" });
  });

  it("leaves its token free when it was cancelled", async () => {
    const once = { ClientRequestToken: "token" };
    await expect(write(world, [put("a", {}, exists)], once)).rejects.toThrow("cancelled");
    await write(world, [set("a", "1")], once);
    expect(await notes(world)).toEqual({ a: "1" });
  });
});

describe("a transaction that reads", () => {
  let world: TableWorld;
  beforeEach(async () => {
    world = await startTableWorld();
  });
  afterEach(() => world.stop());
  const get = (sk: string, more = {}) => ({ Get: { TableName, Key: key(sk), ...more } });
  const read = (TransactItems: ReturnType<typeof get>[]) =>
    world.documents.send(new TransactGetCommand({ TransactItems }));

  it("gives the items in order, projected, and nothing for one that is not there", async () => {
    await write(world, [put("a", { note: "1" }), put("b", { note: "2" })]);
    const { Responses } = await read([
      get("b", { ProjectionExpression: "note" }),
      get("nowhere"),
      get("a"),
    ]);
    expect(Responses).toEqual([{ Item: { note: "2" } }, {}, { Item: { ...key("a"), note: "1" } }]);
  });

  it("refuses the same item twice, and gives a wrong key as reason", async () => {
    await expect(read([get("a"), get("a")])).rejects.toThrow("multiple operations on one item");
    const wrong = { Get: { TableName, Key: { pk: "p" } as never } };
    await expect(read([get("a"), wrong])).rejects.toMatchObject({
      CancellationReasons: [{ Code: "None" }, { Code: "ValidationError" }],
    });
  });
});

describe("transactions at the same time", () => {
  it("are refused where they meet on an item; so is a plain write, and the same token", async () => {
    const world = await startTableWorld({ transactionConflicts: 1 });
    const { transactions } = world.cloud.dynamodb;
    const item = { pk: { S: "p" }, sk: { S: "a" } };
    const input = { TransactItems: [{ Put: { TableName, Item: item } }] };
    const first = transactions.write({ ...input, ClientRequestToken: "one" });
    expect(() => transactions.refuseConflict("PutItem", { TableName, Item: item })).toThrow(
      expect.objectContaining({ name: TransactionConflictException.name }),
    );
    await expect(transactions.write(input)).rejects.toMatchObject({
      code: "TransactionCanceledException",
      details: { CancellationReasons: [{ Code: "TransactionConflict" }] },
    });
    await expect(transactions.write({ ...input, ClientRequestToken: "one" })).rejects.toMatchObject(
      { code: TransactionInProgressException.name },
    );
    await first;
    await transactions.write(input);
    await world.stop();
  });

  // A transaction moves counters on, under the condition that they are what its client last saw.
  const step = fc.record({
    items: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 }),
    wrong: fc.boolean(),
  });

  it("leave what some order of them leaves, whoever sends them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.array(step, { maxLength: 5 }), { minLength: 2, maxLength: 4 }),
        async (seed, clients) => {
          const world = await startTableWorld({ transactionConflicts: 0.3 }, {}, seed);
          try {
            const done: { readonly sk: string; readonly from: number }[][] = [];
            const client = async (steps: (typeof clients)[number]) => {
              for (const { items, wrong } of steps) {
                const seen = await world.documents
                  .send(
                    new TransactGetCommand({
                      TransactItems: items.map((sk) => ({ Get: { TableName, Key: key(sk) } })),
                    }),
                  )
                  .catch(() => undefined);
                if (!seen) continue;
                const moves = items.map((sk, at) => ({
                  sk,
                  from: Number(seen.Responses?.[at]?.Item?.note ?? 0) + (wrong && at > 0 ? 1 : 0),
                }));
                await write(
                  world,
                  moves.map(({ sk, from }) =>
                    set(sk, from + 1, {
                      ConditionExpression:
                        from === 0 ? "attribute_not_exists(note)" : "note = :from",
                      ExpressionAttributeValues: {
                        ":text": from + 1,
                        ...(from > 0 && { ":from": from }),
                      },
                    }),
                  ),
                ).then(
                  () => done.push(moves),
                  (error) => expect(error).toBeInstanceOf(TransactionCanceledException),
                );
              }
            };
            await Promise.all(clients.map(client));
            // Of each item, every number was passed once: so the transactions have an order by
            // which each saw what the one before left. And the ends are what that order leaves.
            for (const sk of ["a", "b", "c", "d"]) {
              const passed = done
                .flat()
                .filter((move) => move.sk === sk)
                .map(({ from }) => from);
              expect(passed.toSorted((one, other) => one - other)).toEqual(
                passed.map((_, at) => at),
              );
              const end = (await notes(world))[sk];
              expect(end).toBe(passed.length > 0 ? String(passed.length) : undefined);
            }
            expect(hasOrder(done)).toBe(true);
          } finally {
            await world.stop();
          }
        },
      ),
      { numRuns: 20, endOnFailure: true },
    );
  });
});

/** Whether one transaction after the other can be taken that finds each item as it expects it. */
function hasOrder(transactions: readonly (readonly { sk: string; from: number }[])[]): boolean {
  const state = new Map<string, number>();
  const left = new Set(transactions);
  for (;;) {
    const next = [...left].find((moves) =>
      moves.every(({ sk, from }) => (state.get(sk) ?? 0) === from),
    );
    if (!next) return left.size === 0;
    for (const { sk, from } of next) state.set(sk, from + 1);
    left.delete(next);
  }
}
