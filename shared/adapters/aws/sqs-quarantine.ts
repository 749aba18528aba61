import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Quarantine } from "../../ports";

/**
 * The queue of what could not be read. Whoever looks at it finds the item as it came and why it is
 * there; it holds what people wrote, so it is encrypted and few may read it.
 */
export class SqsQuarantine implements Quarantine {
  constructor(
    private readonly queueUrl: string,
    private readonly source: string,
    private readonly client: SQSClient,
  ) {}

  async put(item: unknown, reason: string): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify({ v: 1, source: this.source, reason, item }),
      }),
    );
  }
}
