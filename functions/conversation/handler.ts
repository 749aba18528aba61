import type { Context, SQSBatchItemFailure, SQSBatchResponse, SQSEvent } from "aws-lambda";
import {
  AWSMessagingService,
  openMessagingClients,
} from "../../shared/adapters/aws/aws-messaging-service";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { readConversationTurn } from "../../shared/adapters/aws/conversation-turn-wire";
import { twilioArm } from "../../shared/adapters/twilio/twilio-arm";
import { phoneNumber } from "../../shared/domain/message/channel";
import { FoodAnswerer } from "../../shared/domain/nutrition/food-answerer";
import { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import { systemClock as clock } from "../../shared/ports";
import { DynamoClaims } from "../../shared/store/dynamo-claims";
import { DynamoContacts } from "../../shared/store/dynamo-contacts";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import type { needs } from "./needs";
import { type TurnPorts, takeTurn } from "./take-turn";

const log = consoleLog("conversation");
const ports = openPorts();

/** Takes the one turn that the mapping hands over. */
export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (const { messageId, body, attributes } of Records) {
    try {
      // A claim holds as long as this run can last; whoever finds it held after that may take it.
      await takeTurn(readConversationTurn(body), {
        ...ports,
        leaseMs: context.getRemainingTimeInMillis(),
      });
    } catch (error) {
      log.error(
        "turn",
        { sqsMessageId: messageId, receives: attributes.ApproximateReceiveCount },
        error,
      );
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

function openPorts(): Omit<TurnPorts, "leaseMs"> {
  const environment = environmentOf<typeof needs>("conversation");
  const table = openTable(environment("TABLE_NAME"));
  const aws = new AWSMessagingService(openMessagingClients(), {
    whatsappPhoneNumberId: environment("WHATSAPP_PHONE_NUMBER_ID"),
    whatsappNumber: phoneNumber(environment("WHATSAPP_NUMBER")),
    metaApiVersion: environment("META_API_VERSION"),
    smsSenderArn: environment("SMS_SENDER_ARN"),
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
    messaging: new UniversalMessagingService({
      senders,
      ledger: new DynamoLedger(table, clock),
      clock,
      log,
    }),
  };
}

/** @throws when the variable holds another word than SendTextMessage takes. */
function smsMessageTypeOf(text: string): "TRANSACTIONAL" | "PROMOTIONAL" {
  if (text === "TRANSACTIONAL" || text === "PROMOTIONAL") return text;
  throw new Error(`SMS_MESSAGE_TYPE is "${text}"; it must be TRANSACTIONAL or PROMOTIONAL.`);
}
