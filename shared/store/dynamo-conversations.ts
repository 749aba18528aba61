import { randomUUID } from "node:crypto";
import { TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Alias, type AliasKey, aliasKey } from "../domain/contact/alias";
import type { Consent } from "../domain/contact/consent";
import type { Contact, ContactId } from "../domain/contact/contact";
import type { Owner, Owners } from "../domain/contact/identity";
import type { Provider } from "../domain/message/channel";
import type { InboundMessage } from "../domain/message/message";
import type { OutboundMessageId } from "../domain/message/message-id";
import type { Claim, ClaimResult, Clock, Commit, Conversations, HeldTurn } from "../ports";
import { commitWrites } from "./commit-writes";
import { queryItems, readItems } from "./each-page";
import {
  aliasItemKey,
  contactKey,
  erasedKey,
  heldPartition,
  inboundKey,
  pepperKey,
} from "./item-shapes";
import {
  areOfRivals,
  cancellationCodes,
  isConditionFailed,
  ledgerExpiry,
  type Table,
} from "./table";

/** Of so many aliases it is remembered whom they named. */
const mostRemembered = 10_000;

/** Claims, aliases, contacts and held turns, and the one transaction that a turn ends in. */
export class DynamoConversations implements Conversations {
  #pepper: string | undefined;
  /**
   * Whom aliases named last: these contacts are read along with the aliases, which mostly name them
   * still, and a round trip is saved. Only a guess of what to read; what counts is what was read.
   */
  readonly #named = new Map<AliasKey, ContactId>();

  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
    private readonly newToken: () => string = randomUUID,
  ) {}

  async claim(message: InboundMessage, leaseMs: number): Promise<ClaimResult> {
    const claim = { message, token: this.newToken() };
    try {
      await this.table.client.send(this.#claimCommand(claim, leaseMs));
      return { kind: "claimed", claim };
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      return whoHasIt(claim, (error as { readonly Item?: unknown }).Item);
    }
  }

  async release({ message, token }: Claim): Promise<void> {
    try {
      await this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: inboundKey(message.provider, message.providerMessageId),
          UpdateExpression: "SET leaseUntil = :over",
          ConditionExpression: "claimToken = :token",
          ExpressionAttributeValues: { ":over": 0, ":token": token },
        }),
      );
    } catch (error) {
      // The lease ran out and somebody else has the message: it is theirs.
      if (!isConditionFailed(error)) throw error;
    }
  }

  async owners(aliases: readonly Alias[]): Promise<Owners> {
    const keys = [...new Set(aliases.map(aliasKey))];
    const guessed = new Set(keys.flatMap((key) => this.#named.get(key) ?? []));
    const items = await readItems(this.table, [
      ...keys.map(aliasItemKey),
      ...[...guessed].map(contactKey),
      ...(this.#pepper === undefined ? [pepperKey] : []),
    ]);
    // Written once; until then nobody was erased.
    this.#pepper ??= items.find(({ pk }) => pk === pepperKey.pk)?.pepper as string | undefined;
    const named = new Map<AliasKey, ContactId>();
    for (const item of items) {
      const key = keys.find((one) => aliasItemKey(one).pk === item.pk);
      if (key) named.set(key, item.contactId as ContactId);
    }
    this.#remember(named);
    const [people, refused] = await Promise.all([
      this.#people([...named.values()], { ids: guessed, items }),
      this.#refused(keys.filter((key) => !named.has(key))),
    ]);
    return new Map([
      ...[...named].map(([key, id]): [AliasKey, Owner] => {
        const contact = people.get(id);
        return [key, { named: id, ...(contact ? { contact } : {}) }];
      }),
      ...refused,
    ]);
  }

  async contact(id: ContactId): Promise<Contact | undefined> {
    return (await this.#people([id])).get(id);
  }

  async heldTurns(contact: Contact): Promise<HeldTurn[]> {
    const ids = [contact.id, ...contact.formerIds];
    const found = await Promise.all(ids.map((id) => this.#heldUnder(id)));
    return found.flat().sort((one, other) => one.message.writtenAt - other.message.writtenAt);
  }

  async commit(commit: Commit): Promise<"committed" | "conflict" | "lost"> {
    const TransactItems = commitWrites(this.table.name, commit, this.clock.now());
    try {
      await this.table.client.send(new TransactWriteCommand({ TransactItems }));
      const { contact, moved } = commit.people;
      this.#remember(new Map(moved.map(({ key }) => [key, contact.id])));
      return "committed";
    } catch (error) {
      const codes = cancellationCodes(error);
      if (!codes) throw error;
      // The claim or the event is the first of the writes.
      if ((commit.claim || commit.event) && codes[0] === "ConditionalCheckFailed") return "lost";
      if (areOfRivals(codes)) return "conflict";
      throw error;
    }
  }

  async noteChange(provider: Provider, providerMessageId: string, change: string): Promise<void> {
    await this.table.client
      .send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: inboundKey(provider, providerMessageId),
          UpdateExpression: "SET #change = :at",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeNames: { "#change": change },
          ExpressionAttributeValues: { ":at": this.clock.now() },
        }),
      )
      .catch((error: unknown) => {
        // A message that we never got, or no longer keep.
        if (!isConditionFailed(error)) throw error;
      });
  }

  #claimCommand({ message, token }: Claim, leaseMs: number): UpdateCommand {
    const now = this.clock.now();
    const { content } = message;
    return new UpdateCommand({
      TableName: this.table.name,
      Key: inboundKey(message.provider, message.providerMessageId),
      ConditionExpression:
        "attribute_not_exists(pk) OR (attribute_not_exists(doneAt) AND leaseUntil < :now)",
      UpdateExpression:
        "SET claimToken = :token, leaseUntil = :until, direction = :inbound, channel = :channel," +
        " provider = :provider, businessNumber = :number," +
        " content = :content, writtenAt = :writtenAt, receivedAt = :receivedAt," +
        " expiresAt = :expiry",
      ExpressionAttributeValues: {
        ":now": now,
        ":token": token,
        ":until": now + leaseMs,
        ":inbound": "inbound",
        ":channel": message.channel,
        ":provider": message.provider,
        ":number": message.businessNumber,
        ":content": content.type === "unsupported" ? content.kind : content.type,
        ":writtenAt": message.writtenAt,
        ":receivedAt": message.receivedAt,
        ":expiry": ledgerExpiry(now),
      },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
  }

  #remember(named: ReadonlyMap<AliasKey, ContactId>): void {
    if (this.#named.size + named.size > mostRemembered) this.#named.clear();
    for (const [key, id] of named) this.#named.set(key, id);
  }

  /**
   * The people behind ids; whoever was merged is found where the signposts lead.
   * @param read what was read before: the items of these ids, as far as there are any.
   */
  async #people(
    ids: readonly ContactId[],
    read: {
      readonly ids: ReadonlySet<ContactId>;
      readonly items: readonly Record<string, unknown>[];
    } = { ids: new Set(), items: [] },
  ): Promise<Map<ContactId, Contact>> {
    const people = new Map<ContactId, Contact>();
    let asked = new Map<ContactId, readonly ContactId[]>(ids.map((id) => [id, [id]]));
    while (asked.size > 0) {
      const unread = [...asked.keys()].filter((id) => !read.ids.has(id));
      const items = [...read.items, ...(await readItems(this.table, unread.map(contactKey)))];
      const next = new Map<ContactId, ContactId[]>();
      for (const [id, origins] of asked) {
        const item = items.find(({ pk }) => pk === contactKey(id).pk);
        const into = item?.mergedInto as ContactId | undefined;
        if (into) next.set(into, [...(next.get(into) ?? []), ...origins]);
        else if (item)
          for (const origin of origins)
            people.set(origin, { ...(item.contact as Contact), version: item.version as number });
      }
      asked = next;
    }
    return people;
  }

  /**
   * What people refused who were erased under these aliases. Somebody who is met for the first time
   * has no contact to read, so it takes no call more.
   */
  async #refused(keys: readonly AliasKey[]): Promise<[AliasKey, Owner][]> {
    const pepper = this.#pepper;
    if (pepper === undefined || keys.length === 0) return [];
    const items = await readItems(
      this.table,
      keys.map((key) => erasedKey(pepper, key)),
    );
    return keys.flatMap((key): [AliasKey, Owner][] => {
      const item = items.find(({ pk }) => pk === erasedKey(pepper, key).pk);
      return item ? [[key, { refused: item.consent as Consent }]] : [];
    });
  }

  async #heldUnder(id: ContactId): Promise<HeldTurn[]> {
    const items = await queryItems(this.table, heldPartition(id));
    return items.map((item) => ({
      key: { contactId: id, sort: String(item.sk) },
      message: item.message as InboundMessage,
      round: String(item.round),
      until: item.until as number,
    }));
  }
}

/** @param item the claim's item as it was found, in the form of the wire. */
function whoHasIt(claim: Claim, item: unknown): ClaimResult {
  const { doneAt, claimToken, answers } = (item ?? {}) as ClaimItem;
  if (doneAt) {
    const ids = (answers?.L ?? []).flatMap(({ S }) => (S ? [S as OutboundMessageId] : []));
    return { kind: "done", answers: ids };
  }
  // Our own write may have got through although its answer was lost and the SDK tried again.
  return claimToken?.S === claim.token ? { kind: "claimed", claim } : { kind: "held" };
}

interface ClaimItem {
  readonly doneAt?: { readonly N: string };
  readonly claimToken?: { readonly S?: string };
  readonly answers?: { readonly L?: readonly { readonly S?: string }[] };
}
