import { controlApp } from "end-user-messaging-simulator";
import { startConsole } from "../console/server";
import { ada } from "../rehearsal/people";
import { productView } from "../system/product-view";
import { type ReportStep, RunningSystem } from "../system/running-system";
import type { Options } from "./options";

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

/** One line a step, with what it took. */
export const printStep: ReportStep = (step, milliseconds, remark) => {
  const took =
    milliseconds < 1000
      ? `${Math.round(milliseconds)} ms`
      : `${(milliseconds / 1000).toFixed(1)} s`;
  console.log(`${step.padEnd(28)} ${took.padStart(8)}${remark ? `  ${remark}` : ""}`);
};

/** The install that `tools/run.mjs` did before this program ran, if it did one. */
function printInstall(): void {
  const milliseconds = Number(process.env.INSTALL_MILLISECONDS ?? 0);
  printStep("install", milliseconds, milliseconds === 0 ? "nothing to install" : undefined);
}
