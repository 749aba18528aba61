import type { ConsentState } from "../domain/consent";
import type { Alias, Contact, ContactId, HeldAnswer } from "../domain/contact/contact";
import type { Channel, PhoneNumber } from "../domain/message/channel";

/*
 * The shape of the one table, and the keys of the items that `infra/` writes too. `infra/` declares
 * the table and the declared weight from here; the store reads and writes by it.
 */

export const tableShape = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Epoch seconds after which DynamoDB may drop an item. */
  expiryAttribute: "expiresAt",
  /** Finds a ledger record by the id that a provider gave the message. */
  providerIdIndex: {
    name: "byProviderMessageId",
    partitionKey: "providerMessageId",
    projection: "KEYS_ONLY",
  },
} as const;

/**
 * Keys of the two items that decide the weight in force: Pulumi writes the first, the verdict and
 * the operator the second.
 */
export const rolloutKey = "ROLLOUT";
export const declaredSortKey = "DECLARED";
export const brakeSortKey = "BRAKE";

/*
 * A contact's item is flat: what is kept by number or by channel is an attribute of its own,
 * because DynamoDB cannot set an entry of a map that is not there yet, and a first message is to be
 * one write.
 */
const inboundPrefix = "lastInbound#";
const consentPrefix = "consent#";

type Item = Readonly<Record<string, unknown>>;

export function inboundAttribute(number: PhoneNumber): string {
  return `${inboundPrefix}${number}`;
}

export function aliasText(alias: Alias): string {
  return `${alias.kind}:${alias.value}`;
}

/** The attributes of a contact, without its key. */
export function contactItem(contact: Contact): Item {
  return {
    ...(contact.aliases.length > 0 ? { aliases: new Set(contact.aliases.map(aliasText)) } : {}),
    ...withPrefix(inboundPrefix, contact.lastInbound),
    ...withPrefix(consentPrefix, contact.consent),
    ...(contact.sender ? { sender: contact.sender } : {}),
    ...(contact.invitedAt === undefined ? {} : { invitedAt: contact.invitedAt }),
    ...(contact.held ? { held: contact.held } : {}),
  };
}

export function readContact(id: ContactId, item: Item): Contact {
  return {
    id,
    aliases: [...((item.aliases as ReadonlySet<string> | undefined) ?? [])].map(readAlias),
    lastInbound: ofPrefix(inboundPrefix, item) as Readonly<Record<PhoneNumber, number>>,
    consent: ofPrefix(consentPrefix, item) as Readonly<Partial<Record<Channel, ConsentState>>>,
    ...(item.sender === "B" ? { sender: "B" as const } : {}),
    ...(typeof item.invitedAt === "number" ? { invitedAt: item.invitedAt } : {}),
    ...(item.held ? { held: item.held as HeldAnswer } : {}),
  };
}

function readAlias(text: string): Alias {
  const colon = text.indexOf(":");
  return { kind: text.slice(0, colon) as Alias["kind"], value: text.slice(colon + 1) };
}

function withPrefix(prefix: string, entries: Readonly<Record<string, unknown>>): Item {
  return Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [`${prefix}${name}`, value]),
  );
}

function ofPrefix(prefix: string, item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    ),
  );
}
