import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { openMessagingClients } from "../../shared/adapters/aws/aws-messaging-clients";
import { AWSMessagingService } from "../../shared/adapters/aws/aws-messaging-service";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { readConversationTurn } from "../../shared/adapters/aws/conversation-turn-wire";
import { twilioArm } from "../../shared/adapters/twilio-arm";
import { phoneNumber } from "../../shared/domain/message/channel";
import { FoodAnswerer } from "../../shared/domain/nutrition/food-answerer";
import { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import { systemClock as clock } from "../../shared/ports/clock";
import { DynamoClaims } from "../../shared/store/dynamo-claims";
import { DynamoContacts } from "../../shared/store/dynamo-contacts";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../needs/environment";
import { needs } from "./needs";
import { smsMessageTypeOf } from "./sms-message-type";
import { takeTurn } from "./take-turn";
import type { TurnPorts } from "./turn-ports";
import { workByGroup } from "./work-by-group";

const log = consoleLog(needs.name);
const ports = openPorts();

/** Takes the turns of a batch: those of a conversation one after another, conversations side by side. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workByGroup(event.Records, log, async (record) => takeTurn(readConversationTurn(record.body), ports));
}

function openPorts(): TurnPorts {
  const environment = environmentOf(needs);
  const table = openTable(environment("TABLE_NAME"));
  const aws = new AWSMessagingService(openMessagingClients(), {
    whatsappPhoneNumberId: environment("WHATSAPP_PHONE_NUMBER_ID"),
    whatsappNumber: phoneNumber(environment("WHATSAPP_NUMBER")),
    metaApiVersion: environment("META_API_VERSION"),
    smsPoolArn: environment("SMS_POOL_ARN"),
    smsConfigurationSet: environment("SMS_CONFIGURATION_SET"),
    smsMessageType: smsMessageTypeOf(environment("SMS_MESSAGE_TYPE")),
  });
  const twilio = twilioArm(environment, clock);
  const senders = {
    ...(twilio ? { A: twilio } : {}),
    B: aws.getMessagingService("whatsapp"),
    sms: aws.getMessagingService("sms"),
  };
  return {
    clock,
    log,
    claims: new DynamoClaims(table, clock),
    contacts: new DynamoContacts(table),
    rollout: new DynamoRollout(table),
    answerer: new FoodAnswerer(),
    messaging: new UniversalMessagingService({ senders, ledger: new DynamoLedger(table, clock), clock, log }),
    leaseMs: needs.timeoutSeconds * 1000,
  };
}
