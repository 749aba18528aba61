import { simulatedAccount } from "../account/account";

/** Every resource of `@pulumi/aws` 7 may name a Region; by default it is the provider's. */
export const region = { replaces: true, default: simulatedAccount.region } as const;

/** A name that the cloud keeps for good, and the prefix of a generated one. */
export const lastingName = { name: { replaces: true }, namePrefix: { replaces: true } } as const;

/**
 * The tags of the resource with those of the provider; the simulated provider has none of its own.
 */
export function tagsAll(tags: unknown): unknown {
  return tags ?? {};
}

/** Hex digits in the form of a UUID. */
export function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
