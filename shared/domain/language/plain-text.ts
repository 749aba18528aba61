/**
 * What a person wrote, in the one spelling that words are recognised in: lower-case letters without
 * accents and apostrophes, digits, and the marks that end a clause. Full-width and circled letters
 * become plain ones, and what cannot be seen is gone (zero-width characters, byte order mark, soft
 * hyphen, variation selectors, marks of direction).
 */
export function plainText(text: string): string {
  return text
    .replace(/['\u2018\u2019\u02bc\u00b4`\uff07]/g, "")
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]|(?!\s)\p{Cc}/gu, "")
    .toLowerCase()
    .replaceAll("\u00df", "ss");
}

/** The words and numbers of a text in that spelling; everything between them is left out. */
export function plainWords(text: string): string[] {
  return plainText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A text as its clauses, each as its words with one space between; empty ones are left out. */
export function plainClauses(text: string): string[] {
  return plainText(text)
    .split(/[.,;:!?\u00a1\u00bf\u3002\n\r()\u2013\u2014]+|\s-+\s/)
    .map((clause) => (clause.match(/[\p{L}\p{N}]+/gu) ?? []).join(" "))
    .filter((clause) => clause !== "");
}
