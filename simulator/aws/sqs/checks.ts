import { AwsError } from "../../gateway/aws-error";
import type { QueueDeclaration } from "./declaration";
import { type MessageAttribute, type OutgoingMessage, sizeOf } from "./message";

/**
 * What SQS refuses in a message. Codes: the service's model, and for `InvalidParameterValue` and
 * `MissingParameter` the common errors of AWS's query APIs; the words are seen in published logs,
 * or unverified.
 */

/** One mebibyte, for a message as for a batch (SQS API reference, SendMessageBatch). */
export const mostBytes = 1_048_576;

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}

export function missingParameter(name: string): AwsError {
  return new AwsError("MissingParameter", `The request must contain the parameter ${name}.`);
}

/** @throws AwsError when the queue does not take the message, whatever it holds already. */
export function checkMessage(message: OutgoingMessage, queue: QueueDeclaration): void {
  if (message.body === "") throw missingParameter("MessageBody");
  if (hasForbiddenCharacter(message.body))
    throw new AwsError("InvalidMessageContents", `Invalid characters found. ${allowedCharacters}`);
  checkAttributes(message.attributes ?? {});
  if (sizeOf(message) > queue.maxMessageSize)
    throw invalidParameter(
      "One or more parameters are invalid. Reason: " +
        `Message must be shorter than ${queue.maxMessageSize} bytes.`,
    );
  checkId("MessageGroupId", message.groupId);
  checkId("MessageDeduplicationId", message.deduplicationId);
  if (queue.fifoQueue) checkForFifo(message);
  else if (message.deduplicationId !== undefined)
    throw notForThisKind("MessageDeduplicationId", message.deduplicationId);
}

function checkForFifo({ groupId, delaySeconds }: OutgoingMessage): void {
  if (groupId === undefined) throw missingParameter("MessageGroupId");
  if (delaySeconds !== undefined && delaySeconds !== 0)
    throw notForThisKind("DelaySeconds", delaySeconds);
}

function notForThisKind(parameter: string, value: string | number): AwsError {
  return invalidParameter(
    `Value ${value} for parameter ${parameter} is invalid. ` +
      "Reason: The request include parameter that is not valid for this queue type.",
  );
}

/** Up to 128 letters, digits and marks (SQS API reference, SendMessage). */
function checkId(parameter: string, id: string | undefined): void {
  if (id === undefined || /^[!-~]{1,128}$/.test(id)) return;
  throw invalidParameter(
    `Value ${id} for parameter ${parameter} is invalid. ` +
      `Reason: ${parameter} can only include alphanumeric and punctuation characters. ` +
      "1 to 128 in length.",
  );
}

/** XML's characters (SQS API reference, SendMessage). */
function hasForbiddenCharacter(text: string): boolean {
  return /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text);
}

const allowedCharacters =
  "Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | " +
  "#x10000 to #x10FFFF";

/** The rules of the SQS developer guide, "Amazon SQS message attributes". */
function checkAttributes(attributes: Readonly<Record<string, MessageAttribute>>): void {
  const all = Object.entries(attributes);
  if (all.length > 10)
    throw invalidParameter(
      `Number of message attributes [${all.length}] exceeds the allowed maximum [10].`,
    );
  for (const [name, attribute] of all) {
    const problem = attributeProblem(name, attribute);
    if (problem) throw invalidParameter(problem);
  }
}

function attributeProblem(name: string, attribute: MessageAttribute): string | undefined {
  const { DataType, StringValue, BinaryValue } = attribute;
  const [kind = ""] = DataType.split(".");
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) || name.length > 256)
    return `The message attribute name '${name}' is invalid.`;
  if (/^(aws|amazon)\./i.test(name))
    return `You can't use message attribute names beginning with 'AWS.' or 'Amazon.': '${name}'.`;
  if (!["String", "Number", "Binary"].includes(kind) || DataType.length > 256)
    return (
      `The type of message (user) attribute '${name}' is invalid. You must use only the ` +
      "following supported type prefixes: Binary, Number, String."
    );
  const value = kind === "Binary" ? BinaryValue : StringValue;
  if (value === undefined || value === "")
    return `Message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`;
  if (kind === "Number" && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value))
    return `Can't cast the value of message (user) attribute '${name}' to a number.`;
  if (kind === "String" && hasForbiddenCharacter(value))
    return `Message (user) attribute '${name}' contains invalid characters.`;
  return undefined;
}

export interface BatchEntry {
  readonly Id: string;
}

/**
 * @param type of an entry, such as `SendMessageBatchRequestEntry`.
 * @throws AwsError when the batch as a whole is refused.
 */
export function checkBatch(entries: readonly BatchEntry[], type: string): void {
  if (entries.length === 0)
    throw new AwsError("EmptyBatchRequest", `There should be at least one ${type} in the request.`);
  if (entries.length > 10)
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id))
      throw new AwsError(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. " +
          "It can be at most 80 letters long.",
      );
    if (seen.has(Id)) throw new AwsError("BatchEntryIdsNotDistinct", `Id ${Id} repeated.`);
    seen.add(Id);
  }
}

/** @throws AwsError when the messages of a batch are too long together. */
export function checkBatchSize(messages: readonly OutgoingMessage[]): void {
  const size = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  if (size <= mostBytes) return;
  throw new AwsError(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${mostBytes} bytes. You have sent ${size} bytes.`,
  );
}

/** @param reason without a full stop at its end. */
export function staleHandle(receiptHandle: string, reason: string): AwsError {
  return invalidParameter(
    `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: ${reason}.`,
  );
}
