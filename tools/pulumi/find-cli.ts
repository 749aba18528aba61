import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What to tell a person whose machine has no Pulumi CLI. */
export const howToGetACli = [
  "No Pulumi CLI was found. Get one in any of these ways:",
  "  npm run pulumi:build                builds it (needs Go; a few minutes once), into .cache/pulumi/bin",
  "  pulumi.com/docs/install             installs it for the whole machine",
  "  PULUMI_CLI=/path/to/pulumi          names one that is there already",
].join("\n");

/**
 * The Pulumi CLI to run: the one that PULUMI_CLI names, else the one that was built here, else the
 * one on PATH.
 * @throws when PULUMI_CLI names something that cannot be run.
 */
export function findCli(
  root: string,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const named = environment.PULUMI_CLI;
  if (named && !isExecutable(named))
    throw new Error(`PULUMI_CLI is ${named}, which is not a program that can be run.`);
  const onPath = (environment.PATH ?? "").split(delimiter).map((folder) => join(folder, "pulumi"));
  return [...(named ? [named] : []), join(root, ".cache/pulumi/bin/pulumi"), ...onPath].find(
    isExecutable,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not for us to run.
    return false;
  }
}
