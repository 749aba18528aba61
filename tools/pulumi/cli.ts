import {
  accessSync,
  chmodSync,
  constants,
  linkSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { build } from "esbuild";

/** What to tell a person whose machine has no Pulumi CLI. */
export const howToGetACli = [
  "No Pulumi CLI was found. Get one in any of these ways:",
  "  npm run pulumi:build          builds it into .cache/pulumi/bin (needs Go; a few minutes once)",
  "  pulumi.com/docs/install       installs it for the whole machine",
  "  PULUMI_CLI=/path/to/pulumi    names one that is there already",
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

/**
 * Writes the two programs that the CLI looks for beside itself and on PATH: the host of Node
 * programs and the provider of dynamic resources. Pulumi's own releases carry them; a CLI that was
 * built from its module comes without.
 */
export async function writeShims(root: string): Promise<string> {
  const folder = join(root, ".cache/pulumi/shims");
  mkdirSync(folder, { recursive: true });
  write(join(folder, "pulumi-language-nodejs"), await languageHost());
  write(
    join(folder, "pulumi-resource-pulumi-nodejs"),
    'require("@pulumi/pulumi/cmd/dynamic-provider");\n',
  );
  return folder;
}

/**
 * The CLI beside its shims, where it takes them without a warning; on another disk it stays where
 * it is.
 */
export function besideShims(cli: string, folder: string): string {
  const beside = join(folder, "pulumi");
  try {
    const fresh = `${beside}.${process.pid}`;
    linkSync(realpathSync(cli), fresh);
    renameSync(fresh, beside);
    rmSync(fresh, { force: true });
    return beside;
  } catch {
    return cli;
  }
}

async function languageHost(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, "language-host.ts")],
    bundle: true,
    write: false,
    platform: "node",
    target: "node24",
    packages: "external",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** In one stroke, so that two commands at a time do not see half a file. */
function write(path: string, text: string): void {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `#!/usr/bin/env node\n${text}`);
  chmodSync(fresh, 0o755);
  renameSync(fresh, path);
}
