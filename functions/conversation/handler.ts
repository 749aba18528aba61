import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { clientTimeouts } from "../../shared/adapters/aws/client-timeouts";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { readConversationItem } from "../../shared/adapters/aws/conversation-item-wire";
import { SqsWakeUps } from "../../shared/adapters/aws/conversation-queue";
import { emfMetrics } from "../../shared/adapters/aws/emf-metrics";
import { AwsOptOutList } from "../../shared/adapters/aws/opt-out-list";
import { TurnRetries } from "../../shared/adapters/aws/turn-retries";
import { openSenders } from "../../shared/adapters/open-senders";
import { FoodAnswerer } from "../../shared/domain/nutrition/food-answerer";
import { ArmHealth } from "../../shared/messaging/arm-health";
import { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import { systemClock as clock } from "../../shared/ports";
import { DynamoConversations } from "../../shared/store/dynamo-conversations";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import type { needs } from "./needs";
import { type ConversationPorts, takeItem } from "./take-item";

const log = consoleLog("conversation");
/** Lambda runs one invocation at a time in an environment. */
const run = { remainingMs: () => 0 };
const { ports, retries } = open();

/** Takes the one item that the mapping hands over. */
export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  run.remainingMs = () => context.getRemainingTimeInMillis();
  const [record] = Records;
  if (!record) return { batchItemFailures: [] };
  try {
    await takeItem(readConversationItem(record.body), ports);
    return { batchItemFailures: [] };
  } catch (error) {
    return afterError(record, error);
  }
}

async function afterError(record: SQSRecord, error: unknown): Promise<SQSBatchResponse> {
  const fields = {
    sqsMessageId: record.messageId,
    receives: record.attributes.ApproximateReceiveCount,
  };
  log.error("turn", fields, error);
  const next = await retries.afterError(record).catch((reason: unknown) => {
    // The queue's own visibility brings it back.
    log.error("turn.retry", fields, reason);
    return "again" as const;
  });
  if (next === "dead") ports.metrics.count("TurnDied", {});
  return {
    batchItemFailures: next === "again" ? [{ itemIdentifier: record.messageId }] : [],
  };
}

function open(): { readonly ports: ConversationPorts; readonly retries: TurnRetries } {
  const environment = environmentOf<typeof needs>("conversation");
  const metrics = emfMetrics("conversation");
  const sqs = new SQSClient(clientTimeouts);
  const table = openTable(environment("TABLE_NAME"), new DynamoDBClient(clientTimeouts));
  const conversations = new DynamoConversations(table, clock);
  const rollout = new DynamoRollout(table, { clock, log, metrics });
  const { senders, sms } = openSenders(environment, clock);
  const remainingMs = () => run.remainingMs();
  const messaging = new UniversalMessagingService({
    senders,
    conversations,
    ledger: new DynamoLedger(table, clock),
    wakeUps: new SqsWakeUps(environment("WAKE_UPS_QUEUE_URL"), clock, sqs),
    rollout,
    health: new ArmHealth({ breaker: rollout, clock, log, metrics }),
    clock,
    log,
    metrics,
    remainingMs,
  });
  return {
    ports: {
      clock,
      log,
      metrics,
      conversations,
      rollout,
      answerer: new FoodAnswerer(),
      messaging,
      optOutList: new AwsOptOutList(environment("OPT_OUT_LIST_NAME"), sms),
      answersAnHour: Number(environment("ANSWERS_AN_HOUR")),
      remainingMs,
    },
    retries: new TurnRetries(
      {
        url: environment("CONVERSATION_QUEUE_URL"),
        deadLetterUrl: environment("CONVERSATION_DEAD_LETTERS_URL"),
      },
      sqs,
    ),
  };
}
