import type { ConsentState } from "../consent";
import type { Channel, PhoneNumber } from "../message/channel";

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

/**
 * What two aliases of one person have in common: a phone number and its wa_id give the same key,
 * also in the two countries where WhatsApp may keep an older form of a mobile number than the one
 * that is dialled.
 */
export function aliasKey(alias: Alias): string {
  if (alias.kind === "bsuid") return `bsuid:${alias.value}`;
  return `number:${dialledForm(alias.value.replace(/^\+/, ""))}`;
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
