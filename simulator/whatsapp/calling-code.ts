import type { PhoneNumber } from "../phones/phone-number";

/**
 * Calling codes of two digits (ITU-T E.164, assigned country codes); +1 and +7 have one, all others
 * three.
 */
const twoDigits = new Set(
  "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split(
    " ",
  ),
);

/** The country's calling code of a number: `1` of +12025550142. */
export function callingCode(number: PhoneNumber): string {
  const digits = number.slice(1);
  if (digits.startsWith("1") || digits.startsWith("7")) return digits.slice(0, 1);
  return twoDigits.has(digits.slice(0, 2)) ? digits.slice(0, 2) : digits.slice(0, 3);
}
