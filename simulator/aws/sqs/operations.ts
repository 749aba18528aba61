import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import {
  jsonBody,
  jsonError,
  jsonResponse,
  notSimulated,
  operationOf,
} from "../../gateway/aws-json";
import type {
  Authorization,
  AwsRequest,
  HandWrittenService,
  WireResponse,
} from "../../gateway/aws-service";
import type { SimulatedClock } from "../../kernel/clock";
import { arn } from "../account/account";
import { queueAttributes } from "./declaration";
import { md5, md5OfAttributes, type OutgoingMessage, wireMessage } from "./message";
import type { Queue } from "./queue";
import type { Sqs } from "./sqs";

/** SQS on the wire (awsJson1_0), for the operations that a function or a person's tool uses. */
export class SqsWire implements HandWrittenService {
  readonly scope = "sqs";
  readonly throttled = new AwsError("RequestThrottled", "Rate exceeded", 403);
  readonly internal = new AwsError("InternalFailure", "The service failed.", 500);

  constructor(
    private readonly sqs: Sqs,
    private readonly clock: SimulatedClock,
  ) {}

  authorizations(request: AwsRequest): Authorization[] {
    const body = jsonBody(request);
    const name = body.QueueName ?? body.QueueUrl ?? "*";
    // A batch needs the permission of the single operation (SQS developer guide, batch actions).
    const action = operationOf(request).replace(/Batch$/, "");
    return [{ action: `sqs:${action}`, resource: arn("sqs", String(name).replace(/^.*\//, "")) }];
  }

  async handle(request: AwsRequest): Promise<WireResponse> {
    const body = jsonBody(request);
    switch (operationOf(request)) {
      case "SendMessage":
        return answer(this.#send(read(sendInput, body)));
      case "SendMessageBatch":
        return answer(this.#sendBatch(read(batchInput, body)));
      case "ReceiveMessage":
        return answer(await this.#receive(read(receiveInput, body)));
      case "DeleteMessage":
        return answer(this.#delete(read(deleteInput, body)));
      case "DeleteMessageBatch":
        return answer(this.#deleteBatch(read(deleteBatchInput, body)));
      case "ChangeMessageVisibility":
        return answer(this.#changeVisibility(read(visibilityInput, body)));
      case "GetQueueAttributes":
        return answer(this.#attributes(read(attributesInput, body)));
      case "GetQueueUrl":
        return answer({
          QueueUrl: this.sqs.queue(read(urlInput, body).QueueName).declaration.url,
        });
      default:
        throw notSimulated("SQS", operationOf(request));
    }
  }

  error(code: string, message: string, status: number): WireResponse {
    const response = jsonError("1.0", `com.amazonaws.sqs#${code}`, message, status);
    const queryCode =
      code === "QueueDoesNotExist" ? "AWS.SimpleQueueService.NonExistentQueue" : code;
    return {
      ...response,
      headers: { ...response.headers, "x-amzn-query-error": `${queryCode};Sender` },
    };
  }

  #send(input: Input<typeof sendInput>) {
    const message = messageOf(input);
    return {
      ...this.#accepted(message, this.sqs.queue(input.QueueUrl).send(message)),
      ...systemDigest(input.MessageSystemAttributes),
    };
  }

  #sendBatch(input: Input<typeof batchInput>) {
    const queue = this.sqs.queue(input.QueueUrl);
    checkBatch(input.Entries);
    const successful: object[] = [];
    const failed: object[] = [];
    for (const one of input.Entries) {
      try {
        const message = messageOf(one);
        successful.push({
          Id: one.Id,
          ...this.#accepted(message, queue.send(message)),
          ...systemDigest(one.MessageSystemAttributes),
        });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        failed.push({ Id: one.Id, SenderFault: true, Code: error.code, Message: error.message });
      }
    }
    return { Successful: successful, Failed: failed };
  }

  #accepted(message: OutgoingMessage, accepted: { messageId: string; sequenceNumber?: string }) {
    return {
      MessageId: accepted.messageId,
      MD5OfMessageBody: md5(message.body),
      MD5OfMessageAttributes: md5OfAttributes(message.attributes ?? {}),
      SequenceNumber: accepted.sequenceNumber,
    };
  }

  async #receive(input: Input<typeof receiveInput>) {
    const queue = this.sqs.queue(input.QueueUrl);
    const wait = input.WaitTimeSeconds ?? queue.declaration.receiveWaitTimeSeconds;
    if (!queue.receivable && wait > 0) await this.#untilReceivable(queue, wait * 1000);
    const received = queue.receive(input.MaxNumberOfMessages, input.VisibilityTimeout);
    if (received.length === 0) return {};
    const systemNames = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
    return {
      Messages: received.map((message) =>
        wireMessage(message, systemNames, input.MessageAttributeNames),
      ),
    };
  }

  /** Long polling: until a message can be received, or the wait on the simulated clock is over. */
  #untilReceivable(queue: Queue, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        callOff();
        stopListening();
        resolve();
      };
      const callOff = this.clock.after(milliseconds, over);
      const stopListening = this.sqs.onChange((changed) => {
        if (changed === queue && queue.receivable) over();
      });
    });
  }

  #delete(input: Input<typeof deleteInput>) {
    const queue = this.sqs.queue(input.QueueUrl);
    if (!queue.delete(input.ReceiptHandle)) refuseStaleHandle(queue, input.ReceiptHandle);
    return {};
  }

  #deleteBatch(input: Input<typeof deleteBatchInput>) {
    const queue = this.sqs.queue(input.QueueUrl);
    checkBatch(input.Entries);
    for (const { ReceiptHandle } of input.Entries) queue.delete(ReceiptHandle);
    return { Successful: input.Entries.map(({ Id }) => ({ Id })), Failed: [] };
  }

  #changeVisibility(input: Input<typeof visibilityInput>) {
    const queue = this.sqs.queue(input.QueueUrl);
    if (!queue.changeVisibility(input.ReceiptHandle, input.VisibilityTimeout)) {
      throw new AwsError("MessageNotInflight", "The specified message is not in flight.");
    }
    return {};
  }

  #attributes(input: Input<typeof attributesInput>) {
    const all = queueAttributes(this.sqs.queue(input.QueueUrl));
    const wanted = input.AttributeNames;
    return {
      Attributes: Object.fromEntries(
        Object.entries(all).filter(([name]) => wanted.includes("All") || wanted.includes(name)),
      ),
    };
  }
}

function answer(body: unknown): WireResponse {
  return jsonResponse("1.0", body);
}

function systemDigest(attributes: OutgoingMessage["attributes"] | undefined): object {
  return { MD5OfMessageSystemAttributes: md5OfAttributes(attributes ?? {}) };
}

function checkBatch(entries: readonly { readonly Id: string }[]): void {
  if (entries.length === 0)
    throw new AwsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (entries.length > 10) {
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError(
      "BatchEntryIdsNotDistinct",
      "Two or more batch entries in the request have the same Id.",
    );
  }
}

/** A standard queue says nothing when the handle is stale; a FIFO queue refuses it. */
function refuseStaleHandle(queue: Queue, receiptHandle: string): void {
  if (!queue.declaration.fifoQueue) return;
  throw new AwsError(
    "InvalidParameterValue",
    `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
  );
}

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
