import type { ReportStep } from "../system/running-system";

/** One line a step, with what it took. */
export const printStep: ReportStep = (step, milliseconds, remark) => {
  const took =
    milliseconds < 1000
      ? `${Math.round(milliseconds)} ms`
      : `${(milliseconds / 1000).toFixed(1)} s`;
  console.log(`${step.padEnd(28)} ${took.padStart(8)}${remark ? `  ${remark}` : ""}`);
};

/** The install that `tools/run.mjs` did before this program ran, if it did one. */
export function printInstall(): void {
  const milliseconds = Number(process.env.INSTALL_MILLISECONDS ?? 0);
  printStep("install", milliseconds, milliseconds === 0 ? "nothing to install" : undefined);
}
