import type * as pulumi from "@pulumi/pulumi";
import {
  allowedCountries,
  answersAnHour,
  gatewaysOwn,
  metaApiVersion,
  metaPhoneNumberId,
  publicUrl,
  smsCapabilities,
  smsConfigurationSet,
  smsMessageType,
  smsNumbers,
  smsPartsASecond,
  twilioAccountSid,
  twilioContentSids,
  twilioSender,
  whatsappNumber,
} from "../../functions/needs";
import { smsPartsPerSecond } from "../../shared/domain/message/sms-rate";
import { type SmsPoolConfig, type StackConfig, smsCapabilitiesOf } from "./schema";

/**
 * The values of the functions' settings, by environment key; those of Twilio are missing once it is
 * removed.
 */
export function settingsOf({
  whatsapp,
  pool,
  twilio,
  conversation,
  configurationSet,
  smsNumber,
}: Pick<StackConfig, "whatsapp" | "twilio" | "conversation"> & {
  pool: SmsPoolConfig;
  configurationSet: pulumi.Input<string>;
  smsNumber: pulumi.Input<string>;
}) {
  const ofTwilio: Record<string, string> =
    twilio.stage === "removed"
      ? {}
      : {
          [twilioSender.environmentKey]: twilio.sender,
          [twilioAccountSid.environmentKey]: twilio.accountSid,
          [twilioContentSids.environmentKey]: JSON.stringify(twilio.contentSids),
        };
  const settings: Record<string, pulumi.Input<string>> = {
    [whatsappNumber.environmentKey]: whatsapp.phoneNumber,
    [metaApiVersion.environmentKey]: whatsapp.metaApiVersion,
    [metaPhoneNumberId.environmentKey]: whatsapp.metaPhoneNumberId,
    [smsNumbers.environmentKey]: smsNumber,
    [publicUrl.environmentKey]: gatewaysOwn,
    [allowedCountries.environmentKey]: conversation.allowedCountries.join(","),
    [smsConfigurationSet.environmentKey]: configurationSet,
    [smsMessageType.environmentKey]: pool.messageType,
    [smsCapabilities.environmentKey]: smsCapabilitiesOf(pool).join(","),
    [smsPartsASecond.environmentKey]: String(smsPartsPerSecond(pool.numberType, pool.country)),
    [answersAnHour.environmentKey]: String(conversation.answersAnHour),
    ...ofTwilio,
  };
  return settings;
}
