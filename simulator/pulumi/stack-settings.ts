import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isMap } from "../aws/account/declared";
import { hasValueAt, type PathStep, parseConfigPath, typedValue, withValueAt } from "./config-path";

/** What the Pulumi runtime needs to know of a stack before it runs the program. */
export interface StackSettings {
  readonly project: string;
  readonly stack: string;
  /**
   * The folder of the program, from `main` in Pulumi.yaml; the repository root when it names none.
   */
  readonly main: string;
  /**
   * Such as `ai-nutritionist:rollout` → `{"awsWeight":10}`: maps and lists as JSON, as the CLI
   * hands them over.
   */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * A problem with the stack's files or with a `path=value` argument; the message is meant for the
 * person.
 */
export class StackSettingsError extends Error {
  override readonly name = "StackSettingsError";
}

/**
 * Reads Pulumi.yaml (with its typed defaults) and Pulumi.<stack>.yaml as the Pulumi CLI does, then
 * applies the overrides.
 * @param set overrides by Pulumi's path form, such as `rollout.awsWeight=25`; the last one wins.
 * @throws StackSettingsError naming file and key.
 */
export function readStackSettings(
  root: string,
  stack: string,
  set: readonly string[] = [],
): StackSettings {
  const project = readYaml(root, "Pulumi.yaml");
  const name = project.name;
  if (typeof name !== "string" || name === "")
    throw new StackSettingsError(
      `Pulumi.yaml: "name" must be text, found ${JSON.stringify(name)}.`,
    );
  const stackFile = `Pulumi.${stack}.yaml`;

  let values: unknown = namespaced(configOf(readYaml(root, stackFile), stackFile), name, stackFile);
  values = withDefaults(values, configOf(project, "Pulumi.yaml"), name, stackFile);
  for (const override of set) values = overridden(values, override, name);

  const main = project.main;
  return {
    project: name,
    stack,
    main: typeof main === "string" ? main : ".",
    config: flattened(values),
  };
}

function readYaml(root: string, file: string): Readonly<Record<string, unknown>> {
  const content = parseYaml(textOf(root, file), file) ?? {};
  if (!isMap(content)) throw new StackSettingsError(`${file}: expected a map of keys.`);
  return content;
}

function textOf(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch (cause) {
    throw new StackSettingsError(
      `${file} cannot be read in ${root}: a stack is described by Pulumi.yaml and ` +
        "Pulumi.<stack>.yaml.",
      { cause },
    );
  }
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new StackSettingsError(
      `${file} is not YAML: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
  }
}

function configOf(
  content: Readonly<Record<string, unknown>>,
  file: string,
): Readonly<Record<string, unknown>> {
  const config = content.config ?? {};
  if (!isMap(config)) throw new StackSettingsError(`${file}: "config" must be a map of keys.`);
  return config;
}

/** Keys without a namespace are the project's own. */
function namespaced(
  config: Readonly<Record<string, unknown>>,
  project: string,
  file: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      if (isMap(value) && Object.keys(value).join() === "secure") {
        throw new StackSettingsError(
          `${file}: ${key} is encrypted; the simulated cloud holds no key to it. Give a ` +
            `plain value with --set ${key}=…`,
        );
      }
      return [key.includes(":") ? key : `${project}:${key}`, value];
    }),
  );
}

/** Pulumi.yaml's keys are paths: a default fills the one leaf that the stack leaves out. */
function withDefaults(
  values: unknown,
  declared: Readonly<Record<string, unknown>>,
  project: string,
  stackFile: string,
): unknown {
  let result = values;
  for (const [key, declaration] of Object.entries(declared)) {
    const steps = stepsOf(key, project, "Pulumi.yaml");
    const fallback = isMap(declaration) ? (declaration.default ?? declaration.value) : declaration;
    if (hasValueAt(result, steps)) continue;
    if (fallback === undefined)
      throw new StackSettingsError(`${stackFile}: ${key} is missing; Pulumi.yaml asks for it.`);
    result = withValueAt(result, steps, fallback);
  }
  return result;
}

function overridden(values: unknown, override: string, project: string): unknown {
  const at = override.indexOf("=");
  if (at < 1)
    throw new StackSettingsError(
      `--set ${override}: expected path=value, such as rollout.awsWeight=25.`,
    );
  const steps = stepsOf(override.slice(0, at), project, `--set ${override}`);
  try {
    return withValueAt(values, steps, typedValue(override.slice(at + 1)));
  } catch (cause) {
    throw new StackSettingsError(
      `--set ${override}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
  }
}

function stepsOf(path: string, project: string, where: string): readonly PathStep[] {
  try {
    const [key, ...rest] = parseConfigPath(path);
    return [key.includes(":") ? key : `${project}:${key}`, ...rest];
  } catch (cause) {
    throw new StackSettingsError(
      `${where}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

function flattened(values: unknown): Record<string, string> {
  const entries = Object.entries(isMap(values) ? values : {}).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  );
}
