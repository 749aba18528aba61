/** Twilio's way out, one step at a time (docs/rules.md, rule 8). */
export const twilioStages = ["primary", "backup", "receive-only", "removed"] as const;

export type TwilioStage = (typeof twilioStages)[number];

export function hasTwilio(stage: TwilioStage): boolean {
  return stage !== "removed";
}
