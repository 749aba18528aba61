import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { sniffedBytes } from "../../domain/content/sniffed-type";
import type { MediaFiles, StoredFile } from "../../ports";

/** Twilio fetches within seconds. An URL is good no longer than the credentials that signed it. */
const urlSeconds = 3600;

/** Our own bucket, from which files go out. */
export class MediaBucket implements MediaFiles {
  constructor(
    readonly name: string,
    private readonly client: S3Client,
  ) {}

  /** One call tells all: the first bytes, and by the range how many there are. */
  async look(key: string): Promise<StoredFile | undefined> {
    const range = `bytes=0-${sniffedBytes - 1}`;
    try {
      const answer = await this.client.send(
        new GetObjectCommand({ Bucket: this.name, Key: key, Range: range }),
      );
      const head = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
      const total = /\/(\d+)$/.exec(answer.ContentRange ?? "")?.[1];
      return {
        head,
        bytes: total === undefined ? head.length : Number(total),
        mimeType: answer.ContentType ?? "",
        version: answer.ETag ?? "",
      };
    } catch (error) {
      if (isEmpty(error)) return { head: new Uint8Array(), bytes: 0, mimeType: "", version: "" };
      // Only who may list the bucket is told so (S3 API reference, GetObject, permissions).
      if (nameOf(error) === "NoSuchKey") return undefined;
      throw error;
    }
  }

  async urlOf(key: string, mimeType: string): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: this.name,
      Key: key,
      ResponseContentType: mimeType,
    });
    return getSignedUrl(this.client, command, { expiresIn: urlSeconds });
  }
}

/** A range of an empty object cannot be had. */
function isEmpty(error: unknown): boolean {
  return nameOf(error) === "InvalidRange";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
