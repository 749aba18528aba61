import type { BusinessFile, MediaKind } from "../phones/business-content";

interface Rule {
  readonly types: readonly string[];
  readonly mostBytes: number;
}

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/**
 * What each kind of message may carry (Meta, Cloud API, supported media types; AWS End User
 * Messaging Social user guide, supported media types).
 */
const rules: Readonly<Record<MediaKind, Rule>> = {
  image: { types: ["image/jpeg", "image/png"], mostBytes: 5 * megabyte },
  video: { types: ["video/mp4", "video/3gpp"], mostBytes: 16 * megabyte },
  audio: {
    types: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
    mostBytes: 16 * megabyte,
  },
  document: {
    types: [
      "text/plain",
      "application/pdf",
      "application/msword",
      "application/vnd.ms-excel",
      "application/vnd.ms-powerpoint",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ],
    mostBytes: 100 * megabyte,
  },
  // A static sticker is smaller; which one it is, only its bytes say.
  sticker: { types: ["image/webp"], mostBytes: 500 * kilobyte },
};

const stillStickerBytes = 100 * kilobyte;

/** `audio/ogg` of `audio/ogg; codecs=opus`. */
export function bareType(mimeType: string): string {
  return (mimeType.split(";")[0] ?? "").trim().toLowerCase();
}

/** What keeps a file from being sent as this kind; undefined when it may. */
export function mediaProblem(kind: MediaKind, { mimeType = "", bytes = 0 }: BusinessFile) {
  const { types, mostBytes } = rules[kind];
  const type = bareType(mimeType);
  if (!types.includes(type))
    return `A message of the kind ${kind} carries no ${type || "unknown type"}: ${types.join(", ")}.`;
  if (bytes > mostBytes)
    return `A file of the kind ${kind} has at most ${mostBytes} bytes; this one has ${bytes}.`;
  return undefined;
}

/** What keeps WhatsApp from taking a file that is uploaded; undefined when it takes it. */
export function uploadProblem(mimeType: string, content: Buffer): string | undefined {
  const type = bareType(mimeType);
  const rule = Object.values(rules).find(({ types }) => types.includes(type));
  if (!rule) {
    const all = Object.values(rules).flatMap(({ types }) => types);
    return `The file's type is ${type || "missing"}; it must be one of ${all.join(", ")}.`;
  }
  const most = type === "image/webp" && !isAnimated(content) ? stillStickerBytes : rule.mostBytes;
  if (content.length > most)
    return `A file of the type ${type} has at most ${most} bytes; this one has ${content.length}.`;
  return content.length === 0 ? "The file is empty." : undefined;
}

/** A WebP file with an animation says so in its extended header (RFC 9649, section 2.7). */
function isAnimated(webp: Buffer): boolean {
  return webp.toString("latin1", 12, 16) === "VP8X" && ((webp[20] ?? 0) & 0x02) !== 0;
}
