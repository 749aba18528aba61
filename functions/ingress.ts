import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Clock, ConversationQueue, DeliveryLedger, Log } from "../shared/ports";

/** What the functions that take events from providers need of the world. */
export interface IngressPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly queue: ConversationQueue;
  readonly ledger: DeliveryLedger;
}

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
      log.error(
        "event",
        { sqsMessageId: record.messageId, receives: record.attributes.ApproximateReceiveCount },
        error,
      );
      throw error;
    }
  };
  return processPartialResponse(event, attempt, processor, {
    processInParallel: true,
    throwOnFullBatchFailure: false,
  });
}
