import type { AliasKey } from "../domain/contact/alias";
import type { ConsentStatement } from "../domain/contact/consent";
import type { ContactId } from "../domain/contact/contact";
import type { Provider } from "../domain/message/channel";
import type { InboundMessage } from "../domain/message/message";
import type { OutboundMessageId } from "../domain/message/message-id";

/*
 * The shape of the one table, and the keys of its items. `infra/` declares the table and the
 * declared weight from here; the store reads and writes by it.
 */

export const tableShape = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Epoch seconds after which DynamoDB may drop an item. */
  expiryAttribute: "expiresAt",
  /** Finds an attempt by the id that a provider gave the message. */
  providerIdIndex: {
    name: "byProviderMessageId",
    partitionKey: "providerMessageId",
    projection: "KEYS_ONLY",
  },
} as const;

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/**
 * The items that decide the weight in force: Pulumi writes the first, the verdict and the operator
 * the second.
 */
export const rolloutKey = "ROLLOUT";
export const declaredSortKey = "DECLARED";
export const brakeSortKey = "BRAKE";

/** A claim is also the ledger's record of the message that came in. */
export function inboundKey(provider: Provider, providerMessageId: string): ItemKey {
  return { pk: `INBOUND#${provider}#${providerMessageId}`, sk: "RECORD" };
}

/** That a provider's word on a person was taken. */
export function personEventKey(provider: Provider, eventId: string): ItemKey {
  return { pk: `EVENT#${provider}#${eventId}`, sk: "EVENT" };
}

export function aliasItemKey(key: AliasKey): ItemKey {
  return { pk: `ALIAS#${key}`, sk: "ALIAS" };
}

export function contactKey(id: ContactId): ItemKey {
  return { pk: `CONTACT#${id}`, sk: "CONTACT" };
}

/** One item a statement, never changed: the same statement has the same key. */
export function statementKey(id: ContactId, statement: ConsentStatement): ItemKey {
  const { at, channel, purpose, state, source } = statement;
  return {
    pk: `CONSENT#${id}`,
    sk: `${sortableTime(at)}#${channel}#${purpose}#${state}#${source}`,
  };
}

export function heldPartition(id: ContactId): string {
  return `HELD#${id}`;
}

/** In the order in which they were written. */
export function heldKey(id: ContactId, message: InboundMessage): ItemKey {
  return {
    pk: heldPartition(id),
    sk: `${sortableTime(message.writtenAt)}#${message.provider}#${message.providerMessageId}`,
  };
}

const messagePrefix = "MESSAGE#";
const attemptPrefix = "ATTEMPT#";

export function messagePartition(id: OutboundMessageId): string {
  return `${messagePrefix}${id}`;
}

export const recordSort = "RECORD";
export const contentSort = "CONTENT";
export const requestSort = "REQUEST";

export function attemptSort(number: number): string {
  return `${attemptPrefix}${String(number).padStart(4, "0")}`;
}

/** The number of the attempt; undefined for the other items of a message. */
export function attemptNumber(sort: string): number | undefined {
  return sort.startsWith(attemptPrefix) ? Number(sort.slice(attemptPrefix.length)) : undefined;
}

function sortableTime(time: number): string {
  return String(time).padStart(14, "0");
}
