import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "command-line-"));
afterAll(() => rmSync(folder, { recursive: true }));

function start(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "local/main.ts", ...args],
    {
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** An old recording: its window closed long ago by today's clock. */
function recording(value: object, id = "100000000000001"): string {
  const entry = { id, changes: [{ field: "messages", value: { ...metadata, ...value } }] };
  return JSON.stringify({
    context: { MetaWabaIds: [], MetaPhoneNumberIds: [] },
    whatsAppWebhookEntry: JSON.stringify(entry),
    aws_account_id: "XXXXXXXXXXXX",
    message_timestamp: "2025-11-11T02:24:28.476795989Z",
  });
}

const metadata = {
  messaging_product: "whatsapp",
  metadata: { display_phone_number: "12025550142", phone_number_id: "100000000000002" },
};
const contacts = [{ profile: { name: "Grace" }, wa_id: "12025550123" }];
const message = {
  id: "wamid.HBgLMTIwMjU1NTAxMjMVAgASGBQzQQA=",
  timestamp: "1762827867",
  type: "text",
};

test("--event prints the normalised message, its conversation, the answer and who carried it", () => {
  const messages = [{ ...message, from: "12025550123", text: { body: "a banana" } }];
  const { status, stdout, stderr } = start(
    "--event",
    file("message.json", recording({ contacts, messages })),
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toContain('"profileName": "Grace"');
  expect(stdout).toContain("conversation\n  whatsapp:number:12025550123\n");
  expect(stdout).toContain("answer\n  banana, 1 x 118 g: 105 kcal");
  expect(stdout).toContain("carried by\n  aws, from +12025550142, delivered\n");
});

test("--event ends with 1 where a message is put aside, and says why and in which queue", () => {
  const messages = [{ ...message, text: { body: "a banana" } }];
  const { status, stdout } = start("--event", file("nobody.json", recording({ messages })));
  expect(stdout).toContain("not read\n  unreadable: A WhatsApp message names no sender.");
  expect(stdout).toContain("put aside\n  1 item in quarantine");
  expect(status).toBe(1);
});

test("--event reads a file with a byte order mark, and an event of the account", () => {
  const template = readFileSync("examples/events/template-approved.json", "utf8");
  const { stdout, stderr } = start("--event", file("bom.json", `\uFEFF${template}`));
  expect(stderr).toBe("");
  expect(stdout).toContain("none: the event holds no message of a person");
});

test("--event ends with 1 where no function can read what is in it", () => {
  const entry = { id: "100000000000001", changes: [{ field: "brand_new", value: {} }] };
  const { status, stdout } = start("--event", file("new.json", JSON.stringify(entry)));
  expect(stdout).toContain("not read\n  nothing in the event: no function could read it\n");
  expect(status).toBe(1);
});

test("--event answers a person who hides the number behind a username", () => {
  const bsuid = "US.13491208655302741918";
  const messages = [{ ...message, from_user_id: bsuid, text: { body: "a banana" } }];
  const hidden = recording({
    contacts: [{ profile: { name: "Grace" }, user_id: bsuid }],
    messages,
  });
  expect(start("--event", file("hidden.json", hidden)).stdout).toContain("carried by\n  aws");
});

test.each([
  ["a truncated file", () => file("cut.json", recording({ contacts }).slice(0, 90)), "cut short"],
  ["an empty file", () => file("empty.json", " \n"), "is empty"],
  [
    "a time in milliseconds",
    () => {
      const late = { ...message, from: "12025550123", timestamp: "1762827867000" };
      return file("late.json", recording({ contacts, messages: [late] }));
    },
    "milliseconds",
  ],
  [
    "another number than the stack's",
    () => {
      const other = { ...metadata.metadata, display_phone_number: "12025550199" };
      return file("other.json", recording({ metadata: other, contacts, messages: [message] }));
    },
    "of the number +12025550199, and stack dev has +12025550142",
  ],
  [
    "another WABA than the stack's",
    () => file("waba.json", recording({ contacts, messages: [message] }, "100000000000009")),
    "of the WABA 100000000000009, and stack dev has 100000000000001",
  ],
  [
    "another phone_number_id than the stack's",
    () => {
      const other = { ...metadata.metadata, phone_number_id: "100000000000009" };
      return file("id.json", recording({ metadata: other, contacts, messages: [message] }));
    },
    "of the phone_number_id 100000000000009, and stack dev has 100000000000002",
  ],
  ["a foreign file", () => "package.json", "is not an event of AWS End User Messaging Social"],
  ["no file", () => join(folder, "nowhere.json"), "is not there"],
])("--event with %s is one clear error and no stack trace", (_, path, complaint) => {
  const { status, stdout, stderr } = start("--event", path());
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain(complaint);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("a wrong config lists all its problems and no stack trace", () => {
  const { status, stderr } = start("--set", "rollout.awsWeigth=25", "--set", "twilio.stage=gone");
  expect(status).toBe(1);
  expect(stderr).toContain('did you mean "awsWeight"?');
  expect(stderr).toContain("allowed: primary, backup, receive-only, removed");
  expect(stderr).not.toMatch(/^\s+at /m);
});
