import { randomBytes } from "node:crypto";
import { PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type Alias, type AliasKey, aliasKey } from "../domain/contact/alias";
import { type Consent, type ConsentStatement, mergedConsent } from "../domain/contact/consent";
import { type Contact, currentAliases, isReachableUnder } from "../domain/contact/contact";
import type { Message } from "../domain/message/ledger-record";
import type { OutboundMessageId } from "../domain/message/message-id";
import type { StoredRequest } from "../domain/message/start-request";
import type { Clock, Conversations, HeldTurn } from "../ports";
import { deleteItems, queryItems, readItems } from "./each-page";
import {
  aliasItemKey,
  attemptNumber,
  contactKey,
  contentSort,
  erasedKey,
  fileSort,
  heldPartition,
  type ItemKey,
  isMessagePartition,
  pepperKey,
  recordSort,
  requestSort,
  statementPartition,
  tableShape,
} from "./item-shapes";
import { cancellationCodes, isConditionFailed, type Table } from "./table";

/** All that is kept of a person, and of what was asked to be sent to them. */
export interface PersonFile {
  readonly alias: Alias;
  /** Absent where nobody is known by the alias. */
  readonly contact?: Contact;
  /** What whoever was erased there had refused. */
  readonly refused: Consent;
  /** All of them, in the order in which they were made. */
  readonly statements: readonly ConsentStatement[];
  readonly held: readonly HeldTurn[];
  /** The records of what came in, without what was written. */
  readonly received: readonly Readonly<Record<string, unknown>>[];
  /** Where the files lie that they sent, for the week that these are kept. */
  readonly files: readonly KeptFile[];
  readonly sent: readonly KeptMessage[];
}

export interface KeptFile {
  /** Of the message that it came with. */
  readonly partition: string;
  /** In the bucket. */
  readonly key: string;
}

/** A message on its way out or gone; each part is kept for a time of its own. */
export type KeptMessage = Partial<Message> & {
  readonly messageId: OutboundMessageId;
  readonly request?: StoredRequest;
};

/** "Write operations propagate to a GSI within 1 second" (AWS re:Post, missing items in a GSI). */
const indexDelayMs = 2_000;

/** How many items went, and how many addresses are kept as a hash with their opt-out. */
export interface Erasure {
  readonly deleted: number;
  readonly hashes: number;
}

/**
 * What the store keeps of one person, read and erased whole; for the operator's tool alone: it asks
 * as often as it has to.
 */
export class DynamoPeople {
  constructor(
    private readonly table: Table,
    private readonly conversations: Pick<Conversations, "owners" | "heldTurns">,
    private readonly clock: Pick<Clock, "wait">,
    private readonly newPepper: () => string = () => randomBytes(32).toString("hex"),
  ) {}

  /** @param alias an old one of somebody names nobody: it may be another person's by now. */
  async read(alias: Alias): Promise<PersonFile> {
    const key = aliasKey(alias);
    const owner = (await this.conversations.owners([alias])).get(key);
    const contact =
      owner?.contact && isReachableUnder(owner.contact, key) ? owner.contact : undefined;
    const [statements, held, kept] = await Promise.all([
      contact ? this.statements(contact) : [],
      contact ? this.conversations.heldTurns(contact) : [],
      this.#keptElsewhere(contact, key),
    ]);
    return {
      alias,
      ...(contact ? { contact } : {}),
      refused: owner?.refused ?? [],
      statements,
      held,
      ...kept,
    };
  }

