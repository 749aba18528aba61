import type { FaultClass } from "../../domain/routing/fault-class";

/**
 * Meta, WhatsApp Cloud API, "Error codes". Under AWS they come with the failed status, never with
 * the answer to a send.
 */
const codes: Readonly<Record<FaultClass, readonly number[]>> = {
  // Tokens, permissions, registration, locked or unpaid accounts, Meta's own faults: nobody gets
  // anything from this number.
  provider: [
    0, 1, 2, 3, 10, 33, 190, 368, 131000, 131005, 131016, 131031, 131042, 131045, 131057, 133004,
    133006, 133010, 135000,
  ],
  throttled: [4, 80007, 130429, 131048, 131049, 131056, 132015],
  "opt-out": [130403, 131050],
  recipient: [130472, 130497, 131026, 131030, 131062],
  content: [
    100, 131008, 131009, 131021, 131051, 131052, 131053, 132000, 132001, 132005, 132007, 132008,
    132012, 132016, 132018,
  ],
  window: [131047],
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
export function metaFaultClass(code: string): FaultClass {
  return classByCode.get(code) ?? "provider";
}
