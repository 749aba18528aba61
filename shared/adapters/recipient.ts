import type { Alias } from "../domain/contact/alias";

/** The first of a person's addresses, in the caller's order, that a provider can write to. */
export function firstOf(
  aliases: readonly Alias[],
  ...kinds: readonly Alias["kind"][]
): Alias | undefined {
  return aliases.find(({ kind }) => kinds.includes(kind));
}
