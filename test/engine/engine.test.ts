import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCli, howToGetACli } from "../../tools/pulumi/cli";
import { type CommandResult, patience, pulumi, root } from "./pulumi-command";

// The literal commands, against the simulated account: what a platform engineer types, and what
// comes of it.

jest.setTimeout(patience);

const cli = findCli(root);
if (!cli) console.warn(`Skipped: the tests of the real engine.\n${howToGetACli}`);

(cli ? describe : describe.skip).each(["dev", "prod"])("pulumi, stack %s", (stack) => {
  const home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
  const account = join(home, `account-${stack}.json`);
  const stackFile = join(root, `Pulumi.${stack}.yaml`);
  const heavier = join(home, `Pulumi.${stack}.yaml`);
  const committed = readFileSync(stackFile, "utf8");
  afterAll(() => rmSync(home, { recursive: true }));

  const run = (...args: string[]) =>
    pulumi(home, ...args, "--stack", stack, "--color", "never", "--non-interactive");
  const inAccount = (): Kept[] =>
    existsSync(account) ? JSON.parse(readFileSync(account, "utf8")).resources : [];

  test("preview: everything is to be created, and nothing is", async () => {
    const preview = await run("preview");
    expect(preview).toMatchObject({ code: 0 });
    expect(changesOf(preview)).toEqual([expect.stringMatching(/^\+ \d+ to create$/)]);
    expect(preview.text).not.toContain("warning:");
    expect(inAccount()).toEqual([]);
  });

  test("up creates it all, the WhatsApp event destination by a real SDK call", async () => {
    const up = await run("up", "--yes", "--skip-preview");
    expect(up).toMatchObject({ code: 0 });
    expect(changesOf(up)).toEqual([expect.stringMatching(/^\+ \d+ created$/)]);
    const topic = inAccount().find(
      ({ type, logicalName }) =>
        type === "aws:sns/topic:Topic" && logicalName === "whatsapp-events",
    );
    expect(Object.values(JSON.parse(readFileSync(account, "utf8")).eventDestinations)).toEqual([
      { topicArn: topic?.id },
    ]);
  });

  test("a second preview finds no change", async () => {
    expect(await run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("another weight is one update, of the declared weight, and reads as such", async () => {
    copyFileSync(stackFile, heavier);
    expect(
      await run("config", "set", "--path", "rollout.awsWeight", "25", "--config-file", heavier),
    ).toMatchObject({
      code: 0,
    });
    const preview = await run("preview", "--diff", "--config-file", heavier);
    expect(changesOf(preview)).toEqual(["~ 1 to update"]);
    expect(preview.text).toMatch(/~ aws:dynamodb\/tableItem:TableItem: \(update\)/);
    expect(preview.text).toMatch(/awsWeight: \{\s+~ N: "10" => "25"/);

    expect(changesOf(await run("up", "--yes", "--skip-preview", "--config-file", heavier))).toEqual(
      ["~ 1 updated"],
    );
    expect(declaredWeight(inAccount()).awsWeight).toEqual({ N: "25" });
    expect(await run("preview", "--expect-no-changes", "--config-file", heavier)).toMatchObject({
      code: 0,
    });
  });

  test("drift shows in preview --refresh, refresh takes it over, and up mends it", async () => {
    drift(account);
    const preview = await run("preview", "--refresh", "--config-file", heavier);
    expect(changesOf(preview)).toEqual(["+ 1 to create", "~ 2 to update"]);
    expect(preview.text).toMatch(/TableItem declared-weight update \[diff: ~item\]/);

    expect(
      changesOf(await run("refresh", "--yes", "--skip-preview", "--config-file", heavier)),
    ).toEqual(["~ 2 updated", "- 1 deleted"]);
    expect(changesOf(await run("up", "--yes", "--skip-preview", "--config-file", heavier))).toEqual(
      ["+ 1 created", "~ 2 updated"],
    );
    expect(declaredWeight(inAccount()).awsWeight).toEqual({ N: "25" });
    expect(
      changesOf(
        await run(
          "refresh",
          "--yes",
          "--skip-preview",
          "--expect-no-changes",
          "--config-file",
          heavier,
        ),
      ),
    ).toEqual([]);
  });

  test("destroy leaves nothing in the account, and the stack's file as it was", async () => {
    if (stack === "prod") {
      const refused = await run("destroy", "--yes");
      expect(refused.code).not.toBe(0);
      expect(refused.text).toContain("protect");
      // As docs/runbook.md says, step by step.
      const ended = join(home, "ended.yaml");
      writeFileSync(ended, committed.replace("protect: true", "protect: false"));
      const up = await run("up", "--yes", "--skip-preview", "--config-file", ended);
      expect(up).toMatchObject({ code: 0 });
      expect(changesOf(up)).toEqual([expect.stringMatching(/^~ \d+ updated$/)]);
    }
    expect(await run("destroy", "--yes", "--skip-preview")).toMatchObject({ code: 0 });
    expect(existsSync(account)).toBe(false);
    expect(readFileSync(stackFile, "utf8")).toBe(committed);
  });
});

(cli ? test : test.skip)(
  "what AWS would refuse is refused by name; once the number is active, up adds its pool",
  async () => {
    const home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
    try {
      const wrong = join(home, "wrong.yaml");
      const prod = readFileSync(join(root, "Pulumi.prod.yaml"), "utf8");
      const run = (...args: string[]) =>
        pulumi(home, ...args, "--stack", "prod", "--color", "never", "--non-interactive");
      writeFileSync(wrong, `${prod}  aws:allowedAccountIds: ["999999999999"]\n`);
      const elsewhere = await run("preview", "--config-file", wrong);
      expect(elsewhere.code).not.toBe(0);
      expect(elsewhere.text).toContain("the simulated account is 123456789012");

      writeFileSync(
        wrong,
        prod.replace("numberType: TOLL_FREE", "numberType: TOLL_FREE\n        active: true"),
      );
      const early = await run("up", "--yes", "--skip-preview", "--config-file", wrong);
      expect(early.code).not.toBe(0);
      expect(early.text).toContain("is PENDING; a pool takes ACTIVE numbers only");

      const account = join(home, "account-prod.json");
      const number = activateNumber(account);
      const later = await run("up", "--yes", "--skip-preview", "--config-file", wrong);
      expect(later).toMatchObject({ code: 0 });
      expect(later.text).toMatch(/Smsvoicev2Pool sms-us created/);
      expect(later.text).not.toMatch(/replac/);
      expect(activateNumber(account)).toBe(number);
    } finally {
      rmSync(home, { recursive: true });
    }
  },
);

/** The registration is through. @returns the number's id. */
function activateNumber(account: string): string | undefined {
  const content: { resources: Kept[] } = JSON.parse(readFileSync(account, "utf8"));
  const number = content.resources.find(({ type }) => type.endsWith(":Smsvoicev2PhoneNumber"));
  if (number) number.properties.status = "ACTIVE";
  writeFileSync(account, JSON.stringify(content));
  return number?.id;
}

interface Kept {
  readonly type: string;
  readonly logicalName: string;
  readonly id: string;
  readonly properties: Record<string, unknown>;
}

/** The lines under "Resources:" that tell of a change. */
function changesOf({ text }: CommandResult): string[] {
  const summary = text
    .slice(text.lastIndexOf("Resources:"))
    .split("\n")
    .map((line) => line.trim());
  return summary.filter((line) => /^[+~-]+ \d+ /.test(line));
}

function declaredWeight(resources: readonly Kept[]): Record<string, unknown> {
  const item = resources.find(({ type }) => type === "aws:dynamodb/tableItem:TableItem")?.properties
    .item;
  return JSON.parse(String(item));
}

/** Somebody at the console: another weight, another delay, no dashboard. */
function drift(account: string): void {
  const content: { resources: Kept[] } = JSON.parse(readFileSync(account, "utf8"));
  for (const { type, logicalName, properties } of content.resources) {
    if (type === "aws:dynamodb/tableItem:TableItem")
      properties.item = String(properties.item).replace('"N":"25"', '"N":"99"');
    if (type === "aws:sqs/queue:Queue" && logicalName === "conversation")
      properties.delaySeconds = 7;
  }
  content.resources = content.resources.filter(
    ({ type }) => type !== "aws:cloudwatch/dashboard:Dashboard",
  );
  writeFileSync(account, JSON.stringify(content));
}
