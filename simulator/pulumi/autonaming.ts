import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Naming } from "../aws/resources/resource-check";
import { type StackSettings, StackSettingsError } from "./stack-settings";

// The engine's own part in naming: with the CLI it is done there, and here for a program that runs
// without it. Its rules are in the engine's packages `cmd/pulumi/autonaming` and
// `resource/autonaming`.

const rule = {
  mode: v.optional(v.picklist(["default", "verbatim", "disabled"])),
  pattern: v.optional(v.string()),
  enforce: v.optional(v.boolean()),
};
const provider = v.strictObject({
  ...rule,
  resources: v.optional(v.record(v.string(), v.strictObject(rule)), {}),
});
const schema = v.strictObject({
  ...rule,
  providers: v.optional(v.record(v.string(), provider), {}),
});

interface Rule {
  readonly mode?: "default" | "verbatim" | "disabled" | undefined;
  readonly pattern?: string | undefined;
}

/** How the stack wants the names of a type's resources; undefined leaves it to the provider. */
export type NamingRule = (type: string, logicalName: string, seed: string) => Naming | undefined;

/** @throws StackSettingsError when `pulumi:autonaming` is not what the engine takes. */
export function autonaming(settings: StackSettings): NamingRule {
  const text = settings.config["pulumi:autonaming"];
  if (text === undefined) return () => undefined;
  const config = parsed(text, settings.stack);
  return (type, logicalName, seed) => {
    const own = config.providers[type.split(":")[0] ?? ""];
    const found = [own?.resources[type], own, config].find((each) => each && says(each));
    return found && naming(found, settings, logicalName, seed);
  };
}

function parsed(text: string, stack: string): v.InferOutput<typeof schema> {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new StackSettingsError(
    `Pulumi.${stack}.yaml: pulumi:autonaming.${v.getDotPath(issue) ?? ""}: ${issue.message}.`,
  );
}

function says({ mode, pattern }: Rule): boolean {
  return mode !== undefined || pattern !== undefined;
}

function naming(
  { mode, pattern }: Rule,
  settings: StackSettings,
  logicalName: string,
  seed: string,
): Naming | undefined {
  if (mode === "verbatim") return { proposed: logicalName };
  if (mode === "disabled") return { disabled: true };
  if (pattern === undefined) return undefined;
  const random = createHash("sha256").update(seed).digest("hex");
  const letters = [...random].map((digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)]);
  const parts: Readonly<Record<string, (argument: string) => string>> = {
    // The one of a stack whose state is in files.
    organization: () => "organization",
    project: () => settings.project,
    stack: () => settings.stack,
    config: (key) => configValue(settings, key),
    name: () => logicalName,
    hex: (length) => random.slice(0, Number(length)),
    alphanum: (length) => random.slice(0, Number(length)),
    string: (length) => letters.join("").slice(0, Number(length)),
    num: (length) => BigInt(`0x${random}`).toString().slice(0, Number(length)),
    uuid: () => random.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5"),
  };
  const proposed = pattern.replace(
    /\$\{(\w+)(?:\.([^}]+)|\((\d+)\))?\}/g,
    (whole, part: string, key = "", length = key) => parts[part]?.(length) ?? whole,
  );
  return { proposed };
}

function configValue({ project, stack, config }: StackSettings, key: string): string {
  const value = config[`${project}:${key}`];
  if (value !== undefined) return value;
  throw new StackSettingsError(
    `Pulumi.${stack}.yaml: pulumi:autonaming names \${config.${key}}, which is not set.`,
  );
}
