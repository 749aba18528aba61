import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { clientTimeouts } from "../../shared/adapters/aws/client-timeouts";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { SqsConversationQueue } from "../../shared/adapters/aws/conversation-queue";
import { emfMetrics } from "../../shared/adapters/aws/emf-metrics";
import { SqsQuarantine } from "../../shared/adapters/aws/sqs-quarantine";
import { systemClock as clock } from "../../shared/ports";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import type { needs } from "./needs";
import { type SmsIngressPorts, smsNumbers, takeSmsEvents } from "./take-sms-events";

const ports = openPorts();

/** Takes the SMS events of a batch. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return takeSmsEvents(event, ports);
}

function openPorts(): SmsIngressPorts {
  const environment = environmentOf<typeof needs>("sms-ingress");
  const sqs = new SQSClient(clientTimeouts);
  const table = openTable(environment("TABLE_NAME"), new DynamoDBClient(clientTimeouts));
  return {
    source: "sms",
    clock,
    log: consoleLog("sms-ingress"),
    metrics: emfMetrics("sms-ingress"),
    queue: new SqsConversationQueue(environment("CONVERSATION_QUEUE_URL"), sqs),
    quarantine: new SqsQuarantine(environment("QUARANTINE_QUEUE_URL"), "sms", sqs),
    ledger: new DynamoLedger(table, clock),
    ours: smsNumbers(environment("SMS_NUMBERS")),
  };
}
