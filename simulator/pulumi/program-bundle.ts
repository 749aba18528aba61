import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";

/** The Pulumi program as one text, ready to run afresh as often as needed. */
export interface ProgramBundle {
  readonly root: string;
  readonly file: string;
  readonly text: string;
}

/**
 * How much the text says of where it comes from: with `located`, errors name the source's lines, at
 * the price of a slower run.
 */
export type Tracing = "fast" | "located";

/**
 * Puts the program's own files into one CommonJS text; packages stay outside, so that they are
 * loaded once a process.
 * @param main the program's folder or file, as `main` in Pulumi.yaml names it.
 * @throws esbuild's own error, which names file and line.
 */
export async function bundleProgram(
  root: string,
  main: string,
  tracing: Tracing,
): Promise<ProgramBundle> {
  const file = entryOf(join(root, main));
  const { outputFiles } = await build({
    entryPoints: [file],
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node24",
    packages: "external",
    sourcemap: tracing === "located" ? "inline" : false,
    logLevel: "silent",
    plugins: [ownFolder],
  });
  return { root, file, text: outputFiles[0]?.text ?? "" };
}

function entryOf(path: string): string {
  return /\.[cm]?[jt]s$/.test(path)
    ? path
    : join(path, existsSync(join(path, "index.ts")) ? "index.ts" : "index.js");
}

/** Each file keeps its own `__dirname`, as it has when the Pulumi CLI runs it unbundled. */
const ownFolder: Plugin = {
  name: "own-folder",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!source.includes("__dirname")) return undefined;
      return {
        contents: `const __dirname = ${JSON.stringify(dirname(path))};${source}`,
        loader: "ts",
      };
    });
  },
};

/**
 * Runs the program from its first line and gives what it exports. Packages come from the program's
 * own place.
 */
export function loadProgram(bundle: ProgramBundle): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> };
  const run = new Function(
    "module",
    "exports",
    "require",
    "__filename",
    "__dirname",
    `${bundle.text}\n//# sourceURL=${join(bundle.root, "program.js")}`,
  );
  run(module, module.exports, createRequire(bundle.file), bundle.file, dirname(bundle.file));
  return module.exports;
}
