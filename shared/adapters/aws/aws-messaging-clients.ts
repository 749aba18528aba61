import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import type { AwsMessagingClients } from "./aws-messaging-service";

/**
 * Clients that send once: neither API has an idempotency token, and the SDK would by default repeat
 * a send that may have been taken. A call that hangs is given up in time for the function to write
 * down that its outcome is unknown.
 */
export function openMessagingClients(): AwsMessagingClients {
  const once = {
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    },
  };
  return { social: new SocialMessagingClient(once), sms: new PinpointSMSVoiceV2Client(once) };
}
