import * as v from "valibot";
import { type OperationTable, operation } from "../../gateway/operation";
import type { FaultLog } from "../../kernel/fault-log";
import type { MediaStore, StoredMedia } from "../../whatsapp/media-store";
import { socialError } from "./errors";
import { blob, existingPhoneNumber, mediaId, permission, phoneNumberId } from "./inputs";
import type { LinkedWaba, LinkedWabas } from "./linked-wabas";

export interface MessageDeps {
  readonly wabas: LinkedWabas;
  readonly media: MediaStore;
  readonly faults: Pick<FaultLog, "report">;
  /** Takes a Cloud API message. @returns AWS's id of it. @throws AwsError */
  readonly send: (waba: LinkedWaba, message: Buffer) => string;
}

/** Messages of the business, and the files in messages. */
export function messageOperations(deps: MessageDeps): OperationTable {
  const { wabas, media } = deps;
  return {
    SendWhatsAppMessage: operation({
      route: "POST /v1/whatsapp/send",
      input: v.object({
        originationPhoneNumberId: phoneNumberId,
        message: blob(2_048_000),
        metaApiVersion,
      }),
      authorise: ({ originationPhoneNumberId: id }) =>
        permission("SendWhatsAppMessage", "phone-number-id", id),
      run: ({ originationPhoneNumberId: id, message }) => ({
        messageId: deps.send(existingPhoneNumber(wabas, id), message),
      }),
    }),
    PostWhatsAppMessageMedia: operation({
      route: "POST /v1/whatsapp/media",
      input: v.object({
        originationPhoneNumberId: phoneNumberId,
        sourceS3File: v.optional(s3File),
        sourceS3PresignedUrl: v.optional(presignedUrl),
      }),
      authorise: ({ originationPhoneNumberId: id }) =>
        permission("PostWhatsAppMessageMedia", "phone-number-id", id),
      run: ({ originationPhoneNumberId: id, sourceS3File, sourceS3PresignedUrl }) => {
        existingPhoneNumber(wabas, id);
        oneOf({ sourceS3File, sourceS3PresignedUrl });
        throw noS3(deps, "PostWhatsAppMessageMedia");
      },
    }),
    GetWhatsAppMessageMedia: operation({
      route: "POST /v1/whatsapp/media/get",
      input: v.object({
        mediaId,
        originationPhoneNumberId: phoneNumberId,
        metadataOnly: v.optional(v.boolean(), false),
        destinationS3File: v.optional(s3File),
        destinationS3PresignedUrl: v.optional(presignedUrl),
      }),
      authorise: ({ originationPhoneNumberId: id }) =>
        permission("GetWhatsAppMessageMedia", "phone-number-id", id),
      run: (input) => {
        const waba = existingPhoneNumber(wabas, input.originationPhoneNumberId);
        const { mimeType, bytes } = existingMedia(media, waba, input.mediaId);
        if (!input.metadataOnly) {
          const { destinationS3File, destinationS3PresignedUrl } = input;
          oneOf({ destinationS3File, destinationS3PresignedUrl });
          throw noS3(deps, "GetWhatsAppMessageMedia");
        }
        return { mimeType, fileSize: Math.ceil(bytes / 1024) };
      },
    }),
    DeleteWhatsAppMessageMedia: operation({
      route: "DELETE /v1/whatsapp/media",
      input: v.object({ mediaId, originationPhoneNumberId: phoneNumberId }),
      authorise: ({ originationPhoneNumberId: id }) =>
        permission("DeleteWhatsAppMessageMedia", "phone-number-id", id),
      run: ({ mediaId, originationPhoneNumberId: id }) => {
        media.remove(existingMedia(media, existingPhoneNumber(wabas, id), mediaId).id);
        return { success: true };
      },
    }),
  };
}

/** The user guide names version 20 and later; the API itself gives no pattern. */
const metaApiVersion = v.pipe(
  v.string(),
  v.regex(/^v\d{1,3}(\.\d)?$/, "the version has the form v23.0"),
  v.check(
    (version) => Number.parseInt(version.slice(1), 10) >= 20,
    "version 20 and later are supported",
  ),
);

const s3File = v.object({
  bucketName: v.pipe(
    v.string(),
    v.minLength(3),
    v.maxLength(63),
    v.regex(/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/),
  ),
  key: v.pipe(v.string(), v.maxLength(1024)),
});

const presignedUrl = v.object({
  url: v.pipe(
    v.string(),
    v.maxLength(2000),
    v.regex(/^https:\/\/(.*)s3(.*)\.amazonaws\.com\/(.*)/),
  ),
  headers: v.record(v.string(), v.string()),
});

/** @throws AwsError: the API takes one place, not both. */
function oneOf(places: Readonly<Record<string, object | undefined>>): void {
  const given = Object.values(places).filter((place) => place !== undefined);
  if (given.length !== 1)
    throw socialError(
      "InvalidParametersException",
      `Give exactly one of ${Object.keys(places).join(" and ")}.`,
    );
}

/** The simulated world has no S3: what is to be read from it or written to it cannot be. */
function noS3({ faults }: MessageDeps, called: string): Error {
  const message = `${called} names a place in S3, and the simulated world has no S3.`;
  faults.report("social-messaging", message);
  return socialError("InvalidParametersException", message);
}

/** @throws AwsError for another number's file, and for one that Meta keeps no longer. */
function existingMedia(media: MediaStore, waba: LinkedWaba, id: string): StoredMedia {
  const found = media.get(id, waba.metaPhoneNumberId);
  if (found) return found;
  throw socialError("ResourceNotFoundException", `There is no media ${id} of ${waba.phoneNumber}.`);
}
