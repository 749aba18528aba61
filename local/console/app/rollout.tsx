import { useEffect, useRef, useState } from "preact/hooks";
import { hasTwilio, type TwilioStage, twilioStages } from "../../../shared/domain/rollout/stage";
import type { RolloutView } from "../product";
import { setConfig } from "./control";
import type { Deployment } from "./state";
import { pageState } from "./store";
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
      {state && <Rollout rollout={state.product.rollout} />}
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
  // The first one is the start: nothing was changed by it.
  const deployment = pageState.value?.deployments.slice(1).at(-1);
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
            {countOf(deployment.steps.length)} in {Math.round(deployment.milliseconds)} ms, at{" "}
            {showTime(deployment.at)}
          </p>
          <ul>
            {deployment.steps.map((step) => (
              <li key={stepText(step)}>
                <code>{stepText(step)}</code>
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

/** Such as `update aws:dynamodb/tableItem:TableItem declared-weight (item)`. */
export function stepText({
  kind,
  type,
  logicalName,
  changed,
}: Deployment["steps"][number]): string {
  const properties = changed.length > 0 ? ` (${changed.join(", ")})` : "";
  return `${kind} ${type} ${logicalName}${properties}`;
}

export function countOf(changes: number): string {
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

/** Where the rollout rests: 10 → 25 → 50 → 100 %. */
const restPoints = [10, 25, 50, 100];

interface WeightSliderProps {
  /** 0 to 100. */
  readonly weight: number;
  readonly inForce: number;
  readonly twilioRemains: boolean;
  readonly onRelease: (weight: number) => void;
}

function WeightSlider({ weight, inForce, twilioRemains, onRelease }: WeightSliderProps) {
  const [held, setHeld] = useState<number | undefined>(undefined);
  useEffect(() => setHeld(undefined), [weight]);
  const shown = held ?? weight;

  const release = (next: number) => {
    setHeld(undefined);
    if (next !== weight) onRelease(next);
  };
  return (
    <div
      class="slider"
      data-held={inForce < weight}
      style={{ "--weight": `${shown}`, "--in-force": `${inForce}` }}
    >
      <p class="slider-ends">
        <span data-provider="aws" class="provider">
          <label for="weight">Weight of AWS</label> <output for="weight">{shown} %</output>
        </span>
        <span data-provider="twilio" class="provider">
          {twilioRemains && `Twilio ${100 - shown} %`}
        </span>
      </p>
      <div class="slider-track">
        <input
          id="weight"
          type="range"
          min={0}
          max={100}
          step={1}
          value={shown}
          aria-valuetext={`${shown} percent to AWS`}
          onInput={(event) => setHeld(event.currentTarget.valueAsNumber)}
          onChange={(event) => release(event.currentTarget.valueAsNumber)}
        />
      </div>
      <fieldset class="rest-points">
        <legend class="only-spoken">Rest points of the rollout</legend>
        {restPoints.map((point) => (
          <button
            key={point}
            type="button"
            style={{ "--at": `${point}` }}
            aria-pressed={shown === point}
            aria-label={`Set the weight to ${point} percent`}
            onClick={() => release(point)}
          >
            {point}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

/**
 * Changes the declared weight, one evaluation at a time: of what the slider asks for meanwhile only
 * the last is carried out. An error brings the slider back to what is declared.
 */
function useWeightChange() {
  const latest = useRef<number | undefined>(undefined);
  const running = useRef(false);
  /** What is being evaluated; none when nothing is under way. */
  const [wanted, setWanted] = useState<number | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);

  const change = async (weight: number) => {
    latest.current = weight;
    setWanted(weight);
    if (running.current) return;

    running.current = true;
    let tried: number;
    let refusal: string | undefined;
    do {
      tried = latest.current;
      refusal = await refusalOf(tried);
    } while (tried !== latest.current);
    running.current = false;

    setError(refusal);
    setWanted(undefined);
  };
  return { wanted, error, change };
}

async function refusalOf(weight: number): Promise<string | undefined> {
  try {
    await setConfig("rollout.awsWeight", String(weight));
    return undefined;
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
}
