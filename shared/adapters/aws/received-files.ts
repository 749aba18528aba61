import { createHash } from "node:crypto";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import {
  GetWhatsAppMessageMediaCommand,
  type SocialMessagingClient,
} from "@aws-sdk/client-socialmessaging";
import type { FetchedFile, FileSource, ReceivedMessage } from "../../ports";
import { clientTimeouts } from "./client-timeouts";

/** A file of 100 MB takes its time, and within a minute it has to be there. */
export const transferTimeouts = {
  maxAttempts: 2,
  requestHandler: {
    ...clientTimeouts.requestHandler,
    requestTimeout: 25_000,
    socketTimeout: 25_000,
  },
};

export interface ReceivedFilesSettings {
  readonly bucket: string;
  /** AWS's id of number B. */
  readonly phoneNumberId: string;
}

/** A file as it was fetched. */
export interface FileBytes {
  readonly body: Uint8Array;
  readonly mimeType: string;
}

/** Puts people's files into our bucket, each message's into a folder of its own below `in/`. */
export class ReceivedFiles {
  constructor(
    private readonly settings: ReceivedFilesSettings,
    private readonly clients: { readonly s3: S3Client; readonly social: SocialMessagingClient },
  ) {}

  /** AWS puts the file there itself: it never passes through here. */
  fromMeta: FileSource<"meta"> = async ({ mediaId }, message) => {
    const { bucket, phoneNumberId } = this.settings;
    const folder = folderOf(message);
    const { mimeType = "", fileSize } = await this.clients.social.send(
      new GetWhatsAppMessageMediaCommand({
        mediaId,
        originationPhoneNumberId: phoneNumberId,
        destinationS3File: { bucketName: bucket, key: folder },
      }),
    );
    return {
      // The service writes the id and an extension behind the key; that the extension is the
      // type's second half is what AWS's samples go by, unverified. The folder holds nothing else.
      key: `${folder}${mediaId}.${extensionOf(mimeType)}`,
      mimeType,
      ...(fileSize === undefined ? {} : { bytes: fileSize * 1024 }),
    };
  };

  async put(message: ReceivedMessage, { body, mimeType }: FileBytes): Promise<FetchedFile> {
    const key = `${folderOf(message)}file.${extensionOf(mimeType)}`;
    await this.clients.s3.send(
      new PutObjectCommand({
        Bucket: this.settings.bucket,
        Key: key,
        Body: body,
        ContentType: mimeType,
      }),
    );
    return { key, mimeType, bytes: body.byteLength };
  }
}

/** By digest: a wamid holds the person's phone number, and keys stand in logs of access. */
function folderOf({ provider, providerMessageId }: ReceivedMessage): string {
  return `in/${provider}/${createHash("sha256").update(providerMessageId).digest("hex")}/`;
}

function extensionOf(mimeType: string): string {
  return /^\s*[\w.+-]+\/([\w.+-]+)/.exec(mimeType)?.[1] ?? "bin";
}