  /**
   * Deletes the person and all that was written, said or asked for. The ledger keeps its records:
   * they name nobody. Can be called again where it was cut short.
   * @param file of its files those that the bucket has no more.
   * @throws where the person was changed meanwhile.
   */
  async erase({ contact, alias, files }: PersonFile): Promise<Erasure> {
    const keys = [
      ...(await this.#hangingItems(contact, aliasKey(alias))),
      ...files.map(({ partition }) => ({ pk: partition, sk: fileSort })),
    ];
    await deleteItems(this.table, keys);
    const erased = contact ? await this.#eraseContact(contact) : { deleted: 0, hashes: 0 };
    // A turn that was at work may have left something until it found the contact gone, and the
    // index may not have known it yet.
    await this.clock.wait(indexDelayMs);
    const late = await this.#hangingItems(contact, aliasKey(alias));
    const leftovers = [...late, ...(contact ? await this.#formerItems(contact) : [])];
    await deleteItems(this.table, leftovers);
    return {
      deleted: keys.length + erased.deleted + leftovers.length,
      hashes: erased.hashes,
    };
  }

  /** A list brought from elsewhere says more of somebody who was erased: their refusals alone. */
  async addRefusals(
    { alias, refused }: Pick<PersonFile, "alias" | "refused">,
    statements: readonly ConsentStatement[],
  ): Promise<void> {
    const consent = mergedConsent(refused, statements.filter(isRefusal));
    if (consent === refused) return;
    const key = erasedKey(await this.#pepper(), aliasKey(alias));
    await this.table.client.send(
      new PutCommand({ TableName: this.table.name, Item: { ...key, consent } }),
    );
  }

  /** All that the person said and was said for them, in the order in which it was said. */
  async statements(contact: Contact): Promise<ConsentStatement[]> {
    const items = await Promise.all(
      idsOf(contact).map((id) => queryItems(this.table, statementPartition(id))),
    );
    const statements = items.flat().map(({ statement }) => statement as ConsentStatement);
    return statements.sort((one, other) => one.at - other.at);
  }

  async #keptElsewhere(contact: Contact | undefined, key: AliasKey) {
    const partitions = await this.#partitions(contact, key);
    const messages = partitions.filter(isMessagePartition);
    const others = partitions.filter((partition) => !isMessagePartition(partition));
    const sent: KeptMessage[] = [];
    for (const partition of messages)
      sent.push(messageOf(partition, await queryItems(this.table, partition)));
    const [received, files] = await Promise.all(
      [recordSort, fileSort].map((sk) =>
        readItems(
          this.table,
          others.map((pk) => ({ pk, sk })),
        ),
      ),
    );
    return {
      files: (files ?? []).map((item) => ({ partition: String(item.pk), key: String(item.key) })),
      received: (received ?? [])
        .map(({ pk, sk, person, claimToken, leaseUntil, ...record }) => record)
        .sort((one, other) => Number(one.writtenAt) - Number(other.writtenAt)),
      sent: sent.sort((one, other) => createdAt(one) - createdAt(other)),
    };
  }

  /** Where the index finds something of the person. */
  async #partitions(contact: Contact | undefined, key: AliasKey): Promise<string[]> {
    const { name, partitionKey } = tableShape.personIndex;
    const names = [...(contact ? [...idsOf(contact), ...keysOf(contact)] : []), key];
    const items = await Promise.all(
      [...new Set<string>(names)].map((person) =>
        queryItems(this.table, person, { name, partitionKey }),
      ),
    );
    return [...new Set(items.flat().map(({ pk }) => String(pk)))];
  }

  /** What is deleted beside the contact: contents, requests, what was said and what is held. */
  async #hangingItems(contact: Contact | undefined, key: AliasKey): Promise<ItemKey[]> {
    const messages = (await this.#partitions(contact, key)).filter(isMessagePartition);
    const words = await readItems(
      this.table,
      messages.flatMap((pk) => [contentSort, requestSort].map((sk) => ({ pk, sk }))),
    );
    const ids = contact ? idsOf(contact) : [];
    const own = await Promise.all(
      ids
        .flatMap((id) => [statementPartition(id), heldPartition(id)])
        .map((partition) => queryItems(this.table, partition)),
    );
    return [...words, ...own.flat()].map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  }

  /** In one transaction: nobody ever finds the person without finding what they refused. */
  async #eraseContact(contact: Contact): Promise<Erasure> {
    const pepper = await this.#pepper();
    const consent = contact.consent.filter(isRefusal);
    const owned = await this.#ownAliases(contact, keysOf(contact));
    const TableName = this.table.name;
    const hashes = keysOf(contact).map((key) => erasedKey(pepper, key));
    try {
      await this.table.client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Delete: {
                TableName,
                Key: contactKey(contact.id),
                ConditionExpression: "version = :version",
                ExpressionAttributeValues: { ":version": contact.version },
              },
            },
            ...owned.map((Key) => ({ Delete: { TableName, Key } })),
            ...hashes.map((key) =>
              consent.length > 0
                ? { Put: { TableName, Item: { ...key, consent } } }
                : { Delete: { TableName, Key: key } },
            ),
          ],
        }),
      );
    } catch (error) {
      if (!cancellationCodes(error)) throw error;
      throw new ChangedMeanwhile();
    }
    return { deleted: 1 + owned.length, hashes: consent.length > 0 ? hashes.length : 0 };
  }

  /** Signposts that led to the contact, and aliases that had named it once. */
  async #formerItems(contact: Contact): Promise<ItemKey[]> {
    const retired = contact.addresses.map(({ alias }) => aliasKey(alias));
    const signposts = contact.formerIds.map(contactKey);
    const there = await readItems(this.table, signposts);
    const found = signposts.filter(({ pk }) => there.some((item) => item.pk === pk));
    return [...(await this.#ownAliases(contact, retired)), ...found];
  }

  async #ownAliases(contact: Contact, keys: readonly AliasKey[]): Promise<ItemKey[]> {
    const ids: readonly string[] = idsOf(contact);
    const itemKeys = [...new Set(keys)].map(aliasItemKey);
    const items = await readItems(this.table, itemKeys);
    return itemKeys.filter(({ pk }) =>
      items.some((item) => item.pk === pk && ids.includes(String(item.contactId))),
    );
  }

  /** Made with the first erasure and never changed: with another one the hashes say nothing. */
  async #pepper(): Promise<string> {
    await this.table.client
      .send(
        new PutCommand({
          TableName: this.table.name,
          Item: { ...pepperKey, pepper: this.newPepper() },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      )
      .catch((error: unknown) => {
        if (!isConditionFailed(error)) throw error;
      });
    const [item] = await readItems(this.table, [pepperKey]);
    return String(item?.pepper);
  }
}

