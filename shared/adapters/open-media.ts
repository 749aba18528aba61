import { S3Client } from "@aws-sdk/client-s3";
import { SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import { phoneNumber } from "../domain/message/channel";
import type { MediaIds } from "../ports";
import type { AwsMedia } from "./aws/aws-messaging-service";
import { clientTimeouts } from "./aws/client-timeouts";
import { MediaBucket } from "./aws/media-bucket";
import { WhatsAppUploads } from "./aws/whatsapp-uploads";

export type MediaKeys =
  | "MEDIA_BUCKET"
  | "WHATSAPP_PHONE_NUMBER_ID"
  | "WHATSAPP_NUMBER"
  | "SMS_CAPABILITIES";

/** AWS hands the file on to Meta while it answers. An upload may be repeated. */
const uploadTimeouts = {
  maxAttempts: 2,
  requestHandler: { ...clientTimeouts.requestHandler, requestTimeout: 8_000, socketTimeout: 8_000 },
};

/** What sends files, from a function's environment. */
export function openMedia(environment: (key: MediaKeys) => string, ids: MediaIds): AwsMedia {
  const bucket = environment("MEDIA_BUCKET");
  const uploads = new WhatsAppUploads(new SocialMessagingClient(uploadTimeouts), ids, {
    phoneNumberId: environment("WHATSAPP_PHONE_NUMBER_ID"),
    number: phoneNumber(environment("WHATSAPP_NUMBER")),
    bucket,
  });
  const files = new MediaBucket(bucket, new S3Client(clientTimeouts));
  return {
    files,
    bucket,
    uploads,
    mms: environment("SMS_CAPABILITIES").split(",").includes("MMS"),
  };
}
