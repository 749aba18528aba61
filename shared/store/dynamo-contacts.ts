import { randomUUID } from "node:crypto";
import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import {
  type Alias,
  aliasKey,
  type Contact,
  type ContactChange,
  type ContactId,
} from "../domain/contact/contact";
import { senderWrittenTo } from "../domain/message/channel";
import type { InboundMessage } from "../domain/message/message";
import type { ContactStore, Identity } from "../ports";
import { aliasText, contactItem, inboundAttribute, readContact } from "./item-shapes";
import { isConditionFailed, keyOf, type Table } from "./table";

/**
 * Contacts as items `CONTACT#<id>`, their aliases as items `ALIAS#<key>`: one alias is claimed by
 * one conditional put.
 */
export class DynamoContacts implements ContactStore {
  constructor(
    private readonly table: Table,
    private readonly newId: () => string = randomUUID,
  ) {}

  async identify(aliases: readonly Alias[]): Promise<Identity> {
    const keys = [...new Set(aliases.map(aliasKey))];
    const owners = await Promise.all(keys.map((key) => this.#ownerOf(key)));
    let id = owners.find((owner) => owner !== undefined);
    const found = new Set(owners.filter((owner) => owner !== undefined));
    for (const [index, key] of keys.entries()) {
      if (owners[index]) continue;
      // The first claimant's contact wins; who loses goes on as that contact.
      const owner = await this.#claimAlias(key, id ?? (this.newId() as ContactId));
      id ??= owner;
      found.add(owner);
    }
    if (!id) throw new Error("A contact cannot be found by no alias at all.");
    return [id, ...[...found].filter((other) => other !== id)];
  }

  async get(id: ContactId): Promise<Contact | undefined> {
    const { Item } = await this.table.client.send(
      new GetCommand({ TableName: this.table.name, Key: keyOfContact(id), ConsistentRead: true }),
    );
    return Item && readContact(id, Item);
  }

  async recordInbound(id: ContactId, message: InboundMessage): Promise<Contact> {
    try {
      return await this.#recordInbound(id, message);
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
    // A later message was recorded before: this one changes nothing.
    const contact = await this.get(id);
    if (!contact)
      throw new Error(
        `Contact ${id} was there a moment ago and is gone from table ${this.table.name}.`,
      );
    return contact;
  }

  async change(id: ContactId, change: ContactChange): Promise<void> {
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: keyOfContact(id),
        ...changeExpression(change),
      }),
    );
  }

  async merge(merged: Contact, lost: ContactId): Promise<void> {
    await this.table.client.send(
      new PutCommand({
        TableName: this.table.name,
        Item: { ...keyOfContact(merged.id), ...contactItem(merged) },
      }),
    );
    await Promise.all(
      [...new Set(merged.aliases.map(aliasKey))].map((key) =>
        this.table.client.send(
          new UpdateCommand({
            TableName: this.table.name,
            Key: keyOf(`ALIAS#${key}`, "ALIAS"),
            UpdateExpression: "SET contactId = :id",
            ExpressionAttributeValues: { ":id": merged.id },
          }),
        ),
      ),
    );
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: keyOfContact(lost),
        UpdateExpression: "SET mergedInto = :id",
        ExpressionAttributeValues: { ":id": merged.id },
      }),
    );
  }

  async #ownerOf(key: string, consistent = false): Promise<ContactId | undefined> {
    const { Item } = await this.table.client.send(
      new GetCommand({
        TableName: this.table.name,
        Key: keyOf(`ALIAS#${key}`, "ALIAS"),
        ConsistentRead: consistent,
      }),
    );
    return Item?.contactId as ContactId | undefined;
  }

  async #claimAlias(key: string, id: ContactId): Promise<ContactId> {
    try {
      await this.table.client.send(
        new PutCommand({
          TableName: this.table.name,
          Item: { ...keyOf(`ALIAS#${key}`, "ALIAS"), contactId: id },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
      return id;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
    const owner = await this.#ownerOf(key, true);
    if (!owner)
      throw new Error(
        `An alias was claimed a moment ago and is gone from table ${this.table.name}.`,
      );
    return owner;
  }

  async #recordInbound(id: ContactId, message: InboundMessage): Promise<Contact> {
    // A provider's clock that runs ahead must not hold a window open.
    const at = Math.min(message.sentAt ?? message.receivedAt, message.receivedAt);
    const moves = senderWrittenTo(message) === "B";
    const { Attributes = {} } = await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: keyOfContact(id),
        ConditionExpression: "attribute_not_exists(#last) OR #last <= :at",
        UpdateExpression: `SET #last = :at${moves ? ", sender = :b" : ""} ADD aliases :aliases`,
        ExpressionAttributeNames: { "#last": inboundAttribute(message.businessNumber) },
        ExpressionAttributeValues: {
          ":at": at,
          ":aliases": new Set(message.from.map(aliasText)),
          ...(moves ? { ":b": "B" } : {}),
        },
        ReturnValues: "ALL_NEW",
      }),
    );
    return readContact(id, Attributes);
  }
}

function keyOfContact(id: ContactId): Record<string, string> {
  return keyOf(`CONTACT#${id}`, "CONTACT");
}

function changeExpression(change: ContactChange) {
  const set = (attribute: string, value: unknown) => ({
    UpdateExpression: "SET #attribute = :value",
    ExpressionAttributeNames: { "#attribute": attribute },
    ExpressionAttributeValues: { ":value": value },
  });
  switch (change.kind) {
    case "invited":
      return set("invitedAt", change.at);
    case "held":
      return set("held", change.answer);
    case "heldAnswerGiven":
      return { UpdateExpression: "REMOVE held" };
    case "consent":
      return set(`consent#${change.channel}`, change.state);
  }
}
