import { simulatedAccount } from "../account/account";
import { honoured, ignored, type Refused } from "./treatment";

/**
 * Every resource of `@pulumi/aws` 7 may name a Region. The simulated account has one, the
 * provider's; a resource elsewhere is refused.
 */
export const region = {
  treated: "refused",
  replaces: true,
  default: () => simulatedAccount.region,
} as const satisfies Refused;

/** A name that the cloud keeps for good. */
export const name = { ...honoured, replaces: true } as const;

/** A name that the cloud keeps for good, and the prefix of a generated one. */
export const lastingName = { name, namePrefix: { ...honoured, replaces: true } } as const;

export const tags = ignored("tags are kept and told again; nothing acts on them");

export const description = ignored("a text for people who read the declaration");

/** The tags of the resource over those that `aws:defaultTags` gives every resource. */
export function tagsAll(own: unknown): Readonly<Record<string, unknown>> {
  return { ...simulatedAccount.defaultTags, ...(own ?? {}) };
}

/** Hex digits in the form of a UUID. */
export function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
