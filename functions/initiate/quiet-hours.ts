import type { StartRequest } from "../../shared/domain/message/start-request";

export function quietUntil(_request: StartRequest, _now: number): number | undefined {
  return undefined;
}
