import type { Arm } from "../message/channel";
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
 * What the verdict function or the operator writes to hold the rollout back within the minute
 * (docs/rules.md, rule 6). An item that only says which arm is down has none of it.
 */
export interface Brake {
  /** Percent; the weight in force is not above it. */
  readonly cap: number;
  readonly reason: string;
  readonly incident: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Nothing that the business starts is sent at all, whatever the cap. */
  readonly pause?: boolean;
}

/** Until when an arm is taken for down; milliseconds since the epoch. */
export type DownUntil = Readonly<Partial<Record<Arm, number>>>;

export interface RolloutInForce {
  /** Percent. */
  readonly awsWeight: number;
  readonly salt: string;
  readonly stage: TwilioStage;
  /** Whether messages that the business starts are stopped. */
  readonly paused: boolean;
  readonly downUntil: DownUntil;
}

/** The smaller of what is declared and what the brake allows. */
export function weightInForce(
  declared: RolloutDeclaration,
  brake?: Brake,
  downUntil: DownUntil = {},
): RolloutInForce {
  return {
    awsWeight: brake ? Math.min(declared.awsWeight, brake.cap) : declared.awsWeight,
    salt: declared.salt,
    stage: declared.stage,
    paused: brake?.pause === true,
    downUntil,
  };
}
