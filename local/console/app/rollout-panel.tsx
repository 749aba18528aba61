import { hasTwilio } from "../../../shared/domain/rollout/stage";
import type { RolloutView } from "../page-state";
import { LastDeployment } from "./last-deployment";
import { StageSteps } from "./stage-steps";
import { pageState } from "./store";
import { useWeightChange } from "./weight-change";
import { WeightSlider } from "./weight-slider";

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
