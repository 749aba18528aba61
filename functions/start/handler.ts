import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { clientTimeouts } from "../../shared/adapters/aws/client-timeouts";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { emfMetrics } from "../../shared/adapters/aws/emf-metrics";
import { twilioNumber } from "../../shared/adapters/twilio/twilio-arm";
import { phoneNumber } from "../../shared/domain/message/channel";
import { systemClock as clock } from "../../shared/ports";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import type { needs } from "./needs";
import { type StartPorts, startChat } from "./start-chat";

const ports = openPorts();

/** The entry link. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return startChat(event, ports);
}

function openPorts(): StartPorts {
  const environment = environmentOf<typeof needs>("start");
  const numberA = twilioNumber(environment);
  const table = openTable(environment("TABLE_NAME"), new DynamoDBClient(clientTimeouts));
  return {
    rollout: new DynamoRollout(table, {
      clock,
      log: consoleLog("start"),
      metrics: emfMetrics("start"),
    }),
    numbers: { ...(numberA ? { A: numberA } : {}), B: phoneNumber(environment("WHATSAPP_NUMBER")) },
  };
}
