import { useEffect, useState } from "preact/hooks";

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
