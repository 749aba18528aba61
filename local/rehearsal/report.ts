import type { CloudFault } from "end-user-messaging-simulator";
import type { TwilioStage } from "../../shared/domain/rollout/stage";
import type { Finding, Step } from "./step";

/** What one step came to. */
export type StepReport =
  | { readonly step: Step; readonly outcome: "left-out"; readonly stage: TwilioStage }
  | {
      readonly step: Step;
      readonly outcome: "walked";
      readonly findings: readonly Finding[];
      /** What the simulated cloud refused, lost or missed meanwhile. */
      readonly faults: readonly CloudFault[];
    };

export function held(report: StepReport): boolean {
  if (report.outcome === "left-out") return true;
  return report.findings.length > 0 && report.findings.every((finding) => finding.held);
}

/**
 * The step in words: what was expected, what was seen, and where it did not hold, what the cloud
 * says about it.
 */
export function reportText(report: StepReport, number: number): string {
  const title = `${number}. ${report.step.title}`;
  if (report.outcome === "left-out") return `${title}\n   left out at stage ${report.stage}`;
  const findings = report.findings.flatMap(({ expected, seen, held }) => [
    `   expected  ${expected}`,
    `   seen      ${seen}`,
    `   ${held ? "held" : "DID NOT HOLD"}`,
  ]);
  return [title, ...findings, ...(held(report) ? [] : voices(report.faults))].join("\n");
}

function voices(faults: readonly CloudFault[]): string[] {
  const messages = new Set(faults.map(({ service, message }) => `${service}: ${message}`));
  return [...messages].map((message) => `   the cloud says  ${message}`);
}
