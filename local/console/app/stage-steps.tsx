import { type TwilioStage, twilioStages } from "../../../shared/domain/rollout/stage";

const meanings: Record<TwilioStage, string> = {
  primary: "New conversations go by weight.",
  backup: "AWS sends; A takes over when it fails.",
  "receive-only": "A only receives and points people to B.",
  removed: "Nothing of Twilio is left.",
};

/** Twilio's way out, with the stage it is at. */
export function StageSteps({ stage }: { readonly stage: TwilioStage }) {
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
