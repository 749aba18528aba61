import fc from "fast-check";
import { getCountries } from "libphonenumber-js/min";
import { countryCodes } from "../message/phone-numbers";
import { openFromHour, openUntilHour, quietUntil } from "./quiet-until";
import { timeZones } from "./time-zones";

const hour = 3_600_000;
const at = (iso: string) => Date.parse(iso);

test.each([
  ["DE", "2026-11-24T06:59:59Z", "2026-11-24T07:00:00Z"],
  ["DE", "2026-11-24T07:00:00Z", undefined],
  ["DE", "2026-11-24T19:59:59.999Z", undefined],
  ["DE", "2026-11-24T20:00:00Z", "2026-11-25T07:00:00Z"],
  ["DE", "2026-07-01T05:59:00Z", "2026-07-01T06:00:00Z"],
  ["IN", "2026-11-24T02:29:30Z", "2026-11-24T02:30:00Z"],
  ["NP", "2026-11-24T15:15:00Z", "2026-11-25T02:15:00Z"],
  // Honolulu's morning is 13 h in New York in winter, 14 h in summer.
  ["US", "2026-11-24T17:59:00Z", "2026-11-24T18:00:00Z"],
  ["US", "2026-11-25T01:59:00Z", undefined],
  ["US", "2026-11-25T02:00:00Z", "2026-11-25T18:00:00Z"],
  ["US", "2026-07-01T12:00:00Z", "2026-07-01T18:00:00Z"],
  // The Canaries are an hour behind Madrid.
  ["ES", "2026-11-24T07:30:00Z", "2026-11-24T08:00:00Z"],
] as const)("in %s at %s it is quiet until %s", (country, now, until) => {
  expect(quietUntil(country, at(now))).toBe(until && at(until));
});

test("the night that clocks are put forward or back ends at eight all the same", () => {
  expect(quietUntil("DE", at("2026-03-28T21:00:00Z"))).toBe(at("2026-03-29T06:00:00Z"));
  expect(quietUntil("DE", at("2026-10-24T20:00:00Z"))).toBe(at("2026-10-25T07:00:00Z"));
});

test("nobody of an unknown country is written to", () => {
  fc.assert(
    fc.property(fc.nat(), (now) => expect(quietUntil(undefined, now)).toBeGreaterThan(now)),
  );
});

test("every country that has phone numbers has zones that this Node knows", () => {
  expect([...countryCodes].sort()).toEqual([...getCountries()].sort());
  for (const zone of Object.values(timeZones).flatMap((zones) => zones.split(/\s+/)))
    expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow();
});

/** By another way than the code's: the hour as text. */
const hourIn = (timeZone: string, time: number) =>
  Number(new Date(time).toLocaleString("sv-SE", { timeZone }).slice(11, 13));

test("when the quiet ends it is day in every zone, and it was not a minute before", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...countryCodes),
      fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
      (country, date) => {
        const now = date.getTime();
        const until = quietUntil(country, now);
        const isDay = (time: number) =>
          timeZones[country].split(/\s+/).every((zone) => {
            const hours = hourIn(zone, time);
            return hours >= openFromHour && hours < openUntilHour;
          });
        expect(isDay(until ?? now)).toBe(true);
        if (until === undefined) return;
        expect(until).toBeLessThanOrEqual(now + 25 * hour);
        expect(isDay(now)).toBe(false);
        if (until - 60_000 > now) expect(isDay(until - 60_000)).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});
