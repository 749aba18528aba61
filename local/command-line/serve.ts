import { startPageServer } from "../console/server";
import { ada } from "../rehearsal/people";
import { SystemPageBackend } from "../system/page-backend";
import { RunningSystem } from "../system/running-system";
import type { Options } from "./options";
import { printInstall, printStep } from "./print-step";

/** The system with its page, until Ctrl-C. */
export async function serve({ stack, set, port }: Options): Promise<number> {
  const started = performance.now();
  printInstall();
  const system = await RunningSystem.start({ stack, set, report: printStep });
  try {
    const page = await startPageServer(await SystemPageBackend.open(system, ada), { port });
    printStep("ready", performance.now() - started);
    console.log(`\n${page.url}\n\nCtrl-C stops it.`);
    await untilStopped();
    await page.close();
    return 0;
  } finally {
    await system.stop();
  }
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
