import { randomUUID } from "node:crypto";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { InboundMessage } from "../domain/message/message";
import type { Claim, ClaimResult, Claims, Clock } from "../ports";
import { isConditionFailed, keyOf, ledgerExpiry, type Table } from "./table";

/**
 * Claims as items `INBOUND#<provider>#<provider's message id>`: each is also the ledger's record of
 * that message.
 */
export class DynamoClaims implements Claims {
  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
    private readonly newToken: () => string = randomUUID,
  ) {}

  async claim(message: InboundMessage, leaseMs: number): Promise<ClaimResult> {
    const claim = {
      key: `INBOUND#${message.provider}#${message.providerMessageId}`,
      token: this.newToken(),
    };
    try {
      await this.table.client.send(this.#claimCommand(claim, message, leaseMs));
      return { kind: "claimed", claim };
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      return this.#whoHasIt(claim);
    }
  }

  async complete(claim: Claim, result: Parameters<Claims["complete"]>[1]): Promise<void> {
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: keyOf(claim.key, "RECORD"),
        UpdateExpression: "SET answeredAt = :now, contactId = :contact, answer = :answer",
        ExpressionAttributeValues: {
          ":now": this.clock.now(),
          ":contact": result.contactId,
          ":answer": result.answer ?? null,
        },
      }),
    );
  }

  async release(claim: Claim): Promise<void> {
    try {
      await this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: keyOf(claim.key, "RECORD"),
          UpdateExpression: "SET leaseUntil = :over",
          ConditionExpression: "claimToken = :token",
          ExpressionAttributeValues: { ":over": 0, ":token": claim.token },
        }),
      );
    } catch (error) {
      // The lease ran out and somebody else has the message: it is theirs.
      if (!isConditionFailed(error)) throw error;
    }
  }

  #claimCommand(claim: Claim, message: InboundMessage, leaseMs: number): UpdateCommand {
    const now = this.clock.now();
    return new UpdateCommand({
      TableName: this.table.name,
      Key: keyOf(claim.key, "RECORD"),
      ConditionExpression:
        "attribute_not_exists(pk) OR (attribute_not_exists(answeredAt) AND leaseUntil < :now)",
      UpdateExpression:
        "SET claimToken = :token, leaseUntil = :until, direction = :inbound, channel = :channel," +
        " provider = :provider, providerMessageId = :id, businessNumber = :number," +
        " content = :content, sentAt = :sentAt, receivedAt = :receivedAt, expiresAt = :expiry",
      ExpressionAttributeValues: {
        ":now": now,
        ":token": claim.token,
        ":until": now + leaseMs,
        ":inbound": "inbound",
        ":channel": message.channel,
        ":provider": message.provider,
        ":id": message.providerMessageId,
        ":number": message.businessNumber,
        ":content":
          message.content.type === "unsupported" ? message.content.kind : message.content.type,
        ":sentAt": message.sentAt ?? null,
        ":receivedAt": message.receivedAt,
        ":expiry": ledgerExpiry(now),
      },
    });
  }

  async #whoHasIt(claim: Claim): Promise<ClaimResult> {
    const { Item } = await this.table.client.send(
      new GetCommand({
        TableName: this.table.name,
        Key: keyOf(claim.key, "RECORD"),
        ConsistentRead: true,
      }),
    );
    if (Item?.answeredAt !== undefined) return { kind: "answered" };
    // Our own write may have got through although its answer was lost and the SDK tried again.
    if (Item?.claimToken === claim.token) return { kind: "claimed", claim };
    return { kind: "held" };
  }
}
