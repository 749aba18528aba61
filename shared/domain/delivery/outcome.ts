/**
 * What to do about a message that a provider would not take or deliver. Each provider's codes have
 * their dispositions in a table with a source a row.
 */
export const dispositions = [
  /** Surely not taken; the same sender may take it later. */
  "retry",
  /** Throttled, or one of Meta's limits: wait, on the same sender. The other one would evade it. */
  "wait",
  /** The provider, or our account or number there, cannot send: another sender may. */
  "failover",
  /** The person does not want it or cannot be reached there: a consent or a mark on the address. */
  "suppress",
  /** The message is wrong: it would be refused everywhere. */
  "reject",
] as const;

export type Disposition = (typeof dispositions)[number];

/** What a `suppress` code says of the person. */
export type Suppression =
  /** They want nothing of us on this channel. */
  | "opt-out"
  /** They want no marketing of us. */
  | "marketing-opt-out"
  /** Nobody is reached at this address on this channel. */
  | "dead-address";

/** A provider's word, at the time of the call or reported later, that a message goes nowhere. */
export interface Refusal {
  readonly disposition: Disposition;
  /**
   * The provider's own code, such as `63016` or
   * `ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT`; ours are words in lower case, such as
   * `too-long`.
   */
  readonly code: string;
  /** Whether somebody must look at it. */
  readonly alarm: boolean;
  /** Whether the code is in its table; an unknown one got the table's default and is counted. */
  readonly known: boolean;
  /** With `retry`: a fault of the provider or of our number there, not of this one message. */
  readonly isOfSender?: boolean;
  /** With `suppress` only. */
  readonly suppression?: Suppression;
  /** With `wait` and `retry`: the least time that the code's source asks for, in milliseconds. */
  readonly waitMs?: number;
  /** For people; never holds what a person wrote. */
  readonly explanation: string;
}

export function refused(refusal: Refusal): { readonly kind: "refused"; readonly refusal: Refusal } {
  return { kind: "refused", refusal };
}

/** How a call to a provider ended: the one union from the adapter to the ledger. */
export type SendOutcome =
  | { readonly kind: "accepted"; readonly providerMessageId: string }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** The connection was never made, or it ended before the request's body was asked for. */
  | { readonly kind: "not-taken"; readonly reason: string }
  /** Nobody knows whether it was taken: it is never resent blindly (docs/rules.md, rule 5). */
  | { readonly kind: "ambiguous"; readonly reason: string };
