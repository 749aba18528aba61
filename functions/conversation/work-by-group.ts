import type { SQSBatchItemFailure, SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { Log } from "../../shared/ports/log";

/**
 * Works through a batch of a FIFO queue: the records of a group in their order, and where one fails the rest of its group fails too; groups
 * side by side. (The FIFO processors of Powertools take one group after another: one slow conversation would hold up all.)
 * @returns the records that go back to the queue.
 */
export async function workByGroup(
  records: readonly SQSRecord[],
  log: Log,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const groups = Map.groupBy(records, (record) => record.attributes.MessageGroupId);
  const failures = await Promise.all([...groups.values()].map((group) => workThrough(group, log, work)));
  return { batchItemFailures: failures.flat() };
}

async function workThrough(
  group: readonly SQSRecord[],
  log: Log,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchItemFailure[]> {
  for (const [index, record] of group.entries()) {
    try {
      await work(record);
    } catch (error) {
      log.error("turn", { sqsMessageId: record.messageId, receives: record.attributes.ApproximateReceiveCount }, error);
      return group.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId }));
    }
  }
  return [];
}
