import type { PhoneNumber } from "./phone-number";

/** Somebody with a phone. The business sees of them what the carriers show it. */
export type Person = KnownByNumber | HiddenBehindUsername;

interface PersonBase {
  readonly name: string;
  readonly number: PhoneNumber;
  /** The number is not registered with WhatsApp: the person has SMS alone. */
  readonly withoutWhatsApp?: boolean;
}

interface KnownByNumber extends PersonBase {
  /** Business-scoped user id, such as `US.13491208655302741918`. */
  readonly bsuid?: string;
  readonly hidesNumber?: false;
}

/**
 * A WhatsApp user with a username: the webhooks carry the BSUID alone (Meta, business-scoped user
 * ids).
 */
interface HiddenBehindUsername extends PersonBase {
  readonly bsuid: string;
  readonly hidesNumber: true;
}

/** The number as WhatsApp writes it: digits without a plus sign. */
export function waIdOf(person: Person): string {
  return person.number.slice(1);
}
