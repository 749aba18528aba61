import { AwsError } from "../../gateway/aws-error";
import type { AwsRequest, AwsService } from "../../gateway/aws-service";
import { type InvalidInput, type Operation, operation } from "../../gateway/operation";
import { awsJson } from "../../gateway/protocol";
import type { SimulatedClock } from "../../kernel/clock";
import { type KeyAction, type Keys, toReceive, toSend } from "../kms/keys";
import type { ServiceDeps } from "../service-deps";
import {
  type BatchEntry,
  checkBatch,
  checkBatchSize,
  invalidParameter,
  missingParameter,
} from "./checks";
import { describing, moving, onQueue } from "./describe-operations";
import {
  deleteBatchInput,
  deleteInput,
  messageOf,
  queueInput,
  receiveInput,
  type SendEntry,
  sendBatchInput,
  sendInput,
  visibilityBatchInput,
  visibilityInput,
} from "./inputs";
import { md5, md5OfAttributes, wireMessage } from "./message";
import type { Queue } from "./queue";
import type { Sqs } from "./sqs";

export interface SqsServiceDeps extends ServiceDeps {
  readonly sqs: Sqs;
  readonly keys: Keys;
}

/**
 * SQS on the wire: everything that sends, receives, describes and redrives. What creates or changes
 * a queue is not there: queues are declared.
 */
export function queueService(deps: SqsServiceDeps): AwsService {
  return {
    scope: "sqs",
    protocol: awsJson({
      version: "1.0",
      namespace: "com.amazonaws.sqs#",
      errorHeaders: (code) => ({ "x-amzn-query-error": `${queryCodes[code] ?? code};Sender` }),
    }),
    invalid: invalidInput,
    throttled: new AwsError("RequestThrottled", "Rate exceeded", 403),
    internal: new AwsError("InternalFailure", "The service failed.", 500),
    operations: { ...sending(deps), ...receiving(deps), ...describing(deps), ...moving(deps) },
  };
}

function sending({ sqs, keys }: SqsServiceDeps): Readonly<Record<string, Operation>> {
  const send = (queue: Queue, entry: Omit<SendEntry, "Id">): object => {
    const message = messageOf(entry);
    const { messageId, ...more } = queue.send(message);
    return {
      MessageId: messageId,
      MD5OfMessageBody: md5(message.body),
      MD5OfMessageAttributes: md5OfAttributes(message.attributes ?? {}),
      MD5OfMessageSystemAttributes: systemDigest(entry),
      ...("sequenceNumber" in more && { SequenceNumber: more.sequenceNumber }),
    };
  };
  return {
    SendMessage: operation({
      input: sendInput,
      authorise: onQueue("SendMessage"),
      run: (input, request) => {
        const queue = sqs.queue(input.QueueUrl);
        refuseWithoutKey(keys, queue, request, toSend);
        return send(queue, input);
      },
    }),
    SendMessageBatch: operation({
      input: sendBatchInput,
      // A batch needs the permission of the single operation (SQS developer guide, batch actions).
      authorise: onQueue("SendMessage"),
      run: ({ QueueUrl, Entries }, request) => {
        const queue = sqs.queue(QueueUrl);
        checkBatch(Entries, "SendMessageBatchRequestEntry");
        checkBatchSize(Entries.map(messageOf));
        refuseWithoutKey(keys, queue, request, toSend);
        return eachEntry(Entries, (entry) => send(queue, entry));
      },
    }),
  };
}

