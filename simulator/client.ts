// The control API's client alone, for where the world itself cannot run, such as in a browser.

export type { ControlRoutes, WorldEvent } from "./control/control-api";
export {
  type ControlAnswer,
  ControlClient,
  type ControlInput,
  type ControlKey,
  ControlRefusal,
} from "./control/control-client";
