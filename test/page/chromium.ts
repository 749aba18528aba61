import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const executable = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

export const howToGetChromium =
  `The page was not driven in a browser: there is no Chromium at ${executable}. ` +
  "Install one (Debian: apt-get install chromium) or name yours in CHROMIUM_PATH.";

export const hasChromium = existsSync(executable);

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface BrowserView {
  readonly page: Page;
  /** What the page wrote to the console as an error, and what it threw. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Opens a page in a Chromium of its own, with a profile that goes away with it. */
export async function openBrowser(size: {
  readonly width: number;
  readonly height: number;
}): Promise<BrowserView> {
  const profile = await mkdtemp(join(tmpdir(), "page-test-"));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    args: flags,
    chromiumSandbox: false,
    viewport: size,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on("console", (line) => {
    if (line.type() === "error" || line.type() === "warning") complaints.push(line.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return {
    page,
    complaints,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
