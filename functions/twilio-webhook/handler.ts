import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { SqsConversationQueue } from "../../shared/adapters/aws/conversation-queue";
import { TwilioAuthTokens } from "../../shared/adapters/twilio/twilio-auth-tokens";
import { systemClock as clock } from "../../shared/ports";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import type { needs } from "./needs";
import { takeWebhook, type WebhookPorts } from "./take-webhook";

const ports = openPorts();

/** Twilio's two webhooks. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return takeWebhook(event, ports);
}

function openPorts(): WebhookPorts {
  const environment = environmentOf<typeof needs>("twilio-webhook");
  return {
    clock,
    log: consoleLog("twilio-webhook"),
    queue: new SqsConversationQueue(environment("CONVERSATION_QUEUE_URL")),
    ledger: new DynamoLedger(openTable(environment("TABLE_NAME")), clock),
    credentials: new TwilioAuthTokens(environment("TWILIO_CREDENTIALS_ARN"), clock),
  };
}
