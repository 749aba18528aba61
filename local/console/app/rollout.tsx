import { hasTwilio, type TwilioStage, twilioStages } from "../../../shared/domain/rollout/stage";
import type { RolloutView } from "../page-state";
import { pageState } from "./store";
import { useWeightChange, WeightSlider } from "./weight";
import { showTime } from "./wording";

/**
 * How far the move is: stage, declared weight, weight in force, and the slider that changes the
 * program.
 */
export function RolloutPanel() {
  const state = pageState.value;
  return (
    <section class="panel rollout" id="rollout" aria-labelledby="rollout-title">
      <h2 id="rollout-title">Rollout</h2>
      {state && <Rollout rollout={state.rollout} />}
    </section>
  );
}

function Rollout({ rollout }: { readonly rollout: RolloutView }) {
  const { wanted, error, change } = useWeightChange();
  const held = rollout.weightInForce < rollout.awsWeight;
  return (
    <>
      <dl class="weights">
        <div>
          <dt>Declared</dt>
          <dd data-weight="declared">{rollout.awsWeight} %</dd>
        </div>
        <div data-held={held}>
          <dt>In force{held ? ", held by the brake" : ""}</dt>
          <dd data-weight="in-force">{rollout.weightInForce} %</dd>
        </div>
      </dl>
      <WeightSlider
        weight={wanted ?? rollout.awsWeight}
        inForce={rollout.weightInForce}
        twilioRemains={hasTwilio(rollout.stage)}
        onRelease={change}
      />
      <LastDeployment evaluating={wanted} error={error} />
      <StageSteps stage={rollout.stage} />
    </>
  );
}

interface LastDeploymentProps {
  /** The weight that is being evaluated. */
  readonly evaluating: number | undefined;
  readonly error: string | undefined;
}

/** What the last change of the config did to the program, or that it is being found out. */
function LastDeployment({ evaluating, error }: LastDeploymentProps) {
  const deployment = pageState.value?.lastDeployment;
  return (
    <div
      class="deployment"
      role="status"
      data-deployment={evaluating !== undefined ? "evaluating" : error ? "failed" : "done"}
    >
      {evaluating !== undefined ? (
        <p class="deployment-line">
          Evaluating the program with <code>rollout.awsWeight = {evaluating}</code> …
        </p>
      ) : error ? (
        <p class="deployment-error">{error}</p>
      ) : deployment ? (
        <>
          <p class="deployment-line">
            {countOf(deployment.changes.length)} in {Math.round(deployment.milliseconds)} ms, at{" "}
            {showTime(deployment.at)}
          </p>
          <ul>
            {deployment.changes.map((change) => (
              <li key={change}>
                <code>{change}</code>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p class="deployment-line">
          Move the slider: the program is evaluated again and the difference applied.
        </p>
      )}
    </div>
  );
}

function countOf(changes: number): string {
  if (changes === 0) return "Nothing changed";
  return changes === 1 ? "1 resource changed" : `${changes} resources changed`;
}

const meanings: Record<TwilioStage, string> = {
  primary: "New conversations go by weight.",
  backup: "AWS sends; A takes over when it fails.",
  "receive-only": "A only receives and points people to B.",
  removed: "Nothing of Twilio is left.",
};

/** Twilio's way out, with the stage it is at. */
function StageSteps({ stage }: { readonly stage: TwilioStage }) {
  return (
    <div class="stages">
      <h3>Twilio’s stage</h3>
      <ol>
        {twilioStages.map((each) => (
          <li key={each} aria-current={each === stage ? "step" : undefined}>
            {each}
          </li>
        ))}
      </ol>
      <p>{meanings[stage]}</p>
    </div>
  );
}
