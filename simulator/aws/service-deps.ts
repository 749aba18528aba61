import type { Activity } from "../kernel/activity";
import type { SimulatedClock } from "../kernel/clock";
import type { FaultLog } from "../kernel/fault-log";
import { SeededRandom } from "../kernel/random";
import { SeededIds } from "../kernel/seeded-ids";
import type { Traces } from "../kernel/traces";
import type { ControlPlane } from "./account/control-plane";
import type { CloudUnkindness } from "./cloud-unkindness";
import type { Access } from "./iam/access";

/** What every service of the account stands on. */
export interface ServiceDeps {
  readonly controlPlane: ControlPlane;
  readonly clock: SimulatedClock;
  readonly activity: Activity;
  readonly faults: FaultLog;
  readonly traces: Traces;
  readonly access: Access;
  readonly unkindness: CloudUnkindness;
}

/** The chances and ids of one service: another service's draws do not change its own. */
export interface Draws {
  readonly random: SeededRandom;
  readonly ids: SeededIds;
}

export function drawsOf(seed: number): Draws {
  const random = new SeededRandom(seed);
  return { random, ids: new SeededIds(new SeededRandom(seed + 100)) };
}
