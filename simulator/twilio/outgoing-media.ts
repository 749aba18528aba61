import {
  type BusinessContent,
  filesOf,
  type MediaKind,
  withFiles,
} from "../phones/business-content";
import { fetchedFile, type Web } from "../whatsapp/fetched-file";
import { mediaProblem } from "../whatsapp/media-rules";
import type { TwilioRefusal } from "./errors";

/** What a message's files turned out to be. */
export type FetchedContent =
  | { readonly content: BusinessContent; readonly types: readonly string[] }
  | { readonly refusal: TwilioRefusal };

/** Twilio's limit for a file on WhatsApp. */
const mostBytes = 16 * 1024 * 1024;

const refusals = {
  missing: { status: "failed", code: 63019, message: "Media failed to download" },
  tooBig: {
    status: "failed",
    code: 11751,
    message: "Media Message - Media exceeds messaging provider size limit",
  },
  wrongType: { status: "failed", code: 12300, message: "Invalid Content-Type" },
} as const satisfies Record<string, TwilioRefusal>;

/**
 * Fetches the files of a message, as Twilio does before it hands it over. Which of its errors on
 * media WhatsApp messages come to is unverified.
 */
export async function withFetchedFiles(
  content: BusinessContent,
  web: Web,
): Promise<FetchedContent> {
  const types: string[] = [];
  let whole = content;
  for (const { file } of filesOf(content)) {
    const { link } = file;
    if (link === undefined) continue;
    const found = await fetchedFile(link, web);
    if (!found) return { refusal: refusals.missing };
    types.push(found.mimeType);
    if (found.bytes > mostBytes) return { refusal: refusals.tooBig };
    const typed = asTyped(whole, found.mimeType);
    whole = withFiles(typed, (each) => (each.link === link ? found : each));
  }
  const wrong = filesOf(whole).some(({ kind, file }) => mediaProblem(kind, file) !== undefined);
  return wrong ? { refusal: refusals.wrongType } : { content: whole, types };
}

/** `MediaUrl` names no kind: the file's type decides. */
function asTyped(content: BusinessContent, mimeType: string): BusinessContent {
  if (content.type !== "document") return content;
  const { media, caption } = content;
  const captioned = { media, ...(caption === undefined ? {} : { caption }) };
  const kind = kindOf(mimeType);
  switch (kind) {
    case "audio":
    case "sticker":
      return { type: kind, media };
    default:
      return { type: kind, ...captioned };
  }
}

function kindOf(mimeType: string): MediaKind {
  if (mimeType === "image/webp") return "sticker";
  const family = mimeType.split("/")[0];
  return family === "image" || family === "video" || family === "audio" ? family : "document";
}
