import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Alias } from "../contact/alias";
import { timeZones } from "../quiet-hours/time-zones";
import type { PhoneNumber } from "./channel";

/** A country in two letters (ISO 3166), as phone numbers are given to it. */
export type { CountryCode };

export const countryCodes = Object.keys(timeZones) as readonly CountryCode[];

export function isCountryCode(text: string): text is CountryCode {
  return Object.hasOwn(timeZones, text);
}

export type ReadPhoneNumber =
  | { readonly kind: "number"; readonly number: PhoneNumber; readonly country: CountryCode }
  | {
      readonly kind: "refused";
      readonly reason: "not-a-number" | "country-not-allowed";
      /** For the person who gave it; does not repeat the number. */
      readonly message: string;
    };

/**
 * Reads a number that a person or another system typed: with its plus sign and country code, or,
 * given a home country, as it is dialled there. Numbers that a provider names are not read by this:
 * WhatsApp keeps older forms of numbers in Brazil and Mexico that no number plan knows
 * (`domain/contact/alias.ts`).
 *
 * `allowed` are the countries that are written to; absent, all are. By the library's smallest
 * metadata, which knows lengths and countries but not every range: a number that passes may still
 * not be in service.
 */
export function readPhoneNumber(
  text: string,
  options: { readonly allowed?: readonly CountryCode[]; readonly home?: CountryCode } = {},
): ReadPhoneNumber {
  const { allowed, home } = options;
  const parsed = parsePhoneNumberFromString(text.trim(), {
    extract: false,
    ...(home ? { defaultCountry: home } : {}),
  });
  const country = parsed?.country;
  if (!parsed?.isValid() || parsed.ext || !country || !isCountryCode(country)) {
    const message =
      "This is not a phone number in international form; write it with plus sign and country " +
      "code, such as +12025550142.";
    return { kind: "refused", reason: "not-a-number", message };
  }
  if (allowed && !allowed.includes(country)) {
    const message =
      `Phone numbers of ${country} are not written to; allowed countries are ` +
      `${[...allowed].sort().join(", ") || "none"}.`;
    return { kind: "refused", reason: "country-not-allowed", message };
  }
  return { kind: "number", number: parsed.number as string as PhoneNumber, country };
}

/**
 * The country of an address: of a number by its prefix, of a business-scoped user id by the two
 * letters that it begins with (Meta, business-scoped user ids). Undefined for numbers of no country
 * (+800, +870, …) and for prefixes that nobody has.
 */
export function countryOf(alias: Alias): CountryCode | undefined {
  if (alias.kind === "bsuid") {
    const letters = alias.value.slice(0, 2);
    return isCountryCode(letters) ? letters : undefined;
  }
  const parsed = parsePhoneNumberFromString(`+${alias.value.replace(/\D/g, "")}`);
  if (parsed?.country) return parsed.country;
  const possible = parsed?.getPossibleCountries() ?? [];
  return possible.length === 1 ? possible[0] : undefined;
}
