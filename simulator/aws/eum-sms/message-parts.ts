/**
 * GSM 03.38, the alphabet of an ordinary SMS, and its extension: a character of the extension is
 * written as an escape and a second septet.
 */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ" +
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extended = new Set("^{}\\[~]|€\f");

/** How the service names the two in its events. */
export type MessageEncoding = "GSM" | "UNICODE";

/**
 * 140 bytes hold 160 septets or 70 UTF-16 units; in a part of a longer message, which begins with a
 * header, 153 or 67 (AWS End User Messaging SMS user guide, SMS character limits).
 */
const room: Readonly<Record<MessageEncoding, { readonly alone: number; readonly ofMany: number }>> =
  {
    GSM: { alone: 160, ofMany: 153 },
    UNICODE: { alone: 70, ofMany: 67 },
  };

/**
 * Into how many parts a text falls, each of which is paid for. An escape stays with the septet
 * after it, and the two halves of a surrogate pair stay together: the part before then has a place
 * left over, so that there may be one part more than the length alone would make.
 */
export function messageParts(text: string): {
  readonly encoding: MessageEncoding;
  readonly parts: number;
} {
  const characters = [...text];
  const isGsm = characters.every((each) => basic.has(each) || extended.has(each));
  const encoding = isGsm ? "GSM" : "UNICODE";
  const sizes = characters.map((each) => (isGsm ? (extended.has(each) ? 2 : 1) : each.length));
  const { alone, ofMany } = room[encoding];
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return { encoding, parts: 1 };
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > ofMany) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, parts };
}
