import { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { clientTimeouts } from "../../shared/adapters/aws/client-timeouts";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { readConversationItem } from "../../shared/adapters/aws/conversation-item-wire";
import {
  SqsConversationQueue,
  SqsSendsQueue,
  SqsWakeUps,
} from "../../shared/adapters/aws/conversation-queue";
import { systemClock as clock } from "../../shared/ports";
import { environmentOf } from "../environment";
import { workEach } from "../work-each";
import { handBack, type WakeUpPorts } from "./hand-back";
import type { needs } from "./needs";

const log = consoleLog("wake-ups");
const ports = openPorts();

/** Takes the wake-ups of a batch, each by itself. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workEach(event, log, (record) => handBack(readConversationItem(record.body), ports));
}

function openPorts(): WakeUpPorts {
  const environment = environmentOf<typeof needs>("wake-ups");
  const sqs = new SQSClient(clientTimeouts);
  return {
    clock,
    log,
    wakeUps: new SqsWakeUps(environment("WAKE_UPS_QUEUE_URL"), clock, sqs),
    queues: {
      conversation: new SqsConversationQueue(environment("CONVERSATION_QUEUE_URL"), sqs),
      sends: new SqsSendsQueue(environment("SENDS_QUEUE_URL"), sqs),
    },
  };
}
