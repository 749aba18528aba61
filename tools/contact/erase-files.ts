import type { KeptFile } from "../../shared/store/dynamo-people";
import type { MediaBucket } from "./media-bucket";

export interface ErasedFiles {
  readonly deleted: readonly KeptFile[];
  /** For the person at the keyboard: what is left, and why. */
  readonly left: readonly string[];
}

/** Before what says where they are: a file that cannot be deleted now is named, and left to its week. */
export async function eraseFiles(
  files: readonly KeptFile[],
  bucket: MediaBucket | undefined,
): Promise<ErasedFiles> {
  const deleted: KeptFile[] = [];
  const left: string[] = [];
  for (const file of files) {
    const why = await deleteFile(file.key, bucket);
    if (why === undefined) deleted.push(file);
    else left.push(`    ${file.key} (${why})`);
  }
  if (left.length === 0) return { deleted, left };
  const where = bucket ? ` ${bucket.name}` : "";
  const head = `  NOT deleted from the bucket${where}, which does so itself within a week of receipt:`;
  return { deleted, left: [head, ...left] };
}

/** @returns why it was not deleted. */
async function deleteFile(
  key: string,
  bucket: MediaBucket | undefined,
): Promise<string | undefined> {
  if (!bucket) return "name the bucket by --media-bucket";
  try {
    await bucket.delete(key);
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
