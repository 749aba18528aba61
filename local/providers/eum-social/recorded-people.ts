import type { PhoneNetwork } from "../../phones/phone-network";
import type { CustomerServiceWindows } from "../whatsapp/customer-service-window";
import type { RecordedEvent } from "./recorded-event";

/** Gives the people of a recorded event a phone where they have none, and opens their window: they wrote, so they can be answered. */
export function recognise(recorded: RecordedEvent, network: PhoneNetwork, windows: CustomerServiceWindows): void {
  for (const { from, bsuid, profileName, at } of recorded.messages) {
    const number = from ?? (bsuid === undefined ? undefined : network.personBehind(bsuid)?.number);
    if (number === undefined) continue;
    if (!network.personOf(number))
      network.addPerson({ name: profileName ?? "A person", number, ...(bsuid === undefined ? {} : { bsuid }) });
    windows.personWrote(recorded.businessNumber, number, at);
  }
}
