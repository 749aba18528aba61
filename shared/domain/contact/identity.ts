import { type Alias, type AliasKey, aliasKey } from "./alias";
import { type Consent, mergedConsent } from "./consent";
import {
  type Contact,
  type ContactId,
  currentAliases,
  isReachableUnder,
  newContact,
  wasReachableUnder,
  withAliases,
  withoutKeys,
} from "./contact";
import { type MergeFacts, mergeContacts } from "./merge";

/** Who stands behind an alias, as the store found it. */
export type Owners = ReadonlyMap<AliasKey, Owner>;

export interface Owner {
  /** Whom the alias names as it is written; nobody where somebody was erased there. */
  readonly named?: ContactId;
  /** The person: a signpost is followed. Absent where nothing is kept of them any more. */
  readonly contact?: Contact;
  /** What whoever was erased there had refused: it holds for whom is met there next. */
  readonly refused?: Consent;
}

/** What must be written so that these aliases name one person. */
export interface Identification {
  readonly contact: Contact;
  /** Contacts that lost an alias to this one: the alias was recycled. */
  readonly changed: readonly Contact[];
  /** Contacts that turned out to be this person; each leaves a signpost. */
  readonly merged: readonly Contact[];
  /**
   * Aliases that are to name the contact, with whom they named before. Those of a merged contact
   * that are not asked about stay: they lead over the signpost, until their person uses them again.
   */
  readonly moved: readonly AliasMove[];
}

export interface AliasMove {
  readonly key: AliasKey;
  readonly from: ContactId | undefined;
}

