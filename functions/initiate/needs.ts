import {
  type FunctionNeeds,
  mayPark,
  mayReadMedia,
  mayReadTwilioCredentials,
  maySendMms,
  maySendWhatsAppFiles,
  mayUseTable,
  metaApiVersion,
  smsCapabilities,
  smsConfigurationSet,
  smsMessageType,
  smsPartsASecond,
  twilioAccountSid,
  twilioContentSids,
  twilioSender,
  twilioStatusUrl,
  whatsappNumber,
} from "../needs";
import { environments } from "./pace";

/**
 * Sends what the business starts. The mapping's concurrency and the pace of each environment
 * together stay below what a number may send (`pace.ts`).
 */
export const needs = {
  name: "initiate",
  trigger: { kind: "queue", queue: "sends", batchSize: 1, maximumConcurrency: environments },
  memoryMb: 512,
  timeoutSeconds: 30,
  grants: [
    mayUseTable,
    mayPark,
    maySendWhatsAppFiles,
    maySendMms,
    mayReadMedia,
    mayReadTwilioCredentials,
  ],
  settings: [
    whatsappNumber,
    metaApiVersion,
    smsCapabilities,
    smsConfigurationSet,
    smsMessageType,
    smsPartsASecond,
    twilioSender,
    twilioAccountSid,
    twilioContentSids,
    twilioStatusUrl,
  ],
} as const satisfies FunctionNeeds;
