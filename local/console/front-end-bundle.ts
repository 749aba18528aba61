import { join } from "node:path";
import { build } from "esbuild";

export interface FrontEnd {
  readonly script: string;
  readonly style: string;
}

/**
 * Bundles the page's script and style sheet, in memory.
 * @throws esbuild's own error, which names file and line.
 */
export async function bundleFrontEnd(): Promise<FrontEnd> {
  const { outputFiles } = await build({
    entryPoints: {
      app: join(__dirname, "app/main.tsx"),
      style: join(__dirname, "app/style/main.css"),
    },
    outdir: "/",
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: ["chrome111", "firefox121", "safari16.4"],
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
  });
  const textOf = (ending: string) =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  return { script: textOf(".js"), style: textOf(".css") };
}
