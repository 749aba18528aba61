import { join } from "node:path";
import { build } from "esbuild";

export const pageHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>AI Nutritionist · two phones, one program</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/app.css">
    <script type="module" src="/app.js"></script>
  </head>
  <body>
    <div id="app"></div>
    <noscript>This page needs JavaScript: it shows two phones live.</noscript>
  </body>
</html>
`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect x="3" y="4" width="26" height="20" rx="7" fill="#1f6f54"/>
  <path d="M9 22v7l7-6z" fill="#1f6f54"/>
  <path d="M10 14.5l4 4 8-8.5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`;

/** What the browser runs, and how it looks. */
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
