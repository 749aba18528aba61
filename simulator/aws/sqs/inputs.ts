import * as v from "valibot";
import type { OutgoingMessage } from "./message";

/** What the operations of SQS take, with the service's words for what they do not. */

const inRange = (name: string, least: number, most: number) => {
  const text = ({ input }: { readonly input: number }) =>
    `Value ${input} for parameter ${name} is invalid. ` +
    `Reason: Must be between ${least} and ${most}, if provided.`;
  return v.pipe(v.number(), v.integer(text), v.minValue(least, text), v.maxValue(most, text));
};

const queueUrl = { QueueUrl: v.string() };
const names = v.optional(v.array(v.string()), []);
const page = {
  MaxResults: v.optional(inRange("MaxResults", 1, 1000)),
  NextToken: v.optional(v.string()),
};

const noLists = v.optional(
  v.pipe(v.array(v.unknown()), v.maxLength(0, "List values are reserved.")),
);
const attribute = v.object({
  DataType: v.string(),
  StringValue: v.exactOptional(v.string()),
  /** Base64. */
  BinaryValue: v.exactOptional(v.string()),
  StringListValues: noLists,
  BinaryListValues: noLists,
});
const outgoing = {
  MessageBody: v.string(),
  DelaySeconds: v.optional(inRange("DelaySeconds", 0, 900)),
  MessageAttributes: v.optional(v.record(v.string(), attribute)),
  MessageSystemAttributes: v.optional(v.strictObject({ AWSTraceHeader: v.optional(attribute) })),
  MessageGroupId: v.optional(v.string()),
  MessageDeduplicationId: v.optional(v.string()),
};
const entries = <Schema extends v.ObjectEntries>(schema: Schema) => ({
  ...queueUrl,
  Entries: v.array(v.object({ Id: v.string(), ...schema })),
});
const visibility = inRange("VisibilityTimeout", 0, 43_200);
const handle = { ReceiptHandle: v.string() };

export const sendInput = v.object({ ...queueUrl, ...outgoing });
export const sendBatchInput = v.object(entries(outgoing));
export const deleteInput = v.object({ ...queueUrl, ...handle });
export const deleteBatchInput = v.object(entries(handle));
export const visibilityInput = v.object({ ...queueUrl, ...handle, VisibilityTimeout: visibility });
export const visibilityBatchInput = v.object(
  entries({ ...handle, VisibilityTimeout: v.optional(visibility) }),
);
export const receiveInput = v.object({
  ...queueUrl,
  MaxNumberOfMessages: v.optional(inRange("MaxNumberOfMessages", 1, 10), 1),
  VisibilityTimeout: v.optional(visibility),
  WaitTimeSeconds: v.optional(inRange("WaitTimeSeconds", 0, 20)),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
  /**
   * For a retried call that lost its answer; here a message then waits for its visibility timeout.
   */
  ReceiveRequestAttemptId: v.optional(v.string()),
});
export const queueInput = v.object(queueUrl);
export const attributesInput = v.object({ ...queueUrl, AttributeNames: names });
export const nameInput = v.object({
  QueueName: v.string(),
  QueueOwnerAWSAccountId: v.optional(v.string()),
});
export const listInput = v.object({ QueueNamePrefix: v.optional(v.string(), ""), ...page });
export const sourcesInput = v.object({ ...queueUrl, ...page });
export const startMoveInput = v.object({
  SourceArn: v.string(),
  DestinationArn: v.optional(v.string()),
  MaxNumberOfMessagesPerSecond: v.optional(inRange("MaxNumberOfMessagesPerSecond", 1, 500)),
});
export const listMovesInput = v.object({
  SourceArn: v.string(),
  MaxResults: v.optional(inRange("MaxResults", 1, 10), 1),
});
export const cancelMoveInput = v.object({ TaskHandle: v.string() });

export type SendEntry = v.InferOutput<typeof sendBatchInput>["Entries"][number];

export function messageOf(input: Omit<SendEntry, "Id">): OutgoingMessage {
  const trace = input.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  return {
    body: input.MessageBody,
    ...(input.MessageAttributes && { attributes: input.MessageAttributes }),
    ...(input.MessageGroupId !== undefined && { groupId: input.MessageGroupId }),
    ...(input.MessageDeduplicationId !== undefined && {
      deduplicationId: input.MessageDeduplicationId,
    }),
    ...(input.DelaySeconds !== undefined && { delaySeconds: input.DelaySeconds }),
    ...(trace !== undefined && { traceHeader: trace }),
  };
}
