import { useEffect, useRef, useState } from "preact/hooks";
import { setConfig } from "./api";

/** Where the rollout rests: 10 → 25 → 50 → 100 %. */
const restPoints = [10, 25, 50, 100];

interface WeightSliderProps {
  /** 0 to 100. */
  readonly weight: number;
  readonly inForce: number;
  readonly twilioRemains: boolean;
  readonly onRelease: (weight: number) => void;
}

export function WeightSlider({ weight, inForce, twilioRemains, onRelease }: WeightSliderProps) {
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
export function useWeightChange() {
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
