import { createHash } from "node:crypto";
import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { aliasKey } from "../domain/contact/alias";
import type { OutboundMessageId } from "../domain/message/message-id";
import type { RequestEnding, StartRequest, StoredRequest } from "../domain/message/start-request";
import type { SendRequests } from "../ports";
import { messagePartition, requestSort } from "./item-shapes";
import { isConditionFailed, type Table } from "./table";

const twoDays = 2 * 24 * 60 * 60;

/** What the business asked for lies beside the message's ledger record, until two days after it. */
export class DynamoRequests implements SendRequests {
  constructor(private readonly table: Table) {}

  async put(request: StartRequest): Promise<"stored" | "same" | "other"> {
    const digest = digestOf(request);
    try {
      await this.table.client.send(
        new PutCommand({
          TableName: this.table.name,
          Item: {
            ...keyOf(request.messageId),
            request,
            digest,
            // Nobody may be known there yet.
            person: aliasKey(request.to),
            expiresAt: Math.floor(request.notAfter / 1000) + twoDays,
          },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
      return "stored";
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
    return (await this.#item(request.messageId))?.digest === digest ? "same" : "other";
  }

  async get(messageId: OutboundMessageId): Promise<StoredRequest | undefined> {
    const item = await this.#item(messageId);
    if (!item) return undefined;
    return { ...item.request, ...(item.ending ? { ending: item.ending } : {}) };
  }

  async end(messageId: OutboundMessageId, ending: RequestEnding): Promise<void> {
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: keyOf(messageId),
        UpdateExpression: "SET ending = if_not_exists(ending, :ending)",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":ending": ending },
      }),
    );
  }

  async #item(messageId: OutboundMessageId): Promise<RequestItem | undefined> {
    const { Item } = await this.table.client.send(
      new GetCommand({
        TableName: this.table.name,
        Key: keyOf(messageId),
        ConsistentRead: true,
      }),
    );
    return Item as unknown as RequestItem | undefined;
  }
}

interface RequestItem {
  readonly request: StartRequest;
  readonly digest: string;
  readonly ending?: RequestEnding;
}

function keyOf(messageId: OutboundMessageId) {
  return { pk: messagePartition(messageId), sk: requestSort };
}

/** Of what was asked for; when is another matter. */
function digestOf({ createdAt: _, notAfter: __, ...asked }: StartRequest): string {
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex");
}
