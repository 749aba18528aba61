import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ProviderOperations, SimulatedCloud } from "end-user-messaging-simulator";
import { tableShape } from "./item-shapes";
import { openTable, type Table } from "./table";

export interface TestTable {
  readonly table: Table;
  readonly cloud: SimulatedCloud;
  close(): Promise<void>;
}

/**
 * For tests: an empty table of the declared shape in a simulated cloud. Reads that do not ask to be
 * consistent are often stale.
 */
export async function openTestTable(name = "test", seed = 1): Promise<TestTable> {
  const cloud = await SimulatedCloud.start({
    seed,
    unkindness: { staleReads: 0.5, transactionConflicts: 0 },
  });
  await declareTable(cloud, name);
  const client = new DynamoDBClient({
    endpoint: cloud.endpoint,
    region: "eu-central-1",
    credentials: cloud.deployerCredentials,
  });
  return {
    table: openTable(name, client),
    cloud,
    close: async () => {
      client.destroy();
      await cloud.stop();
    },
  };
}

async function declareTable(cloud: SimulatedCloud, name: string): Promise<void> {
  const { partitionKey, sortKey, providerIdIndex, personIndex } = tableShape;
  const indexes = [providerIdIndex, personIndex];
  const named = { type: "aws:dynamodb/table:Table", logicalName: name };
  const operations = new ProviderOperations(cloud.controlPlane);
  const { inputs } = operations.check(
    named,
    {},
    {
      name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: partitionKey,
      rangeKey: sortKey,
      attributes: [partitionKey, sortKey, ...indexes.map((index) => index.partitionKey)].map(
        (attribute) => ({ name: attribute, type: "S" }),
      ),
      globalSecondaryIndexes: indexes.map((index) => ({
        name: index.name,
        hashKey: index.partitionKey,
        projectionType: index.projection,
      })),
    },
    "0",
  );
  await operations.create(named, inputs, false);
}
