import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { ada, crowd } from "../../local/rehearsal/people";
import { RunningSystem } from "../../local/system/running-system";
import { templateContent } from "../../shared/domain/content/template-catalogue";
import { phoneNumber } from "../../shared/domain/message/channel";
import { runContact } from "../../tools/contact/run";

// The operator's tool against the running system, by the same clients as against a deployed one.

const [grace = ada, edsger = ada, lynn = ada, alan = ada, barbara = ada] = crowd(5);
const folder = mkdtempSync(join(tmpdir(), "contact-"));
let system: RunningSystem;

beforeAll(async () => {
  system = await RunningSystem.start({ stack: "dev" });
  await system.meet(grace);
  await system.meet(edsger);
});
afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true });
});

const contact = (...args: string[]) =>
  runContact([...args, "--control-api", system.client.baseUrl]);

/** What the business starts; the status in the end, and whether anything reached the phone. */
async function campaign(key: string, channel: "whatsapp" | "sms", person = ada) {
  const business = await system.business();
  let id = "";
  const talk = await system.talk(async () => {
    id = await business.ask({
      idempotencyKey: key,
      channel,
      to: { phone: phoneNumber(person.number) },
      purpose: "utility",
      content:
        channel === "sms"
          ? { type: "text", body: "Dinner is logged." }
          : templateContent("meal_check_in", "en", { first_name: person.name }),
    });
  });
  const { status, reason } = await business.ofMessage(id);
  return { status, reason, arrived: talk.filter((one) => one.person === person.number).length };
}

const nothing = { status: "refused", reason: "opted-out", arrived: 0 };

test("a person who opted out, is erased, and gets nothing from a campaign afterwards", async () => {
  await system.talk(() => system.write(ada, "B", "how many calories in a banana?"));
  await system.talk(() => system.write(ada, "B", "STOP"));
  expect(await campaign("before", "whatsapp")).toEqual(nothing);

  // The index follows the table within a second.
  await system.client.call("POST /clock/pass", { milliseconds: 1_000 });
  const shown = await contact("show", ada.number);
  expect(shown).toMatch(/whatsapp +marketing +opted-out +keyword {2}in force/);
  expect(shown).toMatch(/answer +text {2}(delivered|read)/);
  expect(shown).toMatch(/utility +template {2}refused: opted-out/);
  expect(shown).not.toMatch(/banana/);
  const exported = JSON.parse(await contact("export", ada.number));
  expect(exported).toMatchObject({ askedFor: ada.number, onOptOutListOfAws: false });
  expect(JSON.stringify(exported.sent)).toMatch(/banana, 1 x/);

  expect(await contact("erase", ada.number)).toMatch(/would be erased:\n {2}1 contact/);
  expect(await contact("show", ada.number)).toBe(shown);
  expect(await contact("erase", ada.bsuid ?? "", "--yes")).toMatch(/2 hashes kept/);

  const { name: TableName, client } = await system.table();
  const { Items } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  const digits = ada.number.slice(1);
  const names = [digits, Buffer.from(digits).toString("base64").slice(2, -4), ada.bsuid, "banana"];
  expect(names.filter((name) => JSON.stringify(Items).includes(String(name)))).toEqual([]);

  expect(await campaign("after", "whatsapp")).toEqual(nothing);
  // Who says nothing of it is still opted out, by whatever address they come back.
  await system.talk(() => system.write(ada, "B", "and in an apple?"));
  expect(await campaign("back", "whatsapp")).toEqual(nothing);
  expect(await campaign("others", "whatsapp", grace)).toMatchObject({ arrived: 1 });
  // A second is what makes START the later of two statements by WhatsApp's clock.
  await system.client.call("POST /clock/pass", { milliseconds: 60_000 });
  await system.talk(() => system.write(ada, "B", "START"));
  expect(await campaign("again", "whatsapp")).toMatchObject({ arrived: 1 });
});

test("a message that is edited into a STOP is one, and nothing is said to it", async () => {
  await system.meet(lynn);
  const { id } = await system.write(lynn, "B", "how many calories in a banana?");
  await system.client.call("POST /quiet", {});
  const { number: to } = await system.sender("B");
  const talk = await system.talk(() =>
    system.client.call("POST /phones/{number}/{channel}/messages", {
      number: lynn.number,
      channel: "whatsapp",
      to,
      content: { type: "edit", messageId: id, body: "STOP" },
    }),
  );
  expect(talk.filter(({ direction }) => direction === "from-business")).toEqual([]);
  expect(await campaign("edited", "whatsapp", lynn)).toEqual(nothing);
});

