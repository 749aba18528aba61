import type { RolloutInForce } from "../domain/rollout/weight-in-force";

export interface RolloutSource {
  /** The weight in force now. @throws when the stack has declared none. */
  read(): Promise<RolloutInForce>;
}
