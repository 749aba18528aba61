/** Twilio's way out, one step at a time (docs/rules.md, rule 8). */
export const twilioStages = ["primary", "backup", "receive-only", "removed"] as const;

export type TwilioStage = (typeof twilioStages)[number];

export function hasTwilio(stage: TwilioStage): boolean {
  return stage !== "removed";
}

/** What a stage allows number A to do; one row of the table in docs/rules.md, rule 8. */
export interface StageRules {
  /** Whether the weight decides who is sent to from A; otherwise everybody is sent to from B. */
  readonly dealsByWeight: boolean;
  /** Whether a person who writes to A is answered from A. */
  readonly answersFromA: boolean;
  readonly invitesToB: boolean;
  /** Whether A may carry what B could not. */
  readonly failsOverToA: boolean;
}

const rules: Readonly<Record<TwilioStage, StageRules>> = {
  primary: { dealsByWeight: true, answersFromA: true, invitesToB: true, failsOverToA: true },
  backup: { dealsByWeight: false, answersFromA: true, invitesToB: true, failsOverToA: true },
  "receive-only": {
    dealsByWeight: false,
    answersFromA: false,
    invitesToB: false,
    failsOverToA: false,
  },
  removed: { dealsByWeight: false, answersFromA: false, invitesToB: false, failsOverToA: false },
};

export function stageRules(stage: TwilioStage): StageRules {
  return rules[stage];
}
