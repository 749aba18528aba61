import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { SqsConversationQueue } from "../../shared/adapters/aws/conversation-queue";
import { systemClock as clock } from "../../shared/ports";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import { type IngressPorts, workEach } from "../ingress";
import type { needs } from "./needs";
import { takeWhatsAppEvent } from "./take-whatsapp-event";

const log = consoleLog("whatsapp-ingress");
const ports = openPorts();

/** Takes the WhatsApp events of a batch, each by itself. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workEach(event, log, (record) => takeWhatsAppEvent(record.body, ports));
}

function openPorts(): IngressPorts {
  const environment = environmentOf<typeof needs>("whatsapp-ingress");
  return {
    clock,
    log,
    queue: new SqsConversationQueue(environment("CONVERSATION_QUEUE_URL")),
    ledger: new DynamoLedger(openTable(environment("TABLE_NAME")), clock),
  };
}
