import type { PhoneNetwork } from "../../phones/phone-network";
import { type PhoneNumber, phoneNumber } from "../../phones/phone-number";
import type { CustomerServiceWindows } from "../../whatsapp/customer-service-window";
import type { RecordedEvent } from "./recorded-event";

/**
 * Gives the people of a recorded event a phone where they have none, and opens their window: they
 * wrote, so they can be answered.
 */
export function recognise(
  recorded: RecordedEvent,
  network: PhoneNetwork,
  windows: CustomerServiceWindows,
): void {
  for (const { from, bsuid, profileName, at } of recorded.messages) {
    const name = profileName ?? "A person";
    const known = from ?? (bsuid === undefined ? undefined : network.personBehind(bsuid)?.number);
    if (from !== undefined && !network.personOf(from))
      network.addPerson({ name, number: from, ...(bsuid === undefined ? {} : { bsuid }) });
    if (known === undefined && bsuid !== undefined)
      network.addPerson({ name, number: freeNumber(network), bsuid, hidesNumber: true });
    const number = known ?? (bsuid === undefined ? undefined : network.personBehind(bsuid)?.number);
    if (number !== undefined) windows.personWrote(recorded.businessNumber, number, at);
  }
}

/** Somebody who hides the number has one all the same; any that nobody has will do. */
function freeNumber(network: PhoneNetwork): PhoneNumber {
  const numbers = Array.from({ length: 100 }, (_, line) =>
    phoneNumber(`+1999555${String(100 + line).padStart(4, "0")}`),
  );
  const free = numbers.find((number) => network.personOf(number) === undefined);
  if (!free)
    throw new Error("More than a hundred people of the recorded event hide their numbers.");
  return free;
}
