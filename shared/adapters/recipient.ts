import type { Alias } from "../domain/contact/alias";
import type { Refusal } from "../domain/delivery/outcome";

/** The first of a person's addresses, in the caller's order, that a provider can write to. */
export function firstOf(
  aliases: readonly Alias[],
  ...kinds: readonly Alias["kind"][]
): Alias | undefined {
  return aliases.find(({ kind }) => kinds.includes(kind));
}

/** Nothing is wrong with the message; this provider has nowhere to send it. */
export const noAddress: Refusal = {
  disposition: "reject",
  code: "no-address",
  alarm: false,
  known: true,
  explanation: "the person has no address that the provider can write to",
};
