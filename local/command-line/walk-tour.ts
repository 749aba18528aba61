import { held, reportText, type StepReport } from "../rehearsal/report";
import { walk } from "../rehearsal/tour";
import { RunningSystem } from "../system/running-system";
import type { Options } from "./options";
import { printStep } from "./print-step";

/** `--demo`: 0 if every expectation held. */
export async function walkTour({ stack, set }: Options): Promise<number> {
  const system = await RunningSystem.start({ stack, set, report: printStep });
  const reports: StepReport[] = [];
  try {
    for await (const report of walk({ system, contacts: 1000 })) {
      reports.push(report);
      console.log(`\n${reportText(report, reports.length)}`);
    }
    const broken = reports.filter((report) => !held(report)).length;
    console.log(`\n${reports.length - broken} of ${reports.length} steps held.`);
    return broken === 0 ? 0 : 1;
  } finally {
    await system.stop();
  }
}
