import { createHash } from "node:crypto";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import {
  type ConversationItem,
  conversationGroup,
  deduplicationId,
  type SendItem,
  type WakeUp,
} from "../../domain/message/conversation-item";
import type { Clock, ConversationQueue, SendsQueue, WakeUps } from "../../ports";

/** Written with each item; the reading side knows every version that was ever released. */
const itemVersion = 1;

/** The FIFO queue between ingress and conversation. */
export class SqsConversationQueue implements ConversationQueue {
  constructor(
    private readonly queueUrl: string,
    private readonly client: SQSClient,
  ) {}

  async handOver(item: ConversationItem): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify({ v: itemVersion, ...item }),
        MessageGroupId: fifoId(conversationGroup(item)),
        MessageDeduplicationId: fifoId(deduplicationId(item)),
      }),
    );
  }
}

/** SQS API reference, SendMessage, DelaySeconds. A later wake-up is parked again. */
const longestDelaySeconds = 900;

/** The delay queue of what waits. */
export class SqsWakeUps implements WakeUps {
  constructor(
    private readonly queueUrl: string,
    private readonly clock: Clock,
    private readonly client: SQSClient,
  ) {}

  async park(wakeUp: WakeUp): Promise<void> {
    const seconds = Math.ceil((wakeUp.dueAt - this.clock.now()) / 1000);
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify({ v: itemVersion, kind: "wake-up", wakeUp }),
        DelaySeconds: Math.min(longestDelaySeconds, Math.max(0, seconds)),
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

/** The queue of what the business starts; nothing in it needs an order. */
export class SqsSendsQueue implements SendsQueue {
  constructor(
    private readonly queueUrl: string,
    private readonly client: SQSClient,
  ) {}

  async handOver(item: SendItem): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify({ v: itemVersion, ...item }),
      }),
    );
  }
}
