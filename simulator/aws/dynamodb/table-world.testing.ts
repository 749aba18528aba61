import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Properties } from "../account/control-plane";
import { SimulatedCloud } from "../cloud";
import type { CloudUnkindness } from "../cloud-unkindness";
import { Declare } from "../declare.testing";

/** A cloud with the table `notes`, and the SDK's clients for it. */
export interface TableWorld {
  readonly cloud: SimulatedCloud;
  readonly declare: Declare;
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  stop(): Promise<void>;
}

/** `pk` and `sk` are the key, `providerId` that of an index. */
export const attributes = ["pk", "sk", "providerId"].map((name) => ({ name, type: "S" }));
export const index = { name: "byProvider", hashKey: "providerId", projectionType: "ALL" };

/** As kind as can be, unless told otherwise. */
export async function startTableWorld(
  unkindness: Partial<CloudUnkindness> = {},
  properties: Properties = {},
  seed = 1,
): Promise<TableWorld> {
  const kind = { staleReads: 0, transactionConflicts: 0, ...unkindness };
  const cloud = await SimulatedCloud.start({ seed, unkindness: kind });
  const declare = new Declare(cloud.controlPlane);
  const client = new DynamoDBClient({
    endpoint: cloud.endpoint,
    region: "eu-central-1",
    credentials: cloud.deployerCredentials,
    maxAttempts: 1,
  });
  await declare.table("notes", { attributes, globalSecondaryIndexes: [index], ...properties });
  return {
    cloud,
    declare,
    client,
    documents: DynamoDBDocumentClient.from(client),
    stop: async () => {
      client.destroy();
      await cloud.stop();
    },
  };
}
