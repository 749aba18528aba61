import type { Alias } from "./domain/contact/alias";
import type { OutboundContent } from "./domain/content/content";
import type { PhoneNumber, Provider } from "./domain/message/channel";
import type { OutboundMessageId } from "./domain/message/message-id";
import type { Fault } from "./domain/routing/fault-class";

export interface SendRequest {
  /** Goes to the provider and comes back with its delivery events. */
  readonly messageId: OutboundMessageId;
  /** The person's aliases; the sender takes the one that its provider can reach. */
  readonly to: readonly Alias[];
  readonly content: OutboundContent;
}

export type SendOutcome =
  | { readonly kind: "accepted"; readonly providerMessageId: string }
  /** Surely not taken. */
  | { readonly kind: "refused"; readonly fault: Fault }
  /** Nobody knows whether it was taken: it must not be sent again (docs/rules.md, rule 5). */
  | { readonly kind: "ambiguous"; readonly reason: string };

export interface MessageSender {
  readonly provider: Provider;
  /** Never rejects for what a provider or the network does: that is an outcome. */
  send(request: SendRequest): Promise<SendOutcome>;
}

/** A sender that is one WhatsApp number. */
export interface WhatsAppSender extends MessageSender {
  readonly number: PhoneNumber;
}
