import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { twilioNumber } from "../../shared/adapters/twilio/twilio-arm";
import { phoneNumber } from "../../shared/domain/message/channel";
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
  return {
    rollout: new DynamoRollout(openTable(environment("TABLE_NAME"))),
    numbers: { ...(numberA ? { A: numberA } : {}), B: phoneNumber(environment("WHATSAPP_NUMBER")) },
  };
}
