import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { clientTimeouts } from "../../shared/adapters/aws/client-timeouts";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { SqsSendsQueue } from "../../shared/adapters/aws/conversation-queue";
import { isCountryCode } from "../../shared/domain/message/phone-numbers";
import { systemClock as clock } from "../../shared/ports";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { DynamoRequests } from "../../shared/store/dynamo-requests";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import type { needs } from "./needs";
import { type MessagesApiPorts, takeRequest } from "./take-request";

const ports = openPorts();

/** Our own backend's door. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return takeRequest(event, ports);
}

function openPorts(): MessagesApiPorts {
  const environment = environmentOf<typeof needs>("messages-api");
  const table = openTable(environment("TABLE_NAME"), new DynamoDBClient(clientTimeouts));
  return {
    clock,
    log: consoleLog("messages-api"),
    requests: new DynamoRequests(table),
    ledger: new DynamoLedger(table, clock),
    sends: new SqsSendsQueue(environment("SENDS_QUEUE_URL"), new SQSClient(clientTimeouts)),
    allowedCountries: environment("ALLOWED_COUNTRIES").split(",").filter(isCountryCode),
    bySms: environment("SMS_CAPABILITIES").split(",").includes("MMS") ? "mms" : "sms",
  };
}
