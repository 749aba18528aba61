import type { Carrier } from "../domain/content/carriage";
import type { MediaContent, OutboundContent } from "../domain/content/content";
import { checkMedia } from "../domain/content/media-limits";
import { contentRefusal } from "../domain/content/refusal";
import { essenceOf, isAnimatedWebP, sniffedType } from "../domain/content/sniffed-type";
import type { Refusal } from "../domain/delivery/outcome";
import type { MediaFiles, StoredFile } from "../ports";

/** A file of ours that a carrier takes. */
export interface OurFile extends Pick<StoredFile, "version"> {
  readonly key: string;
  readonly mimeType: string;
}

export type FileCheck =
  /** The content has no file of ours. */
  | { readonly kind: "none" }
  | { readonly kind: "file"; readonly file: OurFile }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Looks at the file that a content carries: that it is there, that it is what it is said to be, and
 * that the carrier takes such a one of its size.
 * @throws where the bucket cannot be read now
 */
export async function checkOurFile(
  content: OutboundContent,
  carrier: Exclude<Carrier, "sms">,
  files: MediaFiles | undefined,
): Promise<FileCheck> {
  if (!("media" in content) || content.media.at !== "s3") return { kind: "none" };
  const { key, mimeType } = content.media;
  if (!files) return refused("not-carried", `${content.type}: this function sends no files`);
  const found = await files.look(key);
  if (!found) return refused("no-media-file", `${content.type}: the bucket has no such file`);
  return checkFound(content, carrier, { ...found, key, told: mimeType });
}

interface FoundFile extends StoredFile {
  readonly key: string;
  /** What the message says that it is. */
  readonly told: string;
}

function checkFound(
  { type }: MediaContent,
  carrier: Exclude<Carrier, "sms">,
  { head, bytes, mimeType: stored, version, key, told }: FoundFile,
): FileCheck {
  const mimeType = sniffedType(head, told);
  // The provider goes by what is stored: a file that lies would be refused later, or shown wrong.
  const lies = [told, stored].find((said) => sniffedType(head, said) !== essenceOf(said));
  if (lies !== undefined)
    return refused("media-type", `${type} is said to be ${shown(lies)}; its bytes are ${mimeType}`);
  if (essenceOf(stored) !== mimeType)
    return refused("media-type", `${type} is stored as ${shown(stored)}; sent as ${mimeType}`);
  const animated = type === "sticker" ? { animated: isAnimatedWebP(head) } : {};
  const refusal = checkMedia({ type, mimeType, bytes, ...animated }, carrier);
  if (refusal) return { kind: "refused", refusal };
  return { kind: "file", file: { key, mimeType, version } };
}

/** What is no media type is not repeated. */
function shown(mimeType: string): string {
  return /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(essenceOf(mimeType))
    ? essenceOf(mimeType)
    : "no type";
}

function refused(...refusal: Parameters<typeof contentRefusal>): FileCheck {
  return { kind: "refused", refusal: contentRefusal(...refusal) };
}
