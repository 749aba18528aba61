import { createHash } from "node:crypto";
import type { CarrierCloud } from "../../carriers/carrier-cloud";
import { AwsError } from "../../gateway/aws-error";
import type { BusinessContent } from "../../phones/business-content";
import { bucketArn } from "../s3/buckets";
import type { FileOutcome } from "./delivery-events";

const kilobyte = 1024;
const [images, others] = [2 * 1024 * kilobyte, 600 * kilobyte];

/** AWS End User Messaging SMS user guide, "MMS file types, size and character limits". */
const mostBytes: Readonly<Record<string, number>> = {
  "image/gif": images,
  "image/jpeg": images,
  "image/png": images,
  "image/tiff": others,
  "audio/3gpp": others,
  "video/3gpp": others,
  "audio/3gpp2": others,
  "video/3gpp2": others,
  "audio/amr": others,
  "audio/mp4": others,
  "video/mp4": others,
  "audio/mpeg": others,
  "audio/ogg": others,
  "video/quicktime": others,
  "video/webm": others,
  "text/calendar": others,
  "text/vcard": others,
  "text/x-vcard": others,
  "application/pdf": others,
};

/** A file as the phone gets it, or what the message ends with. */
export type MmsFile = { readonly content: BusinessContent } | { readonly problem: FileOutcome };

/** Reads the file of an MMS. @param url `s3://bucket/key` */
export function mmsFile(objects: CarrierCloud["objects"], url: string): MmsFile {
  const { bucket, key } = placeOf(url);
  const found = readable(() => objects.get(bucket, key));
  if (!found) return { problem: "MEDIA_FILE_INACCESSIBLE" };
  const { body, contentType: mimeType } = found;
  const most = mostBytes[mimeType];
  if (most === undefined) return { problem: "MEDIA_FILE_TYPE_UNSUPPORTED" };
  if (body.length > most) return { problem: "MEDIA_FILE_SIZE_EXCEEDED" };
  const sha256 = createHash("sha256").update(body).digest("base64");
  const media = { link: url, mimeType, sha256, bytes: body.length };
  const family = mimeType.split("/")[0];
  const type = family === "image" || family === "video" || family === "audio" ? family : "document";
  return { content: { type, media } };
}

/** What IAM is asked about. */
export function objectArn(url: string): string {
  const { bucket, key } = placeOf(url);
  return bucketArn(bucket, key);
}

function placeOf(url: string) {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  return { bucket, key };
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
