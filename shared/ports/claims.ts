import type { ContactId } from "../domain/contact/contact";
import type { InboundMessage } from "../domain/message/inbound-message";
import type { OutboundMessageId } from "../domain/message/message-id";

export type ClaimResult =
  | { readonly kind: "claimed"; readonly claim: Claim }
  /** It was answered before: there is nothing to do. */
  | { readonly kind: "answered" }
  /** Somebody else is at it, or was until it died: come back when its lease is over. */
  | { readonly kind: "held" };

export interface Claim {
  readonly key: string;
  readonly token: string;
}

/**
 * Who answers an inbound message: the authority on "answered once". The claim is also the ledger's
 * record of the message.
 */
export interface Claims {
  /**
   * @param leaseMs how long the claim holds when its owner is not heard of again: the function's
   * timeout.
   */
  claim(message: InboundMessage, leaseMs: number): Promise<ClaimResult>;
  /** The message is dealt with, for ever. */
  complete(
    claim: Claim,
    result: { readonly contactId: ContactId; readonly answer?: OutboundMessageId },
  ): Promise<void>;
  /** Gives the claim back, so that a retry need not wait for the lease. */
  release(claim: Claim): Promise<void>;
}
