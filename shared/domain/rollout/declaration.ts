import type { TwilioStage } from "./stage";

/** What the stack's config declares of the rollout; Pulumi keeps it as one item of the table. */
export interface RolloutDeclaration {
  /**
   * Percent of people whose business-initiated messages leave from B, 0 to 100, at most two
   * decimals.
   */
  readonly awsWeight: number;
  /** Never changes: a new salt would deal the people anew. */
  readonly salt: string;
  readonly stage: TwilioStage;
}

/**
 * Keys of the two items that decide the weight in force: Pulumi writes the first, the verdict and
 * the operator the second.
 */
export const rolloutKey = "ROLLOUT";
export const declaredSortKey = "DECLARED";
export const brakeSortKey = "BRAKE";
