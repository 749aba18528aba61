/**
 * Lower-case words and numbers of a text, in order, with the marks that separate foods. Accents are
 * dropped; what is neither letter nor digit is a space.
 */
export function tokens(text: string): string[] {
  const plain = text
    .replace(/[\u00BC-\u00BE\u2150-\u215E]/g, " $& ")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("\u2044", "/")
    .toLowerCase()
    .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
    .replace(/(\d),(?=\d)/g, "$1.")
    .replace(/['\u2019]/g, "");
  return plain.match(/\d+ *\/ *[1-9]\d*|\d+(?:\.\d+)?%?|\.\d+|\p{L}+|[,;&+?!.\n]/gu) ?? [];
}

/**
 * One form for singular and plural, so that "berries" meets "berry" and "cookies" meets "cookie".
 * Made for comparing, not for reading: "cookie" becomes "cooky" as well.
 */
export function singular(word: string): string {
  if (word === "halves") return "half";
  if (word === "loaves") return "loaf";
  if (/(ie|ies)$/.test(word)) return word.replace(/ies?$/, "y");
  if (/(o|ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  if (/[^su]s$/.test(word)) return word.slice(0, -1);
  return word;
}

/** The form in which names of foods are compared. */
export function phraseKey(words: readonly string[]): string {
  return words.map(singular).join(" ");
}
