import { DeleteObjectCommand, type S3Client } from "@aws-sdk/client-s3";

/** Where the files lie that people sent. */
export interface MediaBucket {
  readonly name: string;
  /** @throws where it cannot be deleted now; one that is gone already is no error. */
  delete(key: string): Promise<void>;
}

export function mediaBucket(name: string, s3: S3Client): MediaBucket {
  return {
    name,
    delete: async (Key) => {
      await s3.send(new DeleteObjectCommand({ Bucket: name, Key }));
    },
  };
}
