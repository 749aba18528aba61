import type { Alias, Contact, ContactChange, ContactId } from "./domain/contact/contact";
import type { OutboundContent } from "./domain/content/content";
import type { DeliveryEvent, Fault, Intent, LedgerRecord } from "./domain/delivery";
import type { PhoneNumber, Provider } from "./domain/message/channel";
import type { ConversationTurn, InboundMessage } from "./domain/message/message";
import type { OutboundMessageId } from "./domain/message/message-id";
import type { RolloutInForce } from "./domain/rollout/weight-in-force";

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Ids, codes and counts of one event. Never a message body, never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One line for each event of interest. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields: LogFields, error: unknown): void;
}

/**
 * The core logic of a conversation, whatever stands behind it: a food table today, a language model
 * later. It knows nothing of channels and providers; the caller turns a rejection into an apology.
 */
export interface Answerer {
  /** The text to send back, short enough for one message of any provider. */
  answer(question: Question): Promise<string>;
}

/**
 * What a person asks. A model's needs (earlier turns, profile, locale) come here as optional
 * fields, so that no implementation breaks.
 */
export interface Question {
  readonly text: string;
}

export interface ConversationQueue {
  /** Stored when this resolves; the order of calls is the order of the conversation. */
  handOver(turn: ConversationTurn): Promise<void>;
}

export interface RolloutSource {
  /** The weight in force now. @throws when the stack has declared none. */
  read(): Promise<RolloutInForce>;
}

export type ClaimResult =
  | { readonly kind: "claimed"; readonly claim: Claim }
  /** It was answered before: there is nothing to do. */
  | { readonly kind: "answered" }
  /** Another run is answering it, or died while it did: come back when its lease is over. */
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
  /** The message is dealt with: it is never claimed again. */
  complete(
    claim: Claim,
    result: { readonly contactId: ContactId; readonly answer?: OutboundMessageId },
  ): Promise<void>;
  /** Gives the claim back, so that a retry need not wait for the lease. */
  release(claim: Claim): Promise<void>;
}

/**
 * Whom a set of aliases names. More than one contact means that they turn out to be the same
 * person.
 */
export type Identity = readonly [ContactId, ...ContactId[]];

export interface ContactStore {
  /**
   * Finds the contact behind the aliases and gives it those it lacked; makes one where nobody is
   * found.
   */
  identify(aliases: readonly Alias[]): Promise<Identity>;
  get(id: ContactId): Promise<Contact | undefined>;
  /** Records when the person wrote to which number, and gives the contact as it then is. */
  recordInbound(id: ContactId, message: InboundMessage): Promise<Contact>;
  change(id: ContactId, change: ContactChange): Promise<void>;
  /** Writes the merged contact and makes the aliases of the other one name it. */
  merge(merged: Contact, lost: ContactId): Promise<void>;
}

export type IntentResult =
  /** Written: the provider may be called. */
  | { readonly kind: "new" }
  /** An earlier run came at least this far: the record says how far. */
  | { readonly kind: "known"; readonly record: LedgerRecord };

/** How a call to a provider ended. */
export type LedgerOutcome =
  | { readonly kind: "accepted"; readonly providerMessageId: string }
  | { readonly kind: "failed"; readonly fault: Fault }
  /**
   * Surely not taken, and worth another try later: the next intent of the same message is new
   * again.
   */
  | { readonly kind: "deferred"; readonly fault: Fault }
  | { readonly kind: "ambiguous"; readonly reason: string };

export interface Ledger {
  intend(intent: Intent): Promise<IntentResult>;
  recordOutcome(messageId: OutboundMessageId, outcome: LedgerOutcome): Promise<void>;
}

export interface DeliveryLedger {
  /**
   * @returns whether a record was found for the event. An event that comes late or twice changes
   * nothing.
   */
  recordEvent(event: DeliveryEvent): Promise<"recorded" | "unknown message">;
}

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
