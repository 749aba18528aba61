import { SegmentedMessage } from "sms-segments-calculator";

export interface SmsParts {
  /** What the carrier charges for. */
  readonly parts: number;
  /** One character outside the GSM alphabet more than halves what a part holds. */
  readonly encoding: "GSM-7" | "UCS-2";
}

/** The parts that a text is sent in as SMS: 160 or 70 units alone, 153 or 67 in a chain. */
export function smsParts(text: string): SmsParts {
  const { segmentsCount, encodingName } = new SegmentedMessage(text);
  return { parts: segmentsCount, encoding: encodingName === "GSM-7" ? "GSM-7" : "UCS-2" };
}
