import { buildSync } from "esbuild";

/**
 * Bundles a function's source text as the program's functions are: one CommonJS file with the SDK
 * in it.
 */
export function bundle(source: string): string {
  const result = buildSync({
    stdin: { contents: source, resolveDir: __dirname, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    target: "node24",
    format: "cjs",
    minify: true,
  });
  return result.outputFiles[0]?.text ?? "";
}
