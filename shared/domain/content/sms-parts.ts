import gsmAlphabet from "sms-segments-calculator/dist/libs/UnicodeToGSM";

export interface SmsParts {
  /** What the carrier charges for. */
  readonly parts: number;
  /** One character outside the GSM alphabet more than halves what a part holds. */
  readonly encoding: "GSM-7" | "UCS-2";
}

/** Units that a part holds, alone and in a chain (3GPP TS 23.038 and 23.040). */
const room = {
  "GSM-7": { alone: 160, chained: 153 },
  "UCS-2": { alone: 70, chained: 67 },
} as const;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * The parts that a text is sent in as SMS. The alphabet is the library's, and so is the way of
 * counting, which the test holds this to; the library whole is 37 KiB in a bundle, most of it a
 * table of graphemes that Node has already.
 */
export function smsParts(text: string): SmsParts {
  const septets = Array.from({ length: text.length }, (_, index) => gsmUnits(text, index));
  const encoding = septets.every((units) => units > 0) ? "GSM-7" : "UCS-2";
  const sizes =
    encoding === "GSM-7"
      ? septets
      : Array.from(graphemes.segment(text), ({ segment }) => segment.length);
  const { alone, chained } = room[encoding];
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return { parts: total <= alone ? 1 : chainLength(sizes, chained), encoding };
}

/** 1, 2 for a character of the extension table, or 0 for one outside the alphabet. */
function gsmUnits(text: string, index: number): number {
  return gsmAlphabet[text.charCodeAt(index)]?.length ?? 0;
}

/** What is one character to its reader, or takes two units, is not divided between parts. */
function chainLength(sizes: readonly number[], most: number): number {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used > 0 && used + size > most) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
