import type { SQSRecord } from "aws-lambda";
import { workByGroup } from "./work-by-group";

const record = (messageId: string, group: string) =>
  ({ messageId, body: messageId, attributes: { MessageGroupId: group, ApproximateReceiveCount: "1" } }) as SQSRecord;
const log = { info: () => {}, warn: () => {}, error: () => {} };

it("gives back what failed and what stood behind it in its group, nothing else", async () => {
  const worked: string[] = [];
  const records = [record("a1", "a"), record("b1", "b"), record("a2", "a"), record("b2", "b"), record("a3", "a")];
  const response = await workByGroup(records, log, async ({ messageId }) => {
    if (messageId === "a2") throw new Error("no");
    worked.push(messageId);
  });
  expect(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["a2", "a3"]);
  expect(worked.sort()).toEqual(["a1", "b1", "b2"]);
});

it("works on groups side by side", async () => {
  let second: () => void = () => {};
  const secondStarted = new Promise<void>((resolve) => {
    second = resolve;
  });
  // The first group waits for the second: one after another they would never end.
  const work = async ({ messageId }: SQSRecord) => (messageId === "b1" ? second() : secondStarted);
  expect(await workByGroup([record("a1", "a"), record("b1", "b")], log, work)).toEqual({ batchItemFailures: [] });
});
