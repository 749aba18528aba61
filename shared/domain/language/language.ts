/** The languages that fixed replies and templates are written in. */
export const languages = ["en", "es", "de"] as const;
export type Language = (typeof languages)[number];