export interface IdentityFacts extends MergeFacts {
  /** An id for a person who is met for the first time. */
  readonly newId: ContactId;
  /** When they wrote, or changed; milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Who writes under these aliases. A business-scoped user id says more than a number: numbers are
 * recycled, and a person who changes their number gets a new user id (Meta, "Business-scoped user
 * IDs"). So a number that is known with one user id and comes with another one, without the notice
 * that the person changed it, is another person's now: they inherit neither history nor STOP, and
 * the earlier holder keeps theirs under the other aliases. What comes late, written under an alias
 * that the person has left since, is theirs all the same, and brings no alias back.
 */
export function identify(
  aliases: readonly [Alias, ...Alias[]],
  owners: Owners,
  facts: IdentityFacts,
): Identification {
  const keys = distinctKeys(aliases);
  const isLate = ({ key, contact }: AliasClaim) => wasReachableUnder(contact, key, facts.at);
  const claims = claimsOf(keys, owners, isLate);
  const { same, robbed } = sorted(claims, keys.filter(isUserId), isLate);
  const person = union(same, facts);
  if (claims.some(isLate)) return late(aliases, { ...person, claims, robbed }, owners, isLate);
  const contact = withRefusals(withAliases(person.contact, aliases), keys, owners);
  return {
    contact,
    merged: person.merged,
    changed: withoutTheirs(robbed, facts.at),
    moved: moves(contact, keys, owners),
  };
}

/**
 * The person goes on under other aliases. What they left behind names nobody any more; whoever is
 * met there next is met anew. A number that a stranger left behind is theirs without the stranger's
 * history, by the same rule as when they write; but who wrote from there since the change is they.
 * With a new number comes a new user id: the one that was known names them no more, also where the
 * notice does not say so.
 */
export function changeAliases(
  before: readonly [Alias, ...Alias[]],
  after: readonly [Alias, ...Alias[]],
  owners: Owners,
  facts: IdentityFacts,
): Identification {
  const keys = [...new Set([...distinctKeys(before), ...distinctKeys(after)])];
  // A later change may be known already: then they are who left the new number since.
  const isLate = ({ key, contact }: AliasClaim) =>
    !distinctKeys(before).includes(key) && wasReachableUnder(contact, key, facts.at);
  const claims = claimsOf(keys, owners, isLate);
  const ofBefore = claims.filter(({ key }) => distinctKeys(before).includes(key));
  const known = ofBefore.flatMap(({ contact }) => userIdsOf(contact));
  // Where the notice says which user id it was, whoever has the number by now may be another one.
  const hasWritten = ({ key, contact }: AliasClaim) =>
    !distinctKeys(before).includes(key) &&
    Object.values(contact.lastInbound).some((at) => at >= facts.at);
  const { same, robbed } = sorted(
    claims,
    [...keys.filter(isUserId), ...(distinctKeys(before).some(isUserId) ? [] : known)],
    (claim) => hasWritten(claim) || isLate(claim),
  );
  const person = union(same, facts);
  const isNewNumber = distinctKeys(after).some(
    (key) => !isUserId(key) && !distinctKeys(before).includes(key),
  );
  const left = [...distinctKeys(before), ...(isNewNumber ? known : [])].filter(
    (key) => !distinctKeys(after).includes(key),
  );
  const former = withoutKeys(withAliases(person.contact, before), left, facts.at);
  const gone = claims.filter(isLate).map(({ key }) => key);
  const still = after.filter((alias) => !gone.includes(aliasKey(alias)));
  const asked = keys.filter((key) => !gone.includes(key));
  const contact = withRefusals(withAliases(former, still), asked, owners);
  return {
    contact,
    merged: person.merged,
    changed: withoutTheirs(robbed, facts.at),
    moved: moves(contact, asked, owners),
  };
}

/** With the person as they were read, which a change to them is conditional on. */
export function withRead<Person extends Identification>(
  person: Person,
  owners: Owners,
): Person & { readonly read?: Contact } {
  const isThem = ({ contact }: Owner) => contact?.id === person.contact.id;
  const read = [...owners.values()].find(isThem)?.contact;
  return { ...person, ...(read ? { read } : {}) };
}

/** A number that the person has not left may be learned from it; from nobody is one taken. */
function late(
  aliases: readonly Alias[],
  person: ReturnType<typeof union> & Record<"claims" | "robbed", readonly AliasClaim[]>,
  owners: Owners,
  isLate: (claim: AliasClaim) => boolean,
): Identification {
  const barred = [...person.claims.filter(isLate), ...person.robbed].map(({ key }) => key);
  const learned = aliases.filter((alias) => {
    const key = aliasKey(alias);
    return !isUserId(key) && !barred.includes(key);
  });
  const keys = distinctKeys(learned);
  const contact = withRefusals(withAliases(person.contact, learned), keys, owners);
  const moved = moves(contact, keys, owners);
  return { contact, merged: person.merged, changed: [], moved };
}

interface AliasClaim {
  readonly key: AliasKey;
  readonly contact: Contact;
}

/**
 * Who is the person, and who is a stranger who had the number before: of whom user ids are known,
 * and none of the person's.
 */
function sorted(
  claims: readonly AliasClaim[],
  userIds: readonly AliasKey[],
  isKnown: (claim: AliasClaim) => boolean = () => false,
): { readonly same: Contact[]; readonly robbed: AliasClaim[] } {
  const isStranger = (claim: AliasClaim) => {
    const known = userIdsOf(claim.contact);
    return (
      !isUserId(claim.key) &&
      !isKnown(claim) &&
      known.some((one) => userIds.some((other) => isParent(one) === isParent(other))) &&
      !known.some((one) => userIds.includes(one))
    );
  };
  const same = distinct(claims.filter((claim) => !isStranger(claim)).map(({ contact }) => contact));
  // Who is the person by one alias is no stranger by another.
  const isSame = ({ contact }: AliasClaim) => same.some(({ id }) => id === contact.id);
  return { same, robbed: claims.filter((claim) => !isSame(claim)) };
}

function withoutTheirs(robbed: readonly AliasClaim[], at: number): Contact[] {
  return distinct(robbed.map(({ contact }) => contact)).map((loser) =>
    withoutKeys(
      loser,
      robbed.filter(({ contact }) => contact.id === loser.id).map(({ key }) => key),
      at,
    ),
  );
}

/** Which of the aliases name somebody now, or did. */
function claimsOf(
  keys: readonly AliasKey[],
  owners: Owners,
  isToo: (claim: AliasClaim) => boolean = () => false,
): AliasClaim[] {
  return keys.flatMap((key) => {
    const contact = owners.get(key)?.contact;
    if (!contact) return [];
    const claim = { key, contact };
    return isReachableUnder(contact, key) || isToo(claim) ? [claim] : [];
  });
}

/** An erased person's opt-out outlives their erasure, until they say otherwise later. */
function withRefusals(contact: Contact, keys: readonly AliasKey[], owners: Owners): Contact {
  const refused = keys.flatMap((key) => owners.get(key)?.refused ?? []);
  const consent = mergedConsent(contact.consent, refused);
  return consent === contact.consent ? contact : { ...contact, consent };
}

function union(
  contacts: readonly Contact[],
  facts: IdentityFacts,
): { contact: Contact; merged: Contact[] } {
  const [first = newContact(facts.newId, []), ...others] = contacts;
  return others.reduce<{ contact: Contact; merged: Contact[] }>(
    ({ contact, merged }, other) => {
      const { survivor, lost } = mergeContacts(contact, other, facts);
      return { contact: survivor, merged: [...merged, lost] };
    },
    { contact: first, merged: [] },
  );
}

/** The aliases asked about that do not name the person yet. */
function moves(contact: Contact, asked: readonly AliasKey[], owners: Owners): AliasMove[] {
  return asked.flatMap((key) => {
    const from = owners.get(key)?.named;
    return from === contact.id ? [] : [{ key, from }];
  });
}

function userIdsOf(contact: Contact): AliasKey[] {
  return currentAliases(contact).map(aliasKey).filter(isUserId);
}

/**
 * A portfolio's user id (`US.ENT.…`) and one business's (`US.…`) may both name a person: only two of
 * one form that differ tell two people apart.
 */
function isParent(userId: AliasKey): boolean {
  return /^bsuid:[A-Z]{2}\.ENT\./.test(userId);
}

function isUserId(key: AliasKey): boolean {
  return key.startsWith("bsuid:");
}

function distinctKeys(aliases: readonly Alias[]): AliasKey[] {
  return [...new Set(aliases.map(aliasKey))];
}

function distinct(contacts: readonly Contact[]): Contact[] {
  return [...new Map(contacts.map((contact) => [contact.id, contact])).values()];
}
