import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { mediaTypes } from "../../domain/content/content";
import type { ReceivedFile } from "../../domain/message/received-file";
import type { MediaQueue } from "../../ports";
import { parseJson, readAs } from "../payload";

/** The queue of people's files; nothing in it needs an order. */
export class SqsMediaQueue implements MediaQueue {
  constructor(
    private readonly queueUrl: string,
    private readonly client: SQSClient,
  ) {}

  async handOver(file: ReceivedFile): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify({ v: 1, kind: "file", ...file }),
      }),
    );
  }
}

const text = v.pipe(v.string(), v.minLength(1));
const item = v.looseObject({
  v: v.literal(1),
  kind: v.literal("file"),
  provider: v.picklist(["aws", "twilio"]),
  providerMessageId: text,
  type: v.picklist(mediaTypes),
  source: v.variant("at", [
    v.looseObject({
      at: v.literal("meta"),
      mediaId: text,
      mimeType: v.exactOptional(v.string()),
    }),
    v.looseObject({ at: v.literal("twilio"), url: text, mimeType: v.exactOptional(v.string()) }),
  ]),
});

/** An item of the queue, of any released version. @throws UnreadablePayloadError */
export function readReceivedFile(body: string): ReceivedFile {
  const { provider, providerMessageId, type, source } = readAs(
    item,
    parseJson(body, "An item of the media queue"),
    "An item of the media queue",
  );
  return { provider, providerMessageId, type, source };
}
