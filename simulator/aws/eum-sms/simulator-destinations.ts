import { countryOf } from "../../phones/country";
import type { PhoneNumber } from "../../phones/phone-number";

/**
 * The numbers that answer for a person, by country: the first makes success events, the second
 * failure events (AWS End User Messaging SMS user guide, simulator phone numbers; the list is that
 * of awsdocs/amazon-pinpoint-user-guide, channels-sms-simulator.md).
 */
const documented: Readonly<Record<string, readonly [success: string, failure: string]>> = {
  AT: ["+43676800442031", "+43676800442032"],
  AU: ["+61455944038", "+61455944039"],
  BE: ["+32460213922", "+32460213923"],
  CH: ["+41798075872", "+41798075874"],
  CL: ["+56229140630", "+56229140631"],
  CZ: ["+420790542286", "+420790542287"],
  DK: ["+4525919410", "+4525919215"],
  EE: ["+37282720792", "+37282720793"],
  ES: ["+34683783440", "+34683783442"],
  FI: ["+3584573979110", "+3584573979111"],
  FR: ["+33755512501", "+33755512502"],
  GB: ["+447860019066", "+447860019067"],
  HK: ["+85257048426", "+85257048854"],
  HU: ["+36707178770", "+36707178772"],
  IE: ["+447937404990", "+447937404992"],
  IT: ["+394390009172", "+394390009174"],
  LU: ["+352691385880", "+352691385882"],
  NL: ["+3197008100148", "+3197008100150"],
  NO: ["+4759449384", "+4759449387"],
  PL: ["+48732141440", "+48732141442"],
  PT: ["+351927946948", "+351927946950"],
  RO: ["+40783900330", "+40783900332"],
  SE: ["+46790645100", "+46790645102"],
  TW: ["+886903444630", "+886903444632"],
  US: ["+14254147755", "+14254147167"],
};

export interface SimulatorDestination {
  readonly country: string;
  /** Which very events they make is unverified. */
  readonly outcome: "TEXT_DELIVERED" | "TEXT_BLOCKED";
}

const byNumber = new Map<string, SimulatorDestination>(
  Object.entries(documented).flatMap(([country, [success, failure]]) => [
    [success, { country, outcome: "TEXT_DELIVERED" }],
    [failure, { country, outcome: "TEXT_BLOCKED" }],
  ]),
);

export function simulatorDestination(number: PhoneNumber): SimulatorDestination | undefined {
  return byNumber.get(number);
}

/** The recipient's country; that of a simulator destination is the one it stands for. */
export function recipientCountry(number: PhoneNumber): string | undefined {
  return simulatorDestination(number)?.country ?? countryOf(number);
}