test("an erased person's files leave the bucket; those that it keeps are named", async () => {
  const { mediaBucketName: bucket } = await system.outputs();
  const files = () => system.account.filesIn(bucket, "in/");
  for (const person of [alan, barbara])
    for (const key of ["A", "B"] as const)
      await system.talk(() => system.write(person, key, { type: "image" }));
  await system.client.call("POST /clock/pass", { milliseconds: 1_000 });
  expect(await files()).toHaveLength(4);
  expect(await contact("erase", alan.number)).toMatch(/2 files that they sent/);
  expect(await contact("erase", alan.number, "--yes")).not.toMatch(/NOT deleted/);
  const kept = await files();
  expect(kept).toHaveLength(2);

  const id = system.world.cloud.failures.add({ service: "s3", failure: { kind: "refuse" } });
  const told = await contact("erase", barbara.number, "--yes");
  await system.client.call("DELETE /failures/{id}", { id });
  expect(told).toMatch(/NOT deleted from the bucket/);
  for (const key of kept) expect(told).toContain(key);
  expect(await files()).toEqual(kept);
});

test("an opt-out from a list of Twilio's holds here and at AWS, and is counted once", async () => {
  const { number } = edsger;
  const file = join(folder, "consents.csv");
  writeFileSync(
    file,
    `contact_id,status,date_of_consent\n${number},opt-out,2026-01-05T10:00:00Z\n555,opt-out,\n`,
  );
  expect(await contact("import", file)).toMatch(/ 1 {2}new, and in force/);
  expect(await campaign("sms-before", "sms", edsger)).toMatchObject({ arrived: 1 });
  const imported = await contact("import", file, "--yes");
  expect(imported).toMatch(/ 1 {2}new, and in force/);
  expect(imported).toMatch(/line 3: its number is not E\.164/);
  expect(await contact("import", file, "--yes")).toMatch(/ 1 {2}known already/);
  expect(await contact("show", number)).toMatch(/opt-out list for SMS: on it/);
  expect(await campaign("sms-after", "sms", edsger)).toEqual(nothing);
  // The list's entry names the person too: the hash stands in for it.
  await contact("erase", number, "--yes");
  expect(await contact("show", number)).toMatch(/opt-out list for SMS: not on it/);
  expect(await campaign("sms-erased", "sms", edsger)).toEqual(nothing);
});

test("a deployed stack is found by its outputs, and reached by the SDK's environment", async () => {
  const { outputs, config } = await system.config();
  const cli = join(folder, "pulumi");
  const region = config["aws:region"] ?? "";
  writeFileSync(
    cli,
    `#!/bin/sh\ncase "$1" in stack) echo '${JSON.stringify(outputs)}';; *) echo ${region};; esac\n`,
    { mode: 0o755 },
  );
  const settings = await system.client.call("GET /client-settings", {});
  const before = { ...process.env };
  Object.assign(process.env, {
    PULUMI_CLI: cli,
    AWS_ENDPOINT_URL: settings.endpoint,
    AWS_REGION: settings.region,
    AWS_ACCESS_KEY_ID: settings.accessKeyId,
    AWS_SECRET_ACCESS_KEY: settings.secretAccessKey,
    AWS_SESSION_TOKEN: settings.sessionToken,
  });
  try {
    const shown = await contact("show", grace.number);
    expect(shown).toMatch(/^contact /);
    expect(await runContact(["show", grace.number, "--stack", "dev"])).toBe(shown);
    const { tableName, optOutListName } = outputs;
    const named = ["--table", String(tableName), "--opt-out-list", String(optOutListName)];
    expect(await runContact(["show", grace.number, ...named])).toBe(shown);
  } finally {
    process.env = before;
  }
});

test("where no system runs, the tool says how to get one", async () => {
  const args = ["show", ada.number, "--control-api", "http://127.0.0.1:9/control"];
  await expect(runContact(args)).rejects.toThrow(/start one with npm start/);
});
