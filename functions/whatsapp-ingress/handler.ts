import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { clientTimeouts } from "../../shared/adapters/aws/client-timeouts";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { SqsConversationQueue } from "../../shared/adapters/aws/conversation-queue";
import { emfMetrics } from "../../shared/adapters/aws/emf-metrics";
import { SqsMediaQueue } from "../../shared/adapters/aws/media-queue";
import { SqsQuarantine } from "../../shared/adapters/aws/sqs-quarantine";
import { phoneNumber } from "../../shared/domain/message/channel";
import { systemClock as clock } from "../../shared/ports";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import type { needs } from "./needs";
import { takeWhatsAppEvents, type WhatsAppIngressPorts } from "./take-whatsapp-events";

const ports = openPorts();

/** Takes the WhatsApp events of a batch. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return takeWhatsAppEvents(event, ports);
}

function openPorts(): WhatsAppIngressPorts {
  const environment = environmentOf<typeof needs>("whatsapp-ingress");
  const sqs = new SQSClient(clientTimeouts);
  const table = openTable(environment("TABLE_NAME"), new DynamoDBClient(clientTimeouts));
  return {
    source: "whatsapp",
    clock,
    log: consoleLog("whatsapp-ingress"),
    metrics: emfMetrics("whatsapp-ingress"),
    queue: new SqsConversationQueue(environment("CONVERSATION_QUEUE_URL"), sqs),
    media: new SqsMediaQueue(environment("MEDIA_QUEUE_URL"), sqs),
    quarantine: new SqsQuarantine(environment("QUARANTINE_QUEUE_URL"), "whatsapp", sqs),
    ledger: new DynamoLedger(table, clock),
    ours: {
      number: phoneNumber(environment("WHATSAPP_NUMBER")),
      metaPhoneNumberId: environment("META_PHONE_NUMBER_ID"),
    },
  };
}
