import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Log } from "../shared/ports";

/**
 * Works on the records of a batch side by side: they must not need an order among them.
 * @returns those that go back to the queue.
 */
export async function workEach(
  event: SQSEvent,
  log: Log,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  const attempt = async (record: SQSRecord) => {
    try {
      await work(record);
    } catch (error) {
      const { messageId, attributes } = record;
      const receives = attributes.ApproximateReceiveCount;
      log.error("item", { sqsMessageId: messageId, receives }, error);
      throw error;
    }
  };
  return processPartialResponse(event, attempt, processor, {
    processInParallel: true,
    throwOnFullBatchFailure: false,
  });
}
