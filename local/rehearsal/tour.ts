import type { CloudFault } from "end-user-messaging-simulator";
import type { StepReport } from "./report";
import type { Finding, Scene, Step } from "./step";
import {
  answeredBySms,
  answeredFromA,
  answeredFromB,
  calledOver,
  duplicateAnsweredOnce,
} from "./steps/answers";
import { askedMessage } from "./steps/asked-message";
import { entryLink, forgedSignature } from "./steps/edge";
import { optOutBySms } from "./steps/opt-out";
import { pictures } from "./steps/pictures";
import { poisonMessage } from "./steps/poison-message";
import { lostReceipt, throttledProvider, unreachableProvider } from "./steps/provider-troubles";
import { undeliverableEvent } from "./steps/undeliverable-event";
import { unreadableItem } from "./steps/unreadable-item";
import { weights } from "./steps/weights";

const steps: readonly Step[] = [
  answeredFromB,
  answeredFromA,
  calledOver,
  forgedSignature,
  answeredBySms,
  askedMessage,
  pictures,
  optOutBySms,
  duplicateAnsweredOnce,
  throttledProvider,
  unreachableProvider,
  lostReceipt,
  poisonMessage,
  unreadableItem,
  undeliverableEvent,
  entryLink,
  weights,
];

/** The reports of the steps, in their order; each step is walked when its report is asked for. */
export async function* walk(scene: Scene): AsyncGenerator<StepReport> {
  for (const step of steps) yield await reportOn(step, scene);
}

async function reportOn(step: Step, scene: Scene): Promise<StepReport> {
  const stage = await scene.system.stage();
  if (step.stages && !step.stages.includes(stage)) return { step, outcome: "left-out", stage };
  const { next: since } = await scene.system.client.call("GET /faults", {});
  const findings = await findingsOf(step, scene);
  const { entries: faults } = await scene.system.client.call("GET /faults", { since });
  return {
    step,
    outcome: "walked",
    findings: step.provokesFaults ? findings : [...findings, noFaults(faults)],
    faults,
  };
}

/** A step that throws did not hold; the error is what was seen. */
async function findingsOf(step: Step, scene: Scene): Promise<readonly Finding[]> {
  try {
    return await step.run(scene);
  } catch (error) {
    return [
      {
        expected: "the step to run",
        seen: error instanceof Error ? error.message : String(error),
        held: false,
      },
    ];
  }
}

function noFaults(faults: readonly CloudFault[]): Finding {
  return {
    expected: "nothing refused, nothing lost",
    seen: faults.length === 0 ? "nothing refused, nothing lost" : `${faults.length} faults`,
    held: faults.length === 0,
  };
}
