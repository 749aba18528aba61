export const smsNumberTypes = ["LONG_CODE", "TOLL_FREE", "TEN_DLC", "SIMULATOR"] as const;

export type SmsNumberType = (typeof smsNumberTypes)[number];

/**
 * Message parts a second that a number of the pool may send (AWS End User Messaging SMS user guide,
 * "Message parts per second (MPS) limits"). None is documented for simulator numbers: the least is
 * taken (unverified).
 */
const partsPerSecond: Readonly<Record<SmsNumberType, (country: string) => number>> = {
  LONG_CODE: (country) => (country === "CA" ? 1 : 10),
  TOLL_FREE: () => 3,
  TEN_DLC: () => 1,
  SIMULATOR: () => 1,
};

/** @param country the number's, in two letters (ISO 3166). */
export function smsPartsPerSecond(numberType: SmsNumberType, country: string): number {
  return partsPerSecond[numberType](country);
}
