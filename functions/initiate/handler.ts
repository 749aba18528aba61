import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { clientTimeouts } from "../../shared/adapters/aws/client-timeouts";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { readSendItem } from "../../shared/adapters/aws/conversation-item-wire";
import { SqsWakeUps } from "../../shared/adapters/aws/conversation-queue";
import { emfMetrics } from "../../shared/adapters/aws/emf-metrics";
import { openMedia } from "../../shared/adapters/open-media";
import { openSenders } from "../../shared/adapters/open-senders";
import { ArmHealth } from "../../shared/messaging/arm-health";
import { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import { systemClock as clock } from "../../shared/ports";
import { DynamoConversations } from "../../shared/store/dynamo-conversations";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { DynamoMediaIds } from "../../shared/store/dynamo-media-ids";
import { DynamoRequests } from "../../shared/store/dynamo-requests";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import { workEach } from "../work-each";
import { type InitiatePorts, initiate } from "./initiate";
import type { needs } from "./needs";
import { environments, Pace } from "./pace";
import { quietUntil } from "./quiet-hours";

const log = consoleLog("initiate");
/** Lambda runs one invocation at a time in an environment. */
const run = { remainingMs: () => 0 };
const ports = openPorts();

/** Takes the one item that the mapping hands over. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  run.remainingMs = () => context.getRemainingTimeInMillis();
  return workEach(event, log, (record) => initiate(readSendItem(record.body), ports));
}

function openPorts(): InitiatePorts {
  const environment = environmentOf<typeof needs>("initiate");
  const metrics = emfMetrics("initiate");
  const table = openTable(environment("TABLE_NAME"), new DynamoDBClient(clientTimeouts));
  const conversations = new DynamoConversations(table, clock);
  const ledger = new DynamoLedger(table, clock);
  const rollout = new DynamoRollout(table, { clock, log, metrics });
  const wakeUps = new SqsWakeUps(
    environment("WAKE_UPS_QUEUE_URL"),
    clock,
    new SQSClient(clientTimeouts),
  );
  const media = openMedia(environment, new DynamoMediaIds(table, clock));
  const messaging = new UniversalMessagingService({
    senders: openSenders(environment, clock, media).senders,
    conversations,
    ledger,
    wakeUps,
    rollout,
    health: new ArmHealth({ breaker: rollout, clock, log, metrics }),
    pace: new Pace(clock, environments, Number(environment("SMS_PARTS_A_SECOND"))),
    clock,
    log,
    metrics,
    remainingMs: () => run.remainingMs(),
  });
  return {
    clock,
    log,
    metrics,
    requests: new DynamoRequests(table),
    conversations,
    ledger,
    rollout,
    messaging,
    wakeUps,
    quietUntil,
  };
}
