import type { TwilioStage } from "../../shared/domain/rollout/stage";
import type { RunningSystem } from "../system/running-system";

/** Something that must be so, in words, beside what was seen. */
export interface Finding {
  readonly expected: string;
  readonly seen: string;
  readonly held: boolean;
}

/** One stop of the tour. */
export interface Step {
  readonly title: string;
  /**
   * Twilio's stages at which the step makes sense; at another it is left out, and said so. All of
   * them when not given.
   */
  readonly stages?: readonly TwilioStage[];
  /**
   * The step does something wrong on purpose. In every other step nothing may be refused and
   * nothing lost.
   */
  readonly provokesFaults?: true;
  run(scene: Scene): Promise<readonly Finding[]>;
}

/** Where the tour takes place. */
export interface Scene {
  readonly system: RunningSystem;
  /** How many people the business writes to in the step on weights. */
  readonly contacts: number;
}
