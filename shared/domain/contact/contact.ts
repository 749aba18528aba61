import type { Language } from "../language/language";
import type { Channel, PhoneNumber } from "../message/channel";
import { type Alias, type AliasKey, aliasKey } from "./alias";
import type { Consent } from "./consent";

export type ContactId = string & { readonly __brand: "ContactId" };

/**
 * A person, under an id of our own: every alias of a person can change or be missing
 * (docs/rules.md, rule 4).
 */
export interface Contact {
  readonly id: ContactId;
  /** Rises with each write; 0 is not stored yet. A write says which version it changes. */
  readonly version: number;
  readonly addresses: readonly Address[];
  /** When the person last wrote to each of the business's numbers; milliseconds since the epoch. */
  readonly lastInbound: Readonly<Record<PhoneNumber, number>>;
  /** Set once the person has written to B; only a recorded rollback takes it away (rule 3). */
  readonly sender?: "B";
  /** The one they wrote last, as far as it could be told; English where it is missing. */
  readonly language?: Language;
  /** When the person was last invited from A to B; milliseconds since the epoch. */
  readonly invitedAt?: number;
  /** When B said who it is. */
  readonly introducedAt?: number;
  /** Until when the last of the questions waits that could not be answered where it was asked. */
  readonly heldUntil?: number;
  /** What waits is of these rounds; of every other it is answered. More than one after a merge. */
  readonly heldRounds?: readonly string[];
  /** When a template last asked the person to write, so that those questions can be answered. */
  readonly askedAt?: number;
  /** When the disclaimer was last part of an answer. */
  readonly disclaimedAt?: number;
  /** Answers in the hour that began at `since`, and how many of them told one fixed thing. */
  readonly answers?: {
    readonly since: number;
    readonly count: number;
    readonly told?: Readonly<Record<string, number>>;
  };
  readonly consent: Consent;
  /** Contacts that turned out to be this person: what is kept under their ids is theirs too. */
  readonly formerIds: readonly ContactId[];
}

export interface Address {
  readonly alias: Alias;
  /** A retired one names nobody any more: numbers are recycled, user ids are changed. */
  readonly state: "current" | "retired";
  /** Since when it names them no more: what they wrote before that is theirs, however late. */
  readonly retiredAt?: number;
  /** Channels on which nobody is reached there, with the time when that was found out. */
  readonly dead?: Readonly<Partial<Record<Channel, number>>>;
}

/** A person of whom nothing is known but how to reach them. */
export function newContact(id: ContactId, aliases: readonly Alias[]): Contact {
  return withAliases(
    { id, version: 0, addresses: [], lastInbound: {}, consent: [], formerIds: [] },
    aliases,
  );
}

/** The aliases that reach the person now, the ones learned last first. */
export function currentAliases(contact: Contact): Alias[] {
  return contact.addresses.filter(({ state }) => state === "current").map(({ alias }) => alias);
}

export function isReachableUnder(contact: Contact, key: AliasKey): boolean {
  return currentAliases(contact).some((alias) => aliasKey(alias) === key);
}

/** Makes the aliases current; the first of them becomes the first of all. */
export function withAliases(contact: Contact, aliases: readonly Alias[]): Contact {
  const fresh = aliases.filter(
    (alias) =>
      !contact.addresses.some((known) => known.state === "current" && same(known.alias, alias)),
  );
  if (fresh.length === 0) return contact;
  const rest = contact.addresses.filter(({ alias }) => !fresh.some((one) => same(one, alias)));
  return {
    ...contact,
    addresses: [...fresh.map((alias) => ({ alias, state: "current" as const })), ...rest],
  };
}

/** Whether a key that names the person no more still did at a time. */
export function wasReachableUnder(contact: Contact, key: AliasKey, at: number): boolean {
  return (
    !isReachableUnder(contact, key) &&
    contact.addresses.some(
      ({ alias, retiredAt }) =>
        aliasKey(alias) === key && retiredAt !== undefined && at < retiredAt,
    )
  );
}

/** These aliases name somebody else from a time on, or nobody. */
export function withoutKeys(contact: Contact, keys: readonly AliasKey[], at: number): Contact {
  return {
    ...contact,
    addresses: contact.addresses.map((address) =>
      address.state === "current" && keys.includes(aliasKey(address.alias))
        ? { ...address, state: "retired", retiredAt: at }
        : address,
    ),
  };
}

/** Nobody was reached there: nothing is started on that channel at that address for a while. */
export function withDeadAddress(
  contact: Contact,
  keys: readonly AliasKey[],
  channel: Channel,
  at: number,
): Contact {
  return {
    ...contact,
    addresses: contact.addresses.map((address) =>
      keys.includes(aliasKey(address.alias))
        ? { ...address, dead: { ...address.dead, [channel]: at } }
        : address,
    ),
  };
}

/** A month: an account may be set up again, a number change hands. */
const deadForMs = 30 * 24 * 60 * 60 * 1000;

export function isDead(
  contact: Contact,
  keys: readonly AliasKey[],
  channel: Channel,
  now: number,
): boolean {
  const isMarked = ({ dead, state }: Address) => {
    const at = dead?.[channel];
    return state === "current" && at !== undefined && now < at + deadForMs;
  };
  // A number that is learned in another form since is still the same number.
  return keys.every((key) =>
    contact.addresses.some((address) => aliasKey(address.alias) === key && isMarked(address)),
  );
}

/** Whoever writes is there: marks of a dead address on that channel are wiped. */
export function withLifeSign(
  contact: Contact,
  keys: readonly AliasKey[],
  channel: Channel,
): Contact {
  const marked = contact.addresses.some(
    ({ alias, dead }) => dead?.[channel] !== undefined && keys.includes(aliasKey(alias)),
  );
  if (!marked) return contact;
  return {
    ...contact,
    addresses: contact.addresses.map((address) => {
      if (address.dead?.[channel] === undefined || !keys.includes(aliasKey(address.alias)))
        return address;
      const { [channel]: _, ...dead } = address.dead;
      return { ...address, dead };
    }),
  };
}

function same(one: Alias, other: Alias): boolean {
  return one.kind === other.kind && one.value === other.value;
}