function receiving({ sqs, keys, clock }: SqsServiceDeps): Readonly<Record<string, Operation>> {
  return {
    ReceiveMessage: operation({
      input: receiveInput,
      authorise: onQueue("ReceiveMessage"),
      run: async (input, request) => {
        const queue = sqs.queue(input.QueueUrl);
        refuseWithoutKey(keys, queue, request, toReceive);
        const wait = input.WaitTimeSeconds ?? queue.declaration.receiveWaitTimeSeconds;
        if (!queue.receivable && wait > 0) await untilReceivable(queue, wait * 1000, sqs, clock);
        const received = queue.receive(input.MaxNumberOfMessages, input.VisibilityTimeout);
        if (received.length === 0) return {};
        const systemNames = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
        return {
          Messages: received.map((message) =>
            wireMessage(message, systemNames, input.MessageAttributeNames),
          ),
        };
      },
    }),
    DeleteMessage: operation({
      input: deleteInput,
      authorise: onQueue("DeleteMessage"),
      run: ({ QueueUrl, ReceiptHandle }) => {
        sqs.queue(QueueUrl).delete(ReceiptHandle);
        return {};
      },
    }),
    DeleteMessageBatch: operation({
      input: deleteBatchInput,
      authorise: onQueue("DeleteMessage"),
      run: ({ QueueUrl, Entries }) => {
        const queue = sqs.queue(QueueUrl);
        checkBatch(Entries, "DeleteMessageBatchRequestEntry");
        return eachEntry(Entries, ({ ReceiptHandle }) => {
          queue.delete(ReceiptHandle);
          return undefined;
        });
      },
    }),
    ChangeMessageVisibility: operation({
      input: visibilityInput,
      authorise: onQueue("ChangeMessageVisibility"),
      run: ({ QueueUrl, ReceiptHandle, VisibilityTimeout }) => {
        sqs.queue(QueueUrl).changeVisibility(ReceiptHandle, VisibilityTimeout);
        return {};
      },
    }),
    ChangeMessageVisibilityBatch: operation({
      input: visibilityBatchInput,
      authorise: onQueue("ChangeMessageVisibility"),
      run: ({ QueueUrl, Entries }) => {
        const queue = sqs.queue(QueueUrl);
        checkBatch(Entries, "ChangeMessageVisibilityBatchRequestEntry");
        return eachEntry(Entries, ({ ReceiptHandle, VisibilityTimeout }) => {
          if (VisibilityTimeout === undefined) throw missingParameter("VisibilityTimeout");
          queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
          return undefined;
        });
      },
    }),
    PurgeQueue: operation({
      input: queueInput,
      authorise: onQueue("PurgeQueue"),
      run: ({ QueueUrl }) => {
        sqs.queue(QueueUrl).purge();
        return {};
      },
    }),
  };
}

/** @throws AwsError when the queue is encrypted with a key that the caller may not use so. */
function refuseWithoutKey(
  keys: Keys,
  { declaration }: Queue,
  { caller }: AwsRequest,
  actions: readonly KeyAction[],
): void {
  if (declaration.kmsMasterKeyId === undefined) return;
  const refusal = keys.refusal(declaration.kmsMasterKeyId, caller, actions, "sqs");
  if (refusal) throw new AwsError(`Kms${refusal.kind}`, refusal.message);
}

/** Entries fail one by one; what is no error of SQS is none of an entry either. */
function eachEntry<Entry extends BatchEntry>(
  entries: readonly Entry[],
  act: (entry: Entry) => object | undefined,
): { readonly Successful: object[]; readonly Failed: object[] } {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

/** Long polling: until a message can be received, or the wait on the simulated clock is over. */
function untilReceivable(
  queue: Queue,
  milliseconds: number,
  sqs: Sqs,
  clock: SimulatedClock,
): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      callOff();
      stopListening();
      resolve();
    };
    const callOff = clock.after(milliseconds, over);
    const stopListening = sqs.onChange((changed) => {
      if (changed === queue && queue.receivable) over();
    });
  });
}

function systemDigest({ MessageSystemAttributes }: Omit<SendEntry, "Id">): string | undefined {
  const trace = MessageSystemAttributes?.AWSTraceHeader;
  return trace && md5OfAttributes({ AWSTraceHeader: trace });
}

function invalidInput({ member, message, missing }: InvalidInput): AwsError {
  if (missing) return missingParameter(member);
  return message.startsWith("Value ")
    ? invalidParameter(message)
    : invalidParameter(`Value for parameter ${member} is invalid. Reason: ${message}`);
}

/** The codes of the query protocol, which older clients look for (its errors in the SQS model). */
const queryCodes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      "BatchEntryIdsNotDistinct",
      "BatchRequestTooLong",
      "EmptyBatchRequest",
      "InvalidBatchEntryId",
      "MessageNotInflight",
      "PurgeQueueInProgress",
      "TooManyEntriesInBatchRequest",
      "UnsupportedOperation",
    ].map((code) => [code, `AWS.SimpleQueueService.${code}`]),
  ),
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  KmsAccessDenied: "KMS.AccessDeniedException",
  KmsDisabled: "KMS.DisabledException",
  KmsNotFound: "KMS.NotFoundException",
};
