import type { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { phoneNumber } from "../domain/message/channel";
import { StatedError } from "../domain/stated-error";
import type { Clock, MessageSender, WhatsAppSender } from "../ports";
import {
  AWSMessagingService,
  type AwsMedia,
  type AwsMessagingSettings,
  openMessagingClients,
} from "./aws/aws-messaging-service";
import { type TwilioArmKey, twilioArm } from "./twilio/twilio-arm";

export type SenderKeys =
  | TwilioArmKey
  | "WHATSAPP_PHONE_NUMBER_ID"
  | "WHATSAPP_NUMBER"
  | "META_API_VERSION"
  | "SMS_SENDER_ARN"
  | "SMS_CONFIGURATION_SET"
  | "SMS_MESSAGE_TYPE";

export interface OpenSenders {
  readonly senders: {
    /** Absent once Twilio is removed. */
    readonly A?: WhatsAppSender;
    readonly B: WhatsAppSender;
    readonly sms: MessageSender;
  };
  /** The client behind the SMS sender, for the lists that belong to it. */
  readonly sms: PinpointSMSVoiceV2Client;
}

/**
 * Every sender of the stack, from a function's environment.
 * @param media where the function sends files
 */
export function openSenders(
  environment: (key: SenderKeys) => string,
  clock: Clock,
  media?: AwsMedia,
): OpenSenders {
  const clients = openMessagingClients();
  const settings: AwsMessagingSettings = {
    whatsappPhoneNumberId: environment("WHATSAPP_PHONE_NUMBER_ID"),
    whatsappNumber: phoneNumber(environment("WHATSAPP_NUMBER")),
    metaApiVersion: environment("META_API_VERSION"),
    smsSenderArn: environment("SMS_SENDER_ARN"),
    smsConfigurationSet: environment("SMS_CONFIGURATION_SET"),
    smsMessageType: smsMessageTypeOf(environment("SMS_MESSAGE_TYPE")),
  };
  const aws = new AWSMessagingService(clients, settings, media);
  const twilio = twilioArm(environment, clock, media?.files);
  return {
    senders: {
      ...(twilio ? { A: twilio } : {}),
      B: aws.getMessagingService("whatsapp"),
      sms: aws.getMessagingService("sms"),
    },
    sms: clients.sms,
  };
}

/** @throws when the variable holds another word than SendTextMessage takes. */
function smsMessageTypeOf(text: string): "TRANSACTIONAL" | "PROMOTIONAL" {
  if (text === "TRANSACTIONAL" || text === "PROMOTIONAL") return text;
  throw new StatedError(`SMS_MESSAGE_TYPE is "${text}"; it must be TRANSACTIONAL or PROMOTIONAL.`);
}
