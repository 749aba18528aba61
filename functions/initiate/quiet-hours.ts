import type { StartRequest } from "../../shared/domain/message/start-request";
import { quietUntil as quietInCountry } from "../../shared/domain/quiet-hours/quiet-until";

/** Until when it is too early or too late for the recipient; milliseconds since the epoch. */
export function quietUntil({ country }: StartRequest, now: number): number | undefined {
  return quietInCountry(country, now);
}
