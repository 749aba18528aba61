import { createHash, createHmac } from "node:crypto";
import type { AliasKey } from "../domain/contact/alias";
import type { ConsentStatement } from "../domain/contact/consent";
import type { ContactId } from "../domain/contact/contact";
import type { Provider } from "../domain/message/channel";
import type { InboundMessage } from "../domain/message/message";
import type { OutboundMessageId } from "../domain/message/message-id";
import type { MediaUpload } from "../ports";

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
  /**
   * Finds what is kept of a person elsewhere than under their contact: the records of what they
   * wrote and were sent, and what was asked for. Sparse, by an attribute of items that are written
   * anyway: an item a message in the contact's own partition would cost no call either, but a
   * second write in the transaction, at twice the price of an index's.
   */
  personIndex: {
    name: "byPerson",
    partitionKey: "person",
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

/**
 * A claim is also the ledger's record of the message that came in. By digest, because a wamid holds
 * the person's phone number and the record outlives their erasure: a message that comes again is
 * still known then.
 */
export function inboundKey(provider: Provider, providerMessageId: string): ItemKey {
  return { pk: `INBOUND#${provider}#${digestOf(providerMessageId)}`, sk: "RECORD" };
}

/** Beside the record: where the file is that came with the message. */
export const fileSort = "FILE";

/** So long the bucket keeps what a person sent, and the table where it is. */
export const receivedFileDays = 7;

/** The media id that a file of ours has for a number. */
export function mediaIdKey({ number, key, version }: MediaUpload): ItemKey {
  return { pk: `MEDIA#${digestOf(JSON.stringify([number, key, version]))}`, sk: "ID" };
}

/** That a provider's word on a person was taken. */
export function personEventKey(provider: Provider, eventId: string): ItemKey {
  return { pk: `EVENT#${provider}#${digestOf(eventId)}`, sk: "EVENT" };
}

export function aliasItemKey(key: AliasKey): ItemKey {
  return { pk: `ALIAS#${key}`, sk: "ALIAS" };
}

export function contactKey(id: ContactId): ItemKey {
  return { pk: `CONTACT#${id}`, sk: "CONTACT" };
}

/**
 * The key of the hashes below, made once, with the first erasure. It lies in the table itself: so
 * it is read with the aliases, in the same call, where a secret would cost each function a call of
 * its own before it knows whom it talks to. What it guards against is the numbers of erased people
 * being read off, or tried out, from what is taken out of the table without this item; whoever may
 * read the whole table could try all numbers, and reads everybody else's in the clear.
 */
export const pepperKey: ItemKey = { pk: "ERASED", sk: "PEPPER" };

/** All that is kept of an erased person's address: that nothing is to be sent there. */
export function erasedKey(pepper: string, key: AliasKey): ItemKey {
  const hash = createHmac("sha256", pepper).update(key, "utf8").digest("hex");
  return { pk: `ERASED#${hash}`, sk: "ERASED" };
}

export function statementPartition(id: ContactId): string {
  return `CONSENT#${id}`;
}

/** One item a statement, never changed: the same statement has the same key. */
export function statementKey(id: ContactId, statement: ConsentStatement): ItemKey {
  const { at, channel, purpose, state, source } = statement;
  return {
    pk: statementPartition(id),
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

export function isMessagePartition(partition: string): boolean {
  return partition.startsWith(messagePrefix);
}

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

function digestOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
