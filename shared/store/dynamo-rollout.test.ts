import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { DynamoRollout } from "./dynamo-rollout";
import { openTestTable, type TestTable } from "./table.testing";

let test: TestTable;

beforeEach(async () => {
  test = await openTestTable("nutrition");
});
afterEach(() => test.close());

const put = (Item: Record<string, unknown>) =>
  test.table.client.send(
    new PutCommand({ TableName: test.table.name, Item: { pk: "ROLLOUT", ...Item } }),
  );
const read = () => new DynamoRollout(test.table).read();
const declared = { sk: "DECLARED", awsWeight: 25, salt: "pepper", stage: "primary" };

describe("DynamoRollout", () => {
  it("reads the smaller of the declared weight and the brake's cap", async () => {
    await put(declared);
    expect(await read()).toEqual({
      awsWeight: 25,
      salt: "pepper",
      stage: "primary",
      paused: false,
    });
    await put({ sk: "BRAKE", cap: 10, reason: "failures", incident: "I-1", at: 1 });
    expect((await read()).awsWeight).toBe(10);
  });

  it("says what to do where nothing is declared, or something unreadable", async () => {
    await expect(read()).rejects.toThrow(
      /Table nutrition has no readable item ROLLOUT\/DECLARED.*deploy/,
    );
    await put({ ...declared, awsWeight: "25" });
    await expect(read()).rejects.toThrow(/awsWeight/);
    await put(declared);
    await put({ sk: "BRAKE", cap: 10 });
    await expect(read()).rejects.toThrow(/BRAKE.*write cap, reason, incident and at/);
  });
});
