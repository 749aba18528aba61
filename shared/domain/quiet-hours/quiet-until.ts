import type { CountryCode } from "libphonenumber-js/min";
import { timeZones } from "./time-zones";

/**
 * Marketing is sent from 8 to 21 h of the recipient's time: what US rules allow for telemarketing
 * (TCPA, by secondary sources: unverified; some states are stricter).
 */
export const openFromHour = 8;
export const openUntilHour = 21;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Until when it is too early or too late to write to somebody of this country; undefined where it
 * is neither. Milliseconds since the epoch. In a country of several time zones it must be day in
 * all of them: an area code tells where a mobile number was bought, not where its owner lives.
 * Where the country is not known there is no right hour: it is always quiet, looked at again in an
 * hour.
 */
export function quietUntil(country: CountryCode | undefined, now: number): number | undefined {
  if (country === undefined) return now + hour;
  const zones = timeZones[country].split(/\s+/);
  let at = now;
  while (at < now + 7 * day) {
    const wait = Math.max(...zones.map((zone) => minutesToDay(zone, at)));
    if (wait === 0) return at === now ? undefined : at;
    // Clocks may be put forward on the way: go up to an hour before, and look again.
    at = at - (at % minute) + (wait > 60 ? wait - 60 : wait) * minute;
  }
  return at;
}

/** By the clocks of a zone; 0 where it is day there. */
function minutesToDay(zone: string, at: number): number {
  const parts = clock(zone).formatToParts(at);
  const read = (type: "hour" | "minute") =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const hours = read("hour");
  if (hours >= openFromHour && hours < openUntilHour) return 0;
  const minutes = (openFromHour - hours) * 60 - read("minute");
  return minutes > 0 ? minutes : minutes + 24 * 60;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Kept, since one takes longer to make than to ask. */
function clock(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(zone, made);
  return made;
}
