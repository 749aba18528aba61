import { laterConsent } from "../consent";
import type { Channel, PhoneNumber } from "../message/channel";
import { bucket } from "../routing/bucket";
import { isWindowOpen } from "../window";
import { type Contact, distinctAliases } from "./contact";

const channels = ["whatsapp", "sms"] as const satisfies readonly Channel[];

export interface MergeFacts {
  readonly salt: string;
  /** Number A; absent once Twilio is removed. */
  readonly numberA?: PhoneNumber;
  readonly now: number;
}

/**
 * Two contacts turn out to be one person. B wins unless A's window is open (docs/rules.md, rule 3):
 * the contact that moves earlier survives, so that nobody goes back to A by being recognised; but
 * where the person is in conversation with A, that contact does.
 */
export function mergeContacts(one: Contact, other: Contact, facts: MergeFacts): Contact {
  const [survivor, lost] = inOrder(one, other, facts);
  const onA = openOnA(one, facts) || openOnA(other, facts);
  const { sender: _, ...rest } = survivor;
  const held = survivor.held ?? lost.held;
  const invitedAt = latest(survivor.invitedAt, lost.invitedAt);
  return {
    ...rest,
    aliases: distinctAliases([...survivor.aliases, ...lost.aliases]),
    lastInbound: latestOfEach(survivor.lastInbound, lost.lastInbound),
    consent: laterConsentOfEach(survivor.consent, lost.consent),
    ...(!onA && (one.sender || other.sender) ? { sender: "B" as const } : {}),
    ...(invitedAt === undefined ? {} : { invitedAt }),
    ...(held ? { held } : {}),
  };
}

function inOrder(
  one: Contact,
  other: Contact,
  facts: MergeFacts,
): [survivor: Contact, lost: Contact] {
  const oneOnA = openOnA(one, facts);
  if (oneOnA !== openOnA(other, facts)) return oneOnA ? [one, other] : [other, one];
  if (one.sender !== other.sender) return one.sender ? [one, other] : [other, one];
  const [first, second] = [bucket(facts.salt, one.id), bucket(facts.salt, other.id)];
  if (first !== second) return first < second ? [one, other] : [other, one];
  return one.id < other.id ? [one, other] : [other, one];
}

function openOnA(contact: Contact, { numberA, now }: MergeFacts): boolean {
  return numberA !== undefined && isWindowOpen(contact, numberA, now);
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.max(one, other);
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

function laterConsentOfEach(
  one: Contact["consent"],
  other: Contact["consent"],
): Contact["consent"] {
  const merged = { ...one };
  for (const channel of channels) {
    const state = other[channel];
    if (state) merged[channel] = laterConsent(merged[channel], state);
  }
  return merged;
}
