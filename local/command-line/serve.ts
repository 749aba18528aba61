import { controlApp } from "end-user-messaging-simulator";
import { startConsole } from "../console/server";
import { ada } from "../rehearsal/people";
import { productView } from "../system/product-view";
import { RunningSystem } from "../system/running-system";
import type { Options } from "./options";
import { printInstall, printStep } from "./print-step";

/** The system with its page, until Ctrl-C. */
export async function serve({ stack, set, port }: Options): Promise<number> {
  const started = performance.now();
  printInstall();
  const system = await RunningSystem.start({ stack, set, report: printStep });
  try {
    await system.meet(ada);
    const product = () => productView(system, ada);
    const page = await startConsole({ control: controlApp(system.world), product }, port);
    printStep("ready", performance.now() - started);
    console.log(`\nthe page           ${page.url}`);
    console.log(`the control API    ${page.url}/control/openapi.json`);
    console.log("\nCtrl-C stops it.");
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
