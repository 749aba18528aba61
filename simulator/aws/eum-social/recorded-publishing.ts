import type { PhoneNetwork } from "../../phones/phone-network";
import { type PhoneNumber, phoneNumber } from "../../phones/phone-number";
import type { CustomerServiceWindows } from "../../whatsapp/customer-service-window";
import type { LinkedWaba, LinkedWabas } from "./linked-wabas";
import type { RecordedEnvelope, RecordedEvent } from "./recorded-event";

/**
 * The WABA that a recorded event is of: by its number, or by Meta's id of the WABA; one that names
 * neither is of the only one there is. Ids that were masked are taken as they are.
 * @throws with one sentence
 */
export function wabaOf(
  { businessNumber, metaWabaId }: RecordedEnvelope,
  wabas: LinkedWabas,
): LinkedWaba {
  const linked = wabas.all();
  const ours = linked.map((waba) => `${waba.phoneNumber} of WABA ${waba.metaWabaId}`).join(", ");
  const there = ours === "" ? "no WABA is linked" : `linked is ${ours}`;
  const known = metaWabaId === undefined || /X{3,}/.test(metaWabaId) ? undefined : metaWabaId;
  const found =
    businessNumber === undefined
      ? linked.find((waba) => known === undefined || waba.metaWabaId === known)
      : wabas.withNumber(businessNumber);
  if (!found && businessNumber !== undefined)
    throw new Error(`The recorded event is of the number ${businessNumber}, and ${there}.`);
  if (!found || (known !== undefined && found.metaWabaId !== known))
    throw new Error(`The recorded event is of the WABA ${known}, and ${there}.`);
  return found;
}

/**
 * Gives the people of a recorded event a phone where they have none, and opens the window of those
 * who wrote: they can be answered.
 */
export function recognise(
  { people }: RecordedEvent,
  network: PhoneNetwork,
  windows: CustomerServiceWindows,
): void {
  for (const { number, bsuid, name = "A person", wroteTo, at } of people) {
    const known = number ?? (bsuid === undefined ? undefined : network.personBehind(bsuid)?.number);
    if (number !== undefined && !network.personOf(number))
      network.addPerson({ name, number, ...(bsuid === undefined ? {} : { bsuid }) });
    if (known === undefined && bsuid !== undefined)
      network.addPerson({ name, number: freeNumber(network), bsuid, hidesNumber: true });
    const writer = known ?? (bsuid === undefined ? undefined : network.personBehind(bsuid)?.number);
    if (writer !== undefined && wroteTo !== undefined) windows.personWrote(wroteTo, writer, at);
  }
}

interface RecordedFile {
  readonly id: string;
  readonly mimeType: string;
}

/** The files that a recorded entry speaks of, wherever in it: Meta had them at the time. */
export function filesOf(entry: unknown): readonly RecordedFile[] {
  if (typeof entry !== "object" || entry === null) return [];
  const { id, mime_type: mimeType } = entry as {
    readonly id?: unknown;
    readonly mime_type?: unknown;
  };
  if (typeof id === "string" && typeof mimeType === "string") return [{ id, mimeType }];
  return Object.values(entry).flatMap(filesOf);
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
