import type { FaultClass } from "../../domain/routing/fault-class";

/**
 * Twilio documentation, error and warning dictionary; which class a code belongs to is our reading
 * (63013 by third parties: unverified).
 */
const codes: Readonly<Record<FaultClass, readonly number[]>> = {
  // Sign-in, the account, the sender, Twilio's or WhatsApp's own faults; 63059: the number has
  // moved to another WABA.
  provider: [
    20003, 20404, 20500, 21603, 21606, 21703, 21704, 21910, 63001, 63002, 63007, 63008, 63009,
    63010, 63012, 63013, 63020, 63038, 63059,
  ],
  throttled: [20429, 21611, 30001, 63018, 63041, 63049],
  "opt-out": [21610, 63014],
  recipient: [14101, 21211, 21401, 21408, 21614, 30003, 30005, 30006, 63003, 63015, 63024, 63032],
  content: [
    20410, 21617, 21619, 21620, 21654, 21658, 63005, 63006, 63019, 63021, 63027, 63028, 63029,
    63030, 63031, 63034, 63040, 63042,
  ],
  window: [63016],
};

const classByCode = new Map(
  Object.entries(codes).flatMap(([name, numbers]) =>
    numbers.map((code) => [String(code), name as FaultClass] as const),
  ),
);

/**
 * An unknown code counts against the provider: a health comparison must not overlook a new kind of
 * failure.
 */
export function twilioFaultClass(code: string): FaultClass {
  return classByCode.get(code) ?? "provider";
}
