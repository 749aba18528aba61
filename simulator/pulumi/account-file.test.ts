import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountFile } from "./account-file";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "account-"));
  path = join(folder, "accounts/dev.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = {
  type: "aws:sqs/queue:Queue",
  logicalName: "post",
  id: "u",
  inputs: { delaySeconds: 5 },
  outputs: { delaySeconds: 5, url: "u" },
};

test("what is put is there the next time, and an account with nothing in it has no file", async () => {
  const account = await AccountFile.open(path);
  await account.controlPlane.put(record);
  expect((await AccountFile.open(path)).controlPlane.everything()).toEqual([record]);
  await account.controlPlane.remove(record.type, record.id);
  expect(existsSync(path)).toBe(false);
});

test("event destinations are kept too", async () => {
  const account = await AccountFile.open(path);
  account.eventDestinations.set("waba-1", { topicArn: "arn" });
  account.save();
  expect([...(await AccountFile.open(path)).eventDestinations]).toEqual([
    ["waba-1", { topicArn: "arn" }],
  ]);
});

test("what a person writes into the file is what the account has", async () => {
  const account = await AccountFile.open(path);
  await account.controlPlane.put(record);
  writeFileSync(path, readFileSync(path, "utf8").replace('"delaySeconds": 5', '"delaySeconds": 7'));
  expect((await AccountFile.open(path)).controlPlane.everything()).toMatchObject([
    { inputs: { delaySeconds: 7 }, outputs: { delaySeconds: 7 } },
  ]);
});

test("a file that is not JSON any more is told by its path", async () => {
  const account = await AccountFile.open(path);
  await account.controlPlane.put(record);
  writeFileSync(path, "{");
  await expect(AccountFile.open(path)).rejects.toThrow(
    `${path}, the simulated account, is not JSON any more`,
  );
});
