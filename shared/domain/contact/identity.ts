import { type Alias, type AliasKey, aliasKey } from "./alias";
import {
  type Contact,
  type ContactId,
  currentAliases,
  isReachableUnder,
  newContact,
  withAliases,
  withoutKeys,
} from "./contact";
import { type MergeFacts, mergeContacts } from "./merge";

/** Who stands behind an alias, as the store found it. */
export type Owners = ReadonlyMap<AliasKey, Owner>;

export interface Owner {
  /** Whom the alias names as it is written. */
  readonly named: ContactId;
  /** The person: a signpost is followed. Absent where nothing is kept of them any more. */
  readonly contact?: Contact;
}

/** What must be written so that these aliases name one person. */
export interface Identification {
  readonly contact: Contact;
  /** Contacts that lost an alias to this one: the alias was recycled. */
  readonly changed: readonly Contact[];
  /** Contacts that turned out to be this person; each leaves a signpost. */
  readonly merged: readonly Contact[];
  /** Aliases that are to name the contact, with whom they named before. */
  readonly moved: readonly AliasMove[];
}

export interface AliasMove {
  readonly key: AliasKey;
  readonly from: ContactId | undefined;
}

export interface IdentityFacts extends MergeFacts {
  /** An id for a person who is met for the first time. */
  readonly newId: ContactId;
}

/**
 * Who writes under these aliases. A business-scoped user id says more than a number: numbers are
 * recycled, and a person who changes their number gets a new user id (Meta, "Business-scoped user
 * IDs"). So a number that is known with one user id and comes with another one, without the notice
 * that the person changed it, is another person's now: they inherit neither history nor STOP, and
 * the earlier holder keeps theirs under the other aliases.
 */
export function identify(
  aliases: readonly [Alias, ...Alias[]],
  owners: Owners,
  facts: IdentityFacts,
): Identification {
  const keys = distinctKeys(aliases);
  const claims = claimsOf(keys, owners);
  const userId = keys.find(isUserId);
  const isOther = ({ key, contact }: (typeof claims)[number]) =>
    userId !== undefined && key !== userId && hasOtherUserId(contact, userId);
  const same = distinct(claims.filter((claim) => !isOther(claim)).map(({ contact }) => contact));
  const robbed = claims.filter(isOther);
  const person = union(same, facts);
  const contact = withAliases(person.contact, aliases);
  return {
    contact,
    merged: person.merged,
    changed: distinct(robbed.map((claim) => claim.contact)).map((loser) =>
      withoutKeys(
        loser,
        robbed.filter((claim) => claim.contact.id === loser.id).map(({ key }) => key),
      ),
    ),
    moved: moves(contact, person.merged, keys, owners),
  };
}

/**
 * The person goes on under other aliases. What they left behind names nobody any more; whoever is
 * met there next is met anew.
 */
export function changeAliases(
  before: readonly [Alias, ...Alias[]],
  after: readonly [Alias, ...Alias[]],
  owners: Owners,
  facts: IdentityFacts,
): Identification {
  const known = claimsOf([...distinctKeys(before), ...distinctKeys(after)], owners);
  const person = union(distinct(known.map((claim) => claim.contact)), facts);
  const left = distinctKeys(before).filter((key) => !distinctKeys(after).includes(key));
  const contact = withAliases(withoutKeys(withAliases(person.contact, before), left), after);
  return {
    contact,
    merged: person.merged,
    changed: [],
    moved: moves(contact, person.merged, [...distinctKeys(before), ...distinctKeys(after)], owners),
  };
}

/** Which of the aliases name somebody now. */
function claimsOf(
  keys: readonly AliasKey[],
  owners: Owners,
): { readonly key: AliasKey; readonly contact: Contact }[] {
  return keys.flatMap((key) => {
    const contact = owners.get(key)?.contact;
    return contact && isReachableUnder(contact, key) ? [{ key, contact }] : [];
  });
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

/** The aliases of the person that do not name them yet: new ones, and all of a merged contact. */
function moves(
  contact: Contact,
  merged: readonly Contact[],
  asked: readonly AliasKey[],
  owners: Owners,
): AliasMove[] {
  const ofMerged = new Map(
    merged.flatMap((lost) =>
      currentAliases(lost).map((alias) => [aliasKey(alias), lost.id] as const),
    ),
  );
  const keys = [...new Set([...asked, ...ofMerged.keys()])];
  return keys.flatMap((key) => {
    const from = owners.get(key)?.named ?? ofMerged.get(key);
    return from === contact.id ? [] : [{ key, from }];
  });
}

function hasOtherUserId(contact: Contact, userId: AliasKey): boolean {
  const known = currentAliases(contact)
    .map((alias) => aliasKey(alias))
    .filter(isUserId);
  return known.length > 0 && !known.includes(userId);
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
