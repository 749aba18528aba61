/** GSM 03.38, the alphabet of an ordinary SMS; those in the second string count twice. */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extended = new Set("^{}\\[~]|€\f");

/**
 * Into how many parts a text falls, each of which is paid for: 160 or 153 septets, 70 or 67 UTF-16
 * units.
 */
export function messageParts(text: string): {
  readonly encoding: "GSM" | "Unicode";
  readonly parts: number;
} {
  const isGsm = [...text].every((character) => basic.has(character) || extended.has(character));
  if (!isGsm)
    return { encoding: "Unicode", parts: text.length <= 70 ? 1 : Math.ceil(text.length / 67) };
  const septets = [...text].reduce((sum, character) => sum + (extended.has(character) ? 2 : 1), 0);
  return { encoding: "GSM", parts: septets <= 160 ? 1 : Math.ceil(septets / 153) };
}
