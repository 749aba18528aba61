import type { Person } from "../phones/person";
import type { PhoneNetwork } from "../phones/phone-network";
import { isPhoneNumber, type PhoneNumber } from "../phones/phone-number";

const prefix = "whatsapp:";

/** `whatsapp:+12025550142`, or `whatsapp:US.1349…` for a person who hides the number. */
export function addressOf(person: Person): string {
  return `${prefix}${person.hidesNumber ? person.bsuid : person.number}`;
}

export function addressOfNumber(number: PhoneNumber): string {
  return `${prefix}${number}`;
}

export type ChannelAddress =
  | { readonly kind: "number"; readonly number: PhoneNumber }
  | { readonly kind: "bsuid"; readonly bsuid: string }
  | { readonly kind: "other-channel" }
  | { readonly kind: "invalid" };

export function readAddress(text: string): ChannelAddress {
  if (!text.startsWith(prefix)) return { kind: "other-channel" };
  const address = text.slice(prefix.length);
  if (isPhoneNumber(address)) return { kind: "number", number: address };
  return /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(address)
    ? { kind: "bsuid", bsuid: address }
    : { kind: "invalid" };
}

/** The number behind an address; undefined when nobody has it. */
export function numberBehind(
  address: ChannelAddress,
  network: PhoneNetwork,
): PhoneNumber | undefined {
  if (address.kind === "number") return address.number;
  return address.kind === "bsuid" ? network.personBehind(address.bsuid)?.number : undefined;
}
