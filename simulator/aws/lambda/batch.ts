import { simulatedAccount } from "../account/account";
import { md5OfAttributes, type ReceivedMessage, systemAttributes } from "../sqs/message";

/**
 * The event that a function gets for a batch of messages (Lambda developer guide, "Using Lambda
 * with Amazon SQS").
 */
export function sqsEvent(queueArn: string, messages: readonly ReceivedMessage[]): object {
  return { Records: messages.map((message) => recordOf(queueArn, message)) };
}

function recordOf(queueArn: string, message: ReceivedMessage): object {
  const digest = md5OfAttributes(message.attributes);
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, attribute]) => [
        name,
        {
          ...(attribute.StringValue === undefined ? {} : { stringValue: attribute.StringValue }),
          ...(attribute.BinaryValue === undefined ? {} : { binaryValue: attribute.BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: attribute.DataType,
        },
      ]),
    ),
    ...(digest === undefined ? {} : { md5OfMessageAttributes: digest }),
    md5OfBody: message.md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: simulatedAccount.region,
  };
}

/** What a function's answer says of the batch it was given. */
export type BatchVerdict =
  | { readonly kind: "all-failed" }
  | { readonly kind: "some-failed"; readonly messageIds: ReadonlySet<string> };

/**
 * Reads a partial batch response (Lambda developer guide, "Implementing partial batch responses",
 * "Success and failure conditions"): no answer, or an empty or missing list, is success; an
 * identifier that is empty or not in the batch fails all of it.
 */
export function verdictOf(payload: unknown, batchIds: ReadonlySet<string>): BatchVerdict {
  const nobody = { kind: "some-failed", messageIds: new Set<string>() } as const;
  if (payload === null || payload === undefined) return nobody;
  if (typeof payload !== "object") return { kind: "all-failed" };
  const failures = (payload as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined || failures === null) return nobody;
  if (!Array.isArray(failures)) return { kind: "all-failed" };
  const ids = failures.map(
    (failure) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier,
  );
  if (!ids.every((id): id is string => typeof id === "string" && batchIds.has(id)))
    return { kind: "all-failed" };
  return { kind: "some-failed", messageIds: new Set(ids) };
}

/** 6 MB: an invocation takes no larger event (Lambda quotas, "Invocation payload"). */
export const mostPayloadBytes = 6 * 1024 * 1024;

/** The messages in batches, each within what an invocation takes. */
export function withinPayload(
  queueArn: string,
  messages: readonly ReceivedMessage[],
): ReceivedMessage[][] {
  if (messages.length > 0 && mostBytesOf(messages) < mostPayloadBytes) return [[...messages]];
  const batches: ReceivedMessage[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    const size = Buffer.byteLength(JSON.stringify(recordOf(queueArn, message)));
    if (bytes + size > mostPayloadBytes - envelopeBytes) {
      batches.push([]);
      bytes = 0;
    }
    bytes += size + 1;
    batches.at(-1)?.push(message);
  }
  return batches;
}

/** More than the messages can take as JSON, where a character takes up to six bytes. */
function mostBytesOf(messages: readonly ReceivedMessage[]): number {
  return messages.reduce(
    (sum, { body, attributes }) =>
      sum + Object.keys(attributes).length * mostPayloadBytes + 6 * body.length + 8192,
    0,
  );
}

const envelopeBytes = Buffer.byteLength('{"Records":[]}');
