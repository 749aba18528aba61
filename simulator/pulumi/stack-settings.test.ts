import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStackSettings, StackSettingsError } from "./stack-settings";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "stack-settings-"));
  write(
    "Pulumi.yaml",
    "name: shop\nmain: infra\nconfig:\n  color: { type: string, default: red }\n  rollout.salt: { type: string, default: s1 }\n  aws:region: { value: eu-central-1 }\n",
  );
  write(
    "Pulumi.dev.yaml",
    "config:\n  shop:rollout:\n    weight: 10\n  shop:on: true\n  list: [a, b]\n",
  );
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  writeFileSync(join(root, file), text);
}

test("the stack's values and the project's defaults, leaf by leaf, flat as the CLI hands them over", () => {
  expect(readStackSettings(root, "dev")).toEqual({
    project: "shop",
    stack: "dev",
    main: "infra",
    config: {
      "shop:rollout": '{"weight":10,"salt":"s1"}',
      "shop:on": "true",
      "shop:list": '["a","b"]',
      "shop:color": "red",
      "aws:region": "eu-central-1",
    },
  });
});

test("overrides win over both, the last of them over the others, and other namespaces keep theirs", () => {
  const { config } = readStackSettings(root, "dev", [
    "rollout.weight=25",
    "color=blue",
    "color=green",
    "list[2]=c",
    "aws:region=us-east-1",
  ]);
  expect(config).toMatchObject({
    "shop:rollout": '{"weight":25,"salt":"s1"}',
    "shop:color": "green",
    "shop:list": '["a","b","c"]',
    "aws:region": "us-east-1",
  });
});

test.each([
  ["rollout.weight", "--set rollout.weight: expected path=value, such as rollout.awsWeight=25."],
  ["=1", "--set =1: expected path=value"],
  ["list[x]=1", '--set list[x]=1: "list[x]" is not a config path'],
  ["rollout.weight.more=1", '--set rollout.weight.more=1: "more" asks for a map, found 10.'],
])("the override %j is refused: %s", (override, message) => {
  expect(() => readStackSettings(root, "dev", [override])).toThrow(
    new RegExp(`^${message.replace(/[.[\]*+?()]/g, "\\$&")}`),
  );
});

test("a stack without a file, a file that is not YAML, a required key that is missing, an encrypted value: each by name", () => {
  expect(() => readStackSettings(root, "prod")).toThrow("Pulumi.prod.yaml cannot be read");
  write("Pulumi.dev.yaml", "config: [unclosed");
  expect(() => readStackSettings(root, "dev")).toThrow("Pulumi.dev.yaml is not YAML");
  write("Pulumi.dev.yaml", "config:\n  token:\n    secure: v1:abc\n");
  expect(() => readStackSettings(root, "dev")).toThrow("Pulumi.dev.yaml: token is encrypted");
  write("Pulumi.dev.yaml", "config: {}\n");
  write("Pulumi.yaml", "name: shop\nconfig:\n  must: { type: string }\n");
  expect(() => readStackSettings(root, "dev")).toThrow(
    new StackSettingsError("Pulumi.dev.yaml: must is missing; Pulumi.yaml asks for it."),
  );
});
