import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptTypes } from "../../infra/guard/kept-types";
import { findCli } from "../../tools/pulumi/cli";
import { ProgramCopy } from "./program-copy";
import { type CommandResult, patience, pulumiIn, root } from "./pulumi-command";

// Components that were renamed or moved in the source: whatever Pulumi makes of their new URNs, what
// must not be lost stays as it is, even without a preview.

jest.setTimeout(patience);

(findCli(root) ? describe : describe.skip)("a component renamed or moved", () => {
  const home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
  const program = new ProgramCopy();
  afterAll(() => {
    rmSync(home, { recursive: true });
    program.remove();
  });
  const run = (...args: string[]): Promise<CommandResult> => {
    const always = ["--stack", "prod", "--color", "never", "--non-interactive"];
    return pulumiIn(program.root, home, ...args, ...always);
  };
  const up = () => run("up", "--yes", "--skip-preview");

  /** The ids of what must not be lost, by type and name. */
  function kept(): Record<string, string> {
    const text = readFileSync(join(home, "account-prod.json"), "utf8");
    const { resources } = JSON.parse(text) as {
      resources: { type: string; logicalName: string; id: string }[];
    };
    return Object.fromEntries(
      resources
        .filter(({ type }) => keptTypes[type]?.kept !== "nothing")
        .map(({ type, logicalName, id }) => [`${type} ${logicalName}`, id]),
    );
  }

  let before: Record<string, string>;
  beforeAll(async () => {
    expect(await up()).toMatchObject({ code: 0 });
    before = kept();
  });
  afterEach(() => {
    for (const file of ["infra/index.ts", "urns.lock"]) program.restore(file);
  });

  const components = readFileSync(join(root, "infra/index.ts"), "utf8").matchAll(
    /new (?!LambdaFunction)([A-Z]\w+)\("([\w-]+)"/g,
  );
  test.each([...components].map(([whole, kind, name]) => ({ whole, kind, name })))(
    "$kind $name under another name is refused",
    async ({ whole, name }) => {
      program.edit("infra/index.ts", (text) =>
        text.replace(whole, whole.replace(`"${name}"`, `"renamed-${name}"`)),
      );
      const refused = await up();
      expect(refused.code).not.toBe(0);
      expect(refused.text).toMatch(
        new RegExp(`urns.lock .* has no line for .*::renamed-${name}(-us)?(-dlq)?\\.`),
      );
      expect(kept()).toEqual(before);
    },
  );

  test("a rename that urns.lock tells of keeps what there is, there and back", async () => {
    const queues = /^(.*aws:sqs\/queue:Queue::)conversation(-dlq)?$/gm;
    program.edit("infra/index.ts", (text) => text.replace('("conversation"', '("talks"'));
    program.edit("urns.lock", (text) => text.replaceAll(queues, "$1talks$2 was $1conversation$2"));
    expect(await up()).toMatchObject({ code: 0 });
    expect(Object.values(kept()).toSorted()).toEqual(Object.values(before).toSorted());

    for (const file of ["infra/index.ts", "urns.lock"]) program.restore(file);
    program.edit("urns.lock", (text) => text.replaceAll(queues, "$1conversation$2 was $1talks$2"));
    expect(await up()).toMatchObject({ code: 0 });
    expect(kept()).toEqual(before);
  });

  test("every component of another type and under another parent keeps what there is", async () => {
    program.edit("infra/foundation/component.ts", (text) =>
      text
        .replace("ai-nutritionist:messaging:", "ai-nutritionist:moved:")
        .replace("name, {}, options)", "name, {}, { parent: attic(), ...options })")
        .concat(
          "let made: pulumi.ComponentResource | undefined;\n",
          "function attic(): pulumi.ComponentResource {\n",
          '  made ??= new pulumi.ComponentResource("ai-nutritionist:moved:Attic", "attic");\n',
          "  return made;\n}\n",
        ),
    );
    const moved = await up();
    expect(moved).toMatchObject({ code: 0 });
    expect(moved.text).not.toMatch(/replaced/);
    expect(kept()).toEqual(before);
  });

  test("unprotected by hand and destroyed, what is irreplaceable stays in the account", async () => {
    expect(await run("state", "unprotect", "--all", "--yes")).toMatchObject({ code: 0 });
    expect(await run("destroy", "--yes", "--skip-preview")).toMatchObject({ code: 0 });
    const left = Object.keys(kept()).map((name) => name.replace(/^.*:/, ""));
    expect(left.toSorted()).toEqual([
      "RestApi public",
      "Smsvoicev2ConfigurationSet sms",
      // They are the number's own, and go with it.
      ...["help", "info", "start", "unstop"].map(
        (word) => `Smsvoicev2Keyword sms-us-number-${word}`,
      ),
      "Smsvoicev2OptOutList sms-us",
      "Smsvoicev2PhoneNumber sms-us",
      "Table messaging",
    ]);
  });
});
