import type { Person } from "end-user-messaging-simulator";
import { phoneNumber } from "../../shared/domain/message/channel";

/** Ada plays the person of every step but the one on weights. */
export const ada: Person = {
  name: "Ada",
  number: phoneNumber("+12025550101"),
  bsuid: "US.13491208655302741901",
};

const firstAreaCode = 300;

/**
 * People with numbers from the range kept for examples: +1 XXX 555 01XX.
 * @param count at most 60,000
 */
export function crowd(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, index) => {
    const areaCode = firstAreaCode + Math.floor(index / 100);
    const line = String(index % 100).padStart(2, "0");
    return { name: `Person ${index + 1}`, number: phoneNumber(`+1${areaCode}55501${line}`) };
  });
}
