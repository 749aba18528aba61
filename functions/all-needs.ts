import { needs as conversation } from "./conversation/needs";
import { needs as initiate } from "./initiate/needs";
import { needs as media } from "./media/needs";
import { needs as messagesApi } from "./messages-api/needs";
import type { FunctionNeeds } from "./needs";
import { needs as smsIngress } from "./sms-ingress/needs";
import { needs as start } from "./start/needs";
import { needs as twilioWebhook } from "./twilio-webhook/needs";
import { needs as wakeUps } from "./wake-ups/needs";
import { needs as whatsappIngress } from "./whatsapp-ingress/needs";

/** Every function of the system; one that is not listed here is not deployed. */
export const allNeeds: readonly FunctionNeeds[] = [
  whatsappIngress,
  smsIngress,
  twilioWebhook,
  conversation,
  initiate,
  media,
  messagesApi,
  wakeUps,
  start,
];
