import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { clientTimeouts } from "../../shared/adapters/aws/client-timeouts";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { SqsConversationQueue } from "../../shared/adapters/aws/conversation-queue";
import { emfMetrics } from "../../shared/adapters/aws/emf-metrics";
import { SqsMediaQueue } from "../../shared/adapters/aws/media-queue";
import { SqsQuarantine } from "../../shared/adapters/aws/sqs-quarantine";
import { TwilioAuthTokens } from "../../shared/adapters/twilio/twilio-auth-tokens";
import { phoneNumber } from "../../shared/domain/message/channel";
import { systemClock as clock } from "../../shared/ports";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import { gatewaysOwn } from "../needs";
import type { needs } from "./needs";
import { takeWebhook, type WebhookPorts } from "./take-webhook";

const ports = openPorts();

/** Twilio's two webhooks. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return takeWebhook(event, ports);
}

function openPorts(): WebhookPorts {
  const environment = environmentOf<typeof needs>("twilio-webhook");
  const sqs = new SQSClient(clientTimeouts);
  const table = openTable(environment("TABLE_NAME"), new DynamoDBClient(clientTimeouts));
  const publicUrl = environment("PUBLIC_URL");
  return {
    source: "twilio",
    clock,
    log: consoleLog("twilio-webhook"),
    metrics: emfMetrics("twilio-webhook"),
    queue: new SqsConversationQueue(environment("CONVERSATION_QUEUE_URL"), sqs),
    media: new SqsMediaQueue(environment("MEDIA_QUEUE_URL"), sqs),
    quarantine: new SqsQuarantine(environment("QUARANTINE_QUEUE_URL"), "twilio", sqs),
    ledger: new DynamoLedger(table, clock),
    credentials: new TwilioAuthTokens(environment("TWILIO_CREDENTIALS_ARN"), clock),
    number: phoneNumber(environment("TWILIO_SENDER")),
    ...(publicUrl === gatewaysOwn ? {} : { publicUrl }),
  };
}
