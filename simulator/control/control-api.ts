import type * as v from "valibot";
import type { World } from "../world";
import { accountRoutes } from "./account-routes";
import { carrierRoutes } from "./carrier-routes";
import { eventRoutes } from "./event-routes";
import { failureRoutes } from "./failure-routes";
import { monitoringRoutes } from "./monitoring-routes";
import { peopleRoutes } from "./people-routes";
import type { Untouchable } from "./route";
import { secretRoutes } from "./secret-routes";
import { smsRoutes } from "./sms-routes";
import type { alarm, deployment, fault, logLine, phoneMessage } from "./views";
import { watchRoutes } from "./watch-routes";

/**
 * Everything that a person can do to the world and ask of it. The page, the tour, tests and other
 * programs use it; nobody reaches inside.
 */
export const controlRoutes = {
  ...peopleRoutes,
  ...carrierRoutes,
  ...smsRoutes,
  ...eventRoutes,
  ...accountRoutes,
  ...secretRoutes,
  ...failureRoutes,
  ...watchRoutes,
  ...monitoringRoutes,
};

export type ControlRoutes = typeof controlRoutes;

type Seen<Schema extends v.GenericSchema> = Untouchable<v.InferOutput<Schema>>;

/** One thing that happened, as the live stream tells it. */
export type WorldEvent =
  | { readonly kind: "message"; readonly message: Seen<typeof phoneMessage> }
  | { readonly kind: "log"; readonly line: Seen<typeof logLine> }
  | { readonly kind: "fault"; readonly fault: Seen<typeof fault> }
  | { readonly kind: "alarm"; readonly alarm: Seen<typeof alarm> }
  | {
      readonly kind: "deployment";
      readonly deployment: Seen<typeof deployment>;
    };

/** Tells of everything from now on. @returns a function that stops. */
export function followWorld(world: World, tell: (event: WorldEvent) => void): () => void {
  const stops = [
    world.messages.onEntry((message) => tell({ kind: "message", message })),
    world.logs.onEntry((line) => tell({ kind: "log", line })),
    world.cloud.faults.onFault((fault) => tell({ kind: "fault", fault })),
    world.cloud.alarms.onChange((alarm) => tell({ kind: "alarm", alarm })),
    ...(world.hasProgram
      ? [world.deployments.onDeployment((deployment) => tell({ kind: "deployment", deployment }))]
      : []),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
