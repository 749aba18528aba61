import * as v from "valibot";
import type { CarrierCloud } from "../../carriers/carrier-cloud";
import { AwsError } from "../../gateway/aws-error";
import { type OperationTable, operation, type Permission } from "../../gateway/operation";
import { bareType, uploadProblem } from "../../whatsapp/media-rules";
import type { MediaStore, StoredMedia } from "../../whatsapp/media-store";
import { bucketArn } from "../s3/buckets";
import { socialError } from "./errors";
import { existingPhoneNumber, mediaId, permission, phoneNumberId } from "./inputs";
import type { LinkedWaba, LinkedWabas } from "./linked-wabas";

export interface MediaDeps {
  readonly wabas: LinkedWabas;
  readonly media: MediaStore;
  readonly cloud: Pick<CarrierCloud, "objects" | "fetch">;
}

/** The files in messages: from S3 to Meta, and from Meta to S3. */
export function mediaOperations(deps: MediaDeps): OperationTable {
  const { wabas, media, cloud } = deps;
  const wholeKey = (phoneNumberId: string, id: string, { key }: S3File) => {
    const found = media.get(id, wabas.withPhoneNumber(phoneNumberId)?.metaPhoneNumberId ?? "");
    return found ? keyOf(key, found) : `${key}${id}`;
  };
  return {
    PostWhatsAppMessageMedia: operation({
      route: "POST /v1/whatsapp/media",
      input: v.object({
        originationPhoneNumberId: phoneNumberId,
        sourceS3File: v.optional(s3File),
        sourceS3PresignedUrl: v.optional(presignedUrl),
      }),
      authorise: ({ originationPhoneNumberId: id, sourceS3File }) => [
        ...permission("PostWhatsAppMessageMedia", "phone-number-id", id),
        ...onObject("s3:GetObject", sourceS3File),
      ],
      run: async ({ originationPhoneNumberId: id, sourceS3File, sourceS3PresignedUrl }) => {
        const { metaPhoneNumberId } = existingPhoneNumber(wabas, id);
        oneOf({ sourceS3File, sourceS3PresignedUrl });
        const { mimeType, content } = sourceS3File
          ? fromBucket(cloud, sourceS3File)
          : await fromUrl(cloud, sourceS3PresignedUrl ?? noUrl);
        // That AWS names what Meta does not take in this way is unverified.
        const problem = uploadProblem(mimeType, content);
        if (problem !== undefined) throw socialError("InvalidParametersException", problem);
        return { mediaId: media.keep("uploaded", { mimeType, content, metaPhoneNumberId }).id };
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
      authorise: ({ mediaId, originationPhoneNumberId: id, destinationS3File: place }) => [
        ...permission("GetWhatsAppMessageMedia", "phone-number-id", id),
        ...onObject("s3:PutObject", place && { ...place, key: wholeKey(id, mediaId, place) }),
      ],
      run: async (input) => {
        const waba = existingPhoneNumber(wabas, input.originationPhoneNumberId);
        const { destinationS3File, destinationS3PresignedUrl, metadataOnly } = input;
        const places = { destinationS3File, destinationS3PresignedUrl };
        if (!metadataOnly || destinationS3File || destinationS3PresignedUrl) oneOf(places);
        const found = existingMedia(media, waba, input.mediaId);
        if (!metadataOnly && destinationS3File) toBucket(cloud, destinationS3File, found);
        if (!metadataOnly && destinationS3PresignedUrl)
          await toUrl(cloud, destinationS3PresignedUrl, found);
        return { mimeType: found.mimeType, fileSize: Math.ceil(found.bytes / 1024) };
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

const s3File = v.object({
  bucketName: v.pipe(
    v.string(),
    v.minLength(3),
    v.maxLength(63),
    v.regex(/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/),
  ),
  key: v.pipe(v.string(), v.maxLength(1024)),
});
type S3File = v.InferOutput<typeof s3File>;

const presignedUrl = v.object({
  url: v.pipe(
    v.string(),
    v.maxLength(2000),
    v.regex(/^https:\/\/(.*)s3(.*)\.amazonaws\.com\/(.*)/),
  ),
  headers: v.record(v.string(), v.string()),
});
type PresignedUrl = v.InferOutput<typeof presignedUrl>;

const noUrl: PresignedUrl = { url: "", headers: {} };

/** The caller's own rights on the object count where the file is named by bucket and key. */
function onObject(action: string, file: S3File | undefined): readonly Permission[] {
  return file ? [[action, bucketArn(file.bucketName, file.key)]] : [];
}

/** @throws AwsError: the API takes one place, not both and not none. */
function oneOf(places: Readonly<Record<string, object | undefined>>): void {
  const given = Object.values(places).filter((place) => place !== undefined);
  if (given.length !== 1)
    throw socialError(
      "InvalidParametersException",
      `Give exactly one of ${Object.keys(places).join(" and ")}.`,
    );
}

type Cloud = MediaDeps["cloud"];

interface Sent {
  readonly mimeType: string;
  readonly content: Buffer;
}

/** @throws AwsError */
function fromBucket({ objects }: Cloud, { bucketName, key }: S3File): Sent {
  const found = inBucket(bucketName, () => objects.get(bucketName, key));
  if (!found)
    throw socialError("InvalidParametersException", `The bucket ${bucketName} has no such object.`);
  return { mimeType: found.contentType, content: found.body };
}

/** The type is that of the header, which has to be given. @throws AwsError */
async function fromUrl(cloud: Cloud, { url, headers }: PresignedUrl): Promise<Sent> {
  const [, mimeType] =
    Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type") ?? [];
  if (mimeType === undefined)
    throw socialError("InvalidParametersException", "The headers lack Content-Type.");
  const { status, body } = await cloud.fetch(url, { method: "GET", headers, body: "" });
  if (status !== 200)
    throw socialError("InvalidParametersException", `The presigned URL answers with ${status}.`);
  return { mimeType, content: Buffer.from(body) };
}

/** The key that the API takes is a prefix: the id and the type's extension follow it. */
function keyOf(prefix: string, { id, mimeType }: StoredMedia): string {
  return `${prefix}${id}.${extensionOf(mimeType)}`;
}

/** @throws AwsError */
function toBucket({ objects }: Cloud, { bucketName, key }: S3File, file: StoredMedia): void {
  const object = { body: file.content(), contentType: file.mimeType };
  inBucket(bucketName, () => objects.put(bucketName, keyOf(key, file), object));
}

/** @throws AwsError */
async function toUrl(cloud: Cloud, { url, headers }: PresignedUrl, file: StoredMedia) {
  const { status } = await cloud.fetch(url, { method: "PUT", headers, body: file.content() });
  if (status !== 200)
    throw socialError("InvalidParametersException", `The presigned URL answers with ${status}.`);
}

/** The bucket is of the same account and Region; how AWS says that it is not is unverified. */
function inBucket<T>(bucketName: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "NoSuchBucket") throw error;
    throw socialError(
      "InvalidParametersException",
      `There is no bucket ${bucketName} in the account and Region of the WhatsApp Business Account.`,
    );
  }
}

/** As AWS's own samples derive it: `image/jpeg` as `jpeg`, `audio/ogg; codecs=opus` as `ogg`. */
function extensionOf(mimeType: string): string {
  return bareType(mimeType).split("/")[1] ?? "bin";
}

/** @throws AwsError for another number's file, and for one that Meta keeps no longer. */
function existingMedia(media: MediaStore, waba: LinkedWaba, id: string): StoredMedia {
  const found = media.get(id, waba.metaPhoneNumberId);
  if (found) return found;
  throw socialError("ResourceNotFoundException", `There is no media ${id} of ${waba.phoneNumber}.`);
}
