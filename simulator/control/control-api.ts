import type * as v from "valibot";
import type { World } from "../world";
import { accountRoutes, followQueues } from "./account-routes";
import { carrierRoutes } from "./carrier-routes";
import { eventRoutes } from "./event-routes";
import { type failureList, failureRoutes } from "./failure-routes";
import { monitoringRoutes } from "./monitoring-routes";
import { peopleRoutes } from "./people-routes";
import type { Untouchable } from "./route";
import { secretRoutes } from "./secret-routes";
import { smsRoutes } from "./sms-routes";
import type {
  alarm,
  clock,
  deployment,
  email,
  fault,
  logLine,
  phoneMessage,
  queue,
  subscription,
} from "./views";
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
  | { readonly kind: "queue"; readonly queue: Seen<typeof queue> }
  | { readonly kind: "email"; readonly email: Seen<typeof email> }
  | { readonly kind: "subscription"; readonly subscription: Seen<typeof subscription> }
  | { readonly kind: "clock"; readonly clock: Seen<typeof clock> }
  | { readonly kind: "failures"; readonly failures: Seen<typeof failureList> }
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
    followQueues(world, (queue) => tell({ kind: "queue", queue })),
    world.cloud.sns.mail.onArrival((email) => tell({ kind: "email", email })),
    world.cloud.sns.mail.onConfirmation((subscription) =>
      tell({ kind: "subscription", subscription }),
    ),
    world.cloud.clock.onChange((clock) =>
      tell({ kind: "clock", clock: { now: clock.now(), speed: clock.speed } }),
    ),
    world.cloud.failures.onChange(() =>
      tell({ kind: "failures", failures: [...world.cloud.failures.list()] }),
    ),
    ...(world.hasProgram
      ? [world.deployments.onDeployment((deployment) => tell({ kind: "deployment", deployment }))]
      : []),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
