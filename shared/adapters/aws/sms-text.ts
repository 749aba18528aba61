import { type Renderers, rendererOf } from "../../domain/content/carriage";
import type { MediaContent, MediaType, OutboundContent } from "../../domain/content/content";
import { checkMedia } from "../../domain/content/media-limits";
import { inWords } from "../../domain/content/worded";
import { StatedError } from "../../domain/stated-error";

/**
 * The key of the Context of SendTextMessage and SendMediaMessage that carries our own id of the
 * attempt; each delivery event brings it back.
 */
export const attemptIdContextKey = "attempt";

/**
 * What a person reads by SMS.
 * @throws for a kind that SMS does not carry; `checkLimits` says so beforehand
 */
export function smsText(content: OutboundContent): string {
  const render = rendererOf<[], string>(texts, content);
  if (!render) throw new StatedError(`SMS carries no ${content.type}.`);
  return render(content);
}

const texts: Renderers<"sms", [], string> = {
  text: inWords,
  location: inWords,
  contacts: inWords,
  buttons: inWords,
  list: inWords,
  link: inWords,
  "location-request": inWords,
  template: inWords,
};

/** Members of SendMediaMessage's request. */
export interface MmsMedia {
  /** Just one, in a bucket of the same account and Region as the number. */
  readonly MediaUrls: [string];
  readonly MessageBody?: string;
}

/**
 * What SendMediaMessage carries of a content (AWS End User Messaging SMS and Voice v2 API
 * reference); the other kinds go as text, by `smsText`.
 * @param bucket where our own media are
 * @returns undefined where it is no file, a file of a kind that MMS has not, or one that is not in
 * our bucket
 */
export function mmsMedia(content: OutboundContent, bucket: string): MmsMedia | undefined {
  return rendererOf<[bucket: string], MmsMedia | undefined>(files, content)?.(content, bucket);
}

const noFile = () => undefined;

const files: Renderers<"mms", [bucket: string], MmsMedia | undefined> = {
  text: noFile,
  image: file,
  video: file,
  audio: file,
  document: file,
  location: noFile,
  contacts: noFile,
  buttons: noFile,
  list: noFile,
  link: noFile,
  "location-request": noFile,
  template: noFile,
};

function file(
  { type, media, caption }: MediaContent & { readonly type: MediaType },
  bucket: string,
): MmsMedia | undefined {
  if (media.at !== "s3" || checkMedia({ type, mimeType: media.mimeType }, "mms")) return undefined;
  return {
    MediaUrls: [`s3://${bucket}/${media.key}`],
    ...(caption === undefined ? {} : { MessageBody: caption }),
  };
}
