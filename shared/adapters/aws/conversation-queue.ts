import { createHash } from "node:crypto";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  type ConversationTurn,
  conversationGroup,
  turnDeduplicationId,
} from "../../domain/message/message";
import type { ConversationQueue } from "../../ports";

/** The FIFO queue between ingress and conversation. */
export class SqsConversationQueue implements ConversationQueue {
  constructor(
    private readonly queueUrl: string,
    private readonly client = new SQSClient({}),
  ) {}

  async handOver(turn: ConversationTurn): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify(turn),
        MessageGroupId: fifoId(conversationGroup(turn)),
        MessageDeduplicationId: fifoId(turnDeduplicationId(turn)),
      }),
    );
  }
}

/**
 * SQS takes 128 letters, digits and punctuation marks for such an id (SQS API reference,
 * SendMessage); one that does not fit goes as its hash.
 */
function fifoId(id: string): string {
  return /^[!-~]{1,128}$/.test(id) ? id : createHash("sha256").update(id, "utf8").digest("hex");
}
