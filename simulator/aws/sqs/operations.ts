import { AwsError } from "../../gateway/aws-error";
import type { AwsRequest, AwsService } from "../../gateway/aws-service";
import { type InvalidInput, type Operation, operation } from "../../gateway/operation";
import { awsJson } from "../../gateway/protocol";
import type { SimulatedClock } from "../../kernel/clock";
import { arn } from "../account/account";
import type { Access } from "../iam/access";
import { type KeyAction, type Keys, toReceive, toSend } from "../kms/keys";
import {
  type BatchEntry,
  checkBatch,
  checkBatchSize,
  invalidParameter,
  missingParameter,
} from "./checks";
import {
  attributesInput,
  cancelMoveInput,
  deleteBatchInput,
  deleteInput,
  listInput,
  listMovesInput,
  messageOf,
  nameInput,
  queueInput,
  receiveInput,
  type SendEntry,
  sendBatchInput,
  sendInput,
  sourcesInput,
  startMoveInput,
  visibilityBatchInput,
  visibilityInput,
} from "./inputs";
import { md5, md5OfAttributes, wireMessage } from "./message";
import type { Queue } from "./queue";
import { attributesOf } from "./queue-attributes";
import type { Sqs } from "./sqs";

export interface SqsServiceDeps {
  readonly sqs: Sqs;
  readonly keys: Keys;
  readonly access: Access;
  readonly clock: SimulatedClock;
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

function describing({ sqs, access }: SqsServiceDeps): Readonly<Record<string, Operation>> {
  return {
    GetQueueUrl: operation({
      input: nameInput,
      authorise: ({ QueueName }) => [["sqs:GetQueueUrl", arn("sqs", QueueName)]],
      run: ({ QueueName }) => ({ QueueUrl: sqs.queue(QueueName).declaration.url }),
    }),
    GetQueueAttributes: operation({
      input: attributesInput,
      authorise: onQueue("GetQueueAttributes"),
      run: ({ QueueUrl, AttributeNames }) => {
        const queue = sqs.queue(QueueUrl);
        return attributesOf(queue, AttributeNames, access.policyOf(queue.arn));
      },
    }),
    ListQueues: operation({
      input: listInput,
      authorise: () => [["sqs:ListQueues", arn("sqs", "*")]],
      run: ({ QueueNamePrefix, ...page }) => {
        const found = sqs
          .queues()
          .filter(({ declaration }) => declaration.name.startsWith(QueueNamePrefix));
        return pageOf("QueueUrls", urls(found), page);
      },
    }),
    ListDeadLetterSourceQueues: operation({
      input: sourcesInput,
      authorise: onQueue("ListDeadLetterSourceQueues"),
      // The member is written small, unlike everywhere else.
      run: ({ QueueUrl, ...page }) =>
        pageOf("queueUrls", urls(sqs.sourcesOf(sqs.queue(QueueUrl).arn)), page),
    }),
    ListQueueTags: operation({
      input: queueInput,
      authorise: onQueue("ListQueueTags"),
      run: ({ QueueUrl }) => ({ Tags: sqs.queue(QueueUrl).declaration.tagsAll }),
    }),
  };
}

function moving({ sqs: { moveTasks } }: SqsServiceDeps): Readonly<Record<string, Operation>> {
  return {
    StartMessageMoveTask: operation({
      input: startMoveInput,
      // SQS developer guide, "Configure queue permissions for dead-letter queue redrive".
      authorise: ({ SourceArn, DestinationArn }) => [
        ["sqs:StartMessageMoveTask", SourceArn],
        ["sqs:ReceiveMessage", SourceArn],
        ["sqs:DeleteMessage", SourceArn],
        ["sqs:GetQueueAttributes", SourceArn],
        ...(DestinationArn === undefined ? [] : ([["sqs:SendMessage", DestinationArn]] as const)),
      ],
      run: ({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }) => ({
        TaskHandle: moveTasks.start(SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond),
      }),
    }),
    ListMessageMoveTasks: operation({
      input: listMovesInput,
      authorise: ({ SourceArn }) => [["sqs:ListMessageMoveTasks", SourceArn]],
      run: ({ SourceArn, MaxResults }) => ({ Results: moveTasks.list(SourceArn, MaxResults) }),
    }),
    CancelMessageMoveTask: operation({
      input: cancelMoveInput,
      authorise: ({ TaskHandle }) => [
        ["sqs:CancelMessageMoveTask", moveTasks.sourceOf(TaskHandle)],
      ],
      run: ({ TaskHandle }) => ({ ApproximateNumberOfMessagesMoved: moveTasks.cancel(TaskHandle) }),
    }),
  };
}

/** The queue is named by its URL, whose last part is its name. */
function onQueue(action: string) {
  return ({ QueueUrl }: { readonly QueueUrl: string }) =>
    [[`sqs:${action}`, arn("sqs", QueueUrl.replace(/^.*\//, ""))]] as const;
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

function urls(queues: readonly Queue[]): string[] {
  return queues.map(({ declaration }) => declaration.url);
}

interface Page {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** Without `MaxResults` there is no token, and a list ends at a thousand (SQS API reference). */
function pageOf(
  member: string,
  all: readonly string[],
  { MaxResults, NextToken = "0" }: Page,
): object {
  const from = Number(NextToken);
  if (!Number.isInteger(from) || from < 0) throw invalidParameter("Invalid NextToken value.");
  const next = from + (MaxResults ?? 1000);
  return {
    [member]: all.slice(from, next),
    ...(MaxResults !== undefined && next < all.length && { NextToken: String(next) }),
  };
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
