import type { AddressInfo } from "node:net";
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { tableShape } from "./item-shapes";
import { openTable, type Table } from "./table";

export interface TestTable {
  readonly table: Table;
  close(): Promise<void>;
}

/** For tests: an empty table of the declared shape, in a DynamoDB emulator in this process. */
export async function openTestTable(name = "test"): Promise<TestTable> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  await client.send(createTable(name));
  await untilActive(client, name);
  return {
    table: openTable(name, client),
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The emulator answers before the table is there. */
async function untilActive(client: DynamoDBClient, name: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (Table?.TableStatus !== "ACTIVE") return untilActive(client, name);
}

function createTable(name: string): CreateTableCommand {
  const { partitionKey, sortKey, providerIdIndex } = tableShape;
  return new CreateTableCommand({
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [partitionKey, sortKey, providerIdIndex.partitionKey].map(
      (attribute) => ({
        AttributeName: attribute,
        AttributeType: "S",
      }),
    ),
    KeySchema: [
      { AttributeName: partitionKey, KeyType: "HASH" },
      { AttributeName: sortKey, KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: providerIdIndex.name,
        KeySchema: [{ AttributeName: providerIdIndex.partitionKey, KeyType: "HASH" }],
        Projection: { ProjectionType: providerIdIndex.projection },
      },
    ],
  });
}
