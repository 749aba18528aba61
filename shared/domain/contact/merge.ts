import { bucket } from "../routing/bucket";
import { mergedConsent } from "./consent";
import type { Address, Contact } from "./contact";

export interface MergeFacts {
  /** Of the rollout: it says who moves earlier. */
  readonly salt: string;
}

export interface Merge {
  readonly survivor: Contact;
  /** Leaves a signpost to the survivor. */
  readonly lost: Contact;
}

/**
 * Two contacts turn out to be one person: a union, of which nothing that was said or done is lost.
 * The contact that moves earlier survives, so that nobody goes back to A by being recognised; and
 * whoever has written to B stays there (docs/rules.md, rule 3): an open window on A only lets A
 * answer what is written to A.
 */
export function mergeContacts(one: Contact, other: Contact, facts: MergeFacts): Merge {
  const [survivor, lost] = inOrder(one, other, facts);
  const optional = {
    sender: one.sender ?? other.sender,
    language: survivor.language ?? lost.language,
    invitedAt: latest(one.invitedAt, other.invitedAt),
    introducedAt: latest(one.introducedAt, other.introducedAt),
    heldUntil: latest(one.heldUntil, other.heldUntil),
    heldRounds: both(one.heldRounds, other.heldRounds),
    askedAt: latest(one.askedAt, other.askedAt),
    disclaimedAt: latest(one.disclaimedAt, other.disclaimedAt),
    answers: fuller(one.answers, other.answers),
  };
  const union: Contact = {
    id: survivor.id,
    version: survivor.version,
    addresses: mergedAddresses(survivor.addresses, lost.addresses),
    lastInbound: latestOfEach(survivor.lastInbound, lost.lastInbound),
    consent: mergedConsent(survivor.consent, lost.consent),
    formerIds: [...new Set([...survivor.formerIds, lost.id, ...lost.formerIds])],
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
  return { survivor: union, lost };
}

function inOrder(
  one: Contact,
  other: Contact,
  { salt }: MergeFacts,
): [survivor: Contact, lost: Contact] {
  if (one.sender !== other.sender) return one.sender ? [one, other] : [other, one];
  const [first, second] = [bucket(salt, one.id), bucket(salt, other.id)];
  if (first !== second) return first < second ? [one, other] : [other, one];
  return one.id < other.id ? [one, other] : [other, one];
}

/** Of an alias that both know, the contact for which it is current knows better. */
function mergedAddresses(one: readonly Address[], other: readonly Address[]): Address[] {
  const byAlias = new Map<string, Address>();
  for (const address of [...one, ...other]) {
    const name = `${address.alias.kind}:${address.alias.value}`;
    const known = byAlias.get(name);
    if (!known || (known.state === "retired" && address.state === "current"))
      byAlias.set(name, address);
  }
  return [...byAlias.values()];
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.max(one, other);
}

function both(one: Contact["heldRounds"], other: Contact["heldRounds"]): Contact["heldRounds"] {
  if (!one && !other) return undefined;
  return [...new Set([...(one ?? []), ...(other ?? [])])].sort();
}

function fuller(one: Contact["answers"], other: Contact["answers"]): Contact["answers"] {
  if (!one || !other) return one ?? other;
  const told: Record<string, number> = { ...one.told };
  for (const [what, times] of Object.entries(other.told ?? {}))
    told[what] = (told[what] ?? 0) + times;
  return {
    since: Math.max(one.since, other.since),
    count: one.count + other.count,
    ...(one.told || other.told ? { told } : {}),
  };
}

function latestOfEach(
  one: Contact["lastInbound"],
  other: Contact["lastInbound"],
): Contact["lastInbound"] {
  const merged: Record<string, number> = { ...one };
  for (const [number, time] of Object.entries(other))
    merged[number] = Math.max(time, merged[number] ?? time);
  return merged;
}
