import { held, reportText, type StepReport } from "../rehearsal/report";
import { walk } from "../rehearsal/tour";
import { RunningSystem } from "../system/running-system";
import type { Options } from "./options";
import { printStep } from "./serve";

/** `--demo`: 0 if every expectation held. */
export async function walkTour({ stack, set }: Options): Promise<number> {
  const system = await RunningSystem.start({ stack, set, report: printStep });
  const reports: StepReport[] = [];
  try {
    for await (const report of walk({ system, contacts: 1000 })) {
      reports.push(report);
      console.log(`\n${reportText(report, reports.length)}`);
    }
    const walked = reports.filter(({ outcome }) => outcome === "walked");
    const broken = walked.filter((report) => !held(report)).length;
    const leftOut = reports.length - walked.length;
    const rest = leftOut > 0 ? `, ${leftOut} left out` : "";
    console.log(`\n${walked.length - broken} of ${walked.length} steps held${rest}.`);
    return broken === 0 ? 0 : 1;
  } finally {
    await system.stop();
  }
}
