import { type Operation, operation } from "../../gateway/operation";
import { arn } from "../account/account";
import { invalidParameter } from "./checks";
import {
  attributesInput,
  cancelMoveInput,
  listInput,
  listMovesInput,
  nameInput,
  queueInput,
  sourcesInput,
  startMoveInput,
} from "./inputs";
import type { SqsServiceDeps } from "./operations";
import type { Queue } from "./queue";
import { attributesOf } from "./queue-attributes";

/** What lists and describes the queues. */
export function describing({ sqs, access }: SqsServiceDeps): Readonly<Record<string, Operation>> {
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

/** What moves messages out of a dead-letter queue. */
export function moving({
  sqs: { moveTasks },
}: SqsServiceDeps): Readonly<Record<string, Operation>> {
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
export function onQueue(action: string) {
  return ({ QueueUrl }: { readonly QueueUrl: string }) =>
    [[`sqs:${action}`, arn("sqs", QueueUrl.replace(/^.*\//, ""))]] as const;
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