/** For the person at the keyboard. */
export class ChangedMeanwhile extends Error {
  override readonly name = "ChangedMeanwhile";

  constructor() {
    super("Something of this person changed while they were being erased: erase them again.");
  }
}

function messageOf(
  partition: string,
  items: readonly Readonly<Record<string, unknown>>[],
): KeptMessage {
  const at = (sort: string) => items.find(({ sk }) => sk === sort);
  const [record, content, request] = [at(recordSort), at(contentSort), at(requestSort)];
  return {
    messageId: partition.slice(partition.indexOf("#") + 1) as OutboundMessageId,
    ...(record ? { record: own(record) as unknown as Message["record"] } : {}),
    ...(content ? { content: own(content) as unknown as NonNullable<Message["content"]> } : {}),
    ...(request
      ? {
          request: {
            ...(request.request as StoredRequest),
            ...(request.ending ? { ending: request.ending as StoredRequest["ending"] } : {}),
          } as StoredRequest,
        }
      : {}),
    attempts: items
      .filter(({ sk }) => attemptNumber(String(sk)) !== undefined)
      .map((item) => own(item) as unknown as Message["attempts"][number]),
  };
}

function own({ pk, sk, person, ...rest }: Readonly<Record<string, unknown>>) {
  return rest;
}

function createdAt({ record, request }: KeptMessage): number {
  return record?.createdAt ?? request?.createdAt ?? 0;
}

function isRefusal({ state }: ConsentStatement): boolean {
  return state === "opted-out";
}

function idsOf({ id, formerIds }: Contact) {
  return [id, ...formerIds];
}

function keysOf(contact: Contact): AliasKey[] {
  return [...new Set(currentAliases(contact).map(aliasKey))];
}
