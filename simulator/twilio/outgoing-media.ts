import { createHash } from "node:crypto";
import {
  type BusinessContent,
  filesOf,
  type MediaKind,
  withFiles,
} from "../phones/business-content";
import type { ProviderCloud } from "../provider-cloud";
import { bareType, mediaProblem } from "../whatsapp/media-rules";
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
  fetch: ProviderCloud["fetch"],
): Promise<FetchedContent> {
  const types: string[] = [];
  let whole = content;
  for (const { file } of filesOf(content)) {
    const { link } = file;
    if (link === undefined) continue;
    const found = await fetched(link, fetch);
    if ("refusal" in found) return found;
    const { mimeType, body } = found;
    types.push(mimeType);
    if (body.length > mostBytes) return { refusal: refusals.tooBig };
    const sha256 = createHash("sha256").update(body).digest("base64");
    const held = { link, mimeType, sha256, bytes: body.length };
    whole = withFiles(asTyped(whole, mimeType), (each) => (each.link === link ? held : each));
  }
  const wrong = filesOf(whole).some(({ kind, file }) => mediaProblem(kind, file) !== undefined);
  return wrong ? { refusal: refusals.wrongType } : { content: whole, types };
}

async function fetched(
  link: string,
  fetch: ProviderCloud["fetch"],
): Promise<{ mimeType: string; body: Buffer } | { refusal: TwilioRefusal }> {
  try {
    const { status, headers, body } = await fetch(link, { method: "GET", headers: {}, body: "" });
    const type = headers?.["content-type"];
    if (status !== 200 || typeof type !== "string") return { refusal: refusals.missing };
    return { mimeType: bareType(type), body: Buffer.from(body) };
  } catch {
    return { refusal: refusals.missing };
  }
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
