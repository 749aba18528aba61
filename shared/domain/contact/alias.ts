/**
 * A name under which a provider knows a person. A person may have any of them and none is certain:
 * since 2026 a WhatsApp user with a username may have no phone number at all (Meta, business-scoped
 * user ids).
 */
export type Alias =
  /**
   * Digits with a plus sign. A WhatsApp `wa_id` is kept apart: in some countries it differs from
   * the number that is dialled.
   */
  | { readonly kind: "phone"; readonly value: string }
  /** Digits as WhatsApp writes them, without a plus sign. */
  | { readonly kind: "waId"; readonly value: string }
  /** Business-scoped user id, such as `US.13491208655302741918`. */
  | { readonly kind: "bsuid"; readonly value: string };

/** A business-scoped user id (Meta, "Business-scoped user IDs"). */
export const userIdPattern = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** What names one person; a brand, so that it is never confused with an address. */
export type AliasKey = string & { readonly __brand: "AliasKey" };

/**
 * What two aliases of one person have in common: a phone number and its wa_id give the same key,
 * also in the two countries where WhatsApp may keep an older form of a mobile number than the one
 * that is dialled. The alias items and the queue's groups both go by it.
 */
export function aliasKey(alias: Alias): AliasKey {
  if (alias.kind === "bsuid") return `bsuid:${alias.value}` as AliasKey;
  return `number:${dialledForm(alias.value.replace(/^\+/, ""))}` as AliasKey;
}

/** The key that stands for the person in a queue's group: the number's, if there is one. */
export function leadingKey(aliases: readonly [Alias, ...Alias[]]): AliasKey {
  return aliasKey(aliases.find(({ kind }) => kind !== "bsuid") ?? aliases[0]);
}

/** Distinct aliases, in the order given. */
export function distinctAliases(aliases: readonly Alias[]): Alias[] {
  return [...new Map(aliases.map((alias) => [`${alias.kind}:${alias.value}`, alias])).values()];
}

/**
 * Brazil: a mobile number got a 9 after its area code; a wa_id may lack it. Mexico: a wa_id may
 * still have the 1 after the country code that is no longer dialled. (Meta, "Send messages", says
 * that both may be rewritten; into which form is unverified.)
 */
function dialledForm(digits: string): string {
  const brazil = /^55(\d{2})([6-9]\d{7})$/.exec(digits);
  if (brazil) return `55${brazil[1]}9${brazil[2]}`;
  const mexico = /^521(\d{10})$/.exec(digits);
  if (mexico) return `52${mexico[1]}`;
  return digits;
}
