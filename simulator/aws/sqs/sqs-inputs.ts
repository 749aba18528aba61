import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { OutgoingMessage } from "./message";

const wholeSeconds = v.pipe(v.number(), v.integer(), v.minValue(0));
const attribute = v.object({
  DataType: v.string(),
  StringValue: v.exactOptional(v.string()),
  BinaryValue: v.exactOptional(v.string()),
});
const outgoing = {
  MessageBody: v.pipe(v.string(), v.minLength(1)),
  DelaySeconds: v.optional(v.pipe(wholeSeconds, v.maxValue(900))),
  MessageAttributes: v.optional(v.record(v.string(), attribute)),
  MessageSystemAttributes: v.optional(v.record(v.string(), attribute)),
  MessageGroupId: v.optional(v.string()),
  MessageDeduplicationId: v.optional(v.string()),
};
const queueUrl = { QueueUrl: v.string() };
const names = v.optional(v.array(v.string()), []);
const entry = v.object({ Id: v.string(), ...outgoing });
export const sendInput = v.object({ ...queueUrl, ...outgoing });
export const batchInput = v.object({ ...queueUrl, Entries: v.array(entry) });
export const receiveInput = v.object({
  ...queueUrl,
  MaxNumberOfMessages: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(10)), 1),
  VisibilityTimeout: v.optional(wholeSeconds),
  WaitTimeSeconds: v.optional(v.pipe(wholeSeconds, v.maxValue(20))),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});
export const deleteInput = v.object({ ...queueUrl, ReceiptHandle: v.string() });
export const deleteBatchInput = v.object({
  ...queueUrl,
  Entries: v.array(v.object({ Id: v.string(), ReceiptHandle: v.string() })),
});
export const visibilityInput = v.object({
  ...deleteInput.entries,
  VisibilityTimeout: v.pipe(wholeSeconds, v.maxValue(43_200)),
});
export const attributesInput = v.object({ ...queueUrl, AttributeNames: names });
export const urlInput = v.object({ QueueName: v.string() });

export type Input<Schema extends v.GenericSchema> = v.InferOutput<Schema>;

/** @throws AwsError naming the parameter that is not what the operation takes. */
export function read<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new AwsError(
    "InvalidParameterValue",
    `${v.getDotPath(issue) ?? "(request)"}: ${issue.message}`,
  );
}

export function messageOf(
  input: v.InferOutput<typeof sendInput> | v.InferOutput<typeof entry>,
): OutgoingMessage {
  const trace = input.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  return {
    body: input.MessageBody,
    ...(input.MessageAttributes === undefined ? {} : { attributes: input.MessageAttributes }),
    ...(input.MessageGroupId === undefined ? {} : { groupId: input.MessageGroupId }),
    ...(input.MessageDeduplicationId === undefined
      ? {}
      : { deduplicationId: input.MessageDeduplicationId }),
    ...(input.DelaySeconds === undefined ? {} : { delaySeconds: input.DelaySeconds }),
    ...(trace === undefined ? {} : { traceHeader: trace }),
  };
}
