import * as v from "valibot";
import { controlRoutes } from "./control-api";
import {
  type ControlAnswer,
  ControlClient,
  type ControlInput,
  type ControlKey,
} from "./control-client";
import type { Route } from "./route";

/** Holds each answer against the schema that describes it. */
export class CheckingClient extends ControlClient {
  override async call<K extends ControlKey>(
    key: K,
    input: ControlInput<K>,
  ): Promise<ControlAnswer<K>> {
    const answer = await super.call(key, input);
    return v.parse((controlRoutes[key] as Route).answer, answer) as ControlAnswer<K>;
  }
}
