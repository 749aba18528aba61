import {
  chmodSync,
  linkSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

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
