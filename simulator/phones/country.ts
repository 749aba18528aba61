import parsePhoneNumber from "libphonenumber-js/max";
import type { PhoneNumber } from "./phone-number";

/**
 * The country that a number is of, in two letters (ISO 3166): of +1 202 555 0142 it is `US`, of
 * +1 613 555 0123 `CA`. For a number that no country's plan knows, the main country of its calling
 * code; undefined where the code itself is not given to a country.
 */
export function countryOf(number: PhoneNumber): string | undefined {
  const parsed = parsePhoneNumber(number);
  return parsed?.country ?? parsed?.getPossibleCountries()[0];
}
