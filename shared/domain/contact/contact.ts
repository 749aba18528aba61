import type { ConsentState } from "../consent";
import type { Channel, PhoneNumber } from "../message/channel";
import type { Alias } from "./alias";

export type ContactId = string & { readonly __brand: "ContactId" };

/**
 * A person, under an id of our own: every alias of a person can change or be missing
 * (docs/rules.md, rule 4).
 */
export interface Contact {
  readonly id: ContactId;
  readonly aliases: readonly Alias[];
  /** When the person last wrote to each of the business's numbers; milliseconds since the epoch. */
  readonly lastInbound: Readonly<Record<PhoneNumber, number>>;
  /** Set once the person has written to B; only a recorded rollback takes it away (rule 3). */
  readonly sender?: "B";
  /** When the person was last invited from A to B; milliseconds since the epoch. */
  readonly invitedAt?: number;
  /** By channel; one that is missing was never stated. */
  readonly consent: Readonly<Partial<Record<Channel, ConsentState>>>;
  readonly held?: HeldAnswer;
}

/** An answer that waits for the person to write to B (stage `receive-only`). */
export interface HeldAnswer {
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** What the conversation changes on a contact beside recording that the person wrote. */
export type ContactChange =
  | { readonly kind: "invited"; readonly at: number }
  | { readonly kind: "held"; readonly answer: HeldAnswer }
  | { readonly kind: "heldAnswerGiven" }
  | { readonly kind: "consent"; readonly channel: Channel; readonly state: ConsentState };

/** A person of whom nothing is known but how to reach them. */
export function newContact(id: ContactId, aliases: readonly Alias[]): Contact {
  return { id, aliases, lastInbound: {}, consent: {} };
}

/** Whether the person wants nothing that the business starts on this channel. */
export function isOptedOut(contact: Contact, channel: Channel): boolean {
  return contact.consent[channel]?.kind === "opted-out";
}
