import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";

/** Waits before a turn that reported an error is tried again; after the last it is poison. */
const waitsSeconds = [1, 5, 30] as const;

/**
 * What becomes of a turn that reported an error. The queue's own visibility and receive count are
 * for runs that died; a person must not wait for those.
 */
export class TurnRetries {
  constructor(
    private readonly queues: { readonly url: string; readonly deadLetterUrl: string },
    private readonly client: SQSClient,
  ) {}

  /**
   * @returns `again` where the item goes back to its queue, `dead` where it was put into the
   * dead-letter queue and must not come back.
   */
  async afterError(record: SQSRecord): Promise<"again" | "dead"> {
    const wait = waitsSeconds[Number(record.attributes.ApproximateReceiveCount) - 1];
    if (wait === undefined) return this.#bury(record);
    await this.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.queues.url,
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: wait,
      }),
    );
    return "again";
  }

  async #bury({ body, attributes, messageId }: SQSRecord): Promise<"dead"> {
    const group = attributes.MessageGroupId;
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queues.deadLetterUrl,
        MessageBody: body,
        ...(group ? { MessageGroupId: group, MessageDeduplicationId: messageId } : {}),
      }),
    );
    return "dead";
  }
}
