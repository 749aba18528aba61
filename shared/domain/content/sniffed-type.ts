/*
 * What a file is by its first bytes. A container says less than a media type does: an MP4 may hold
 * a film or a song, a ZIP any office document. So each signature has all types that may follow it.
 */

/** So many bytes from the start of a file are enough. */
export const sniffedBytes = 1024;

interface Signature {
  /** In Latin-1. */
  readonly starts: string;
  /** Where it starts; at the beginning, if left out. */
  readonly at?: number;
  /** The likeliest first. */
  readonly types: readonly [string, ...string[]];
}

const office = "application/vnd.openxmlformats-officedocument.";
const mpeg4 = ["video/mp4", "audio/mp4", "video/quicktime", "video/3gpp", "audio/3gpp"] as const;

/** The list of file signatures at IANA's media types and in WHATWG's "MIME Sniffing". */
const signatures: readonly Signature[] = [
  { starts: "\xff\xd8\xff", types: ["image/jpeg"] },
  { starts: "\x89PNG\r\n\x1a\n", types: ["image/png"] },
  { starts: "GIF8", types: ["image/gif"] },
  { starts: "WEBP", at: 8, types: ["image/webp"] },
  { starts: "II*\0", types: ["image/tiff"] },
  { starts: "MM\0*", types: ["image/tiff"] },
  { starts: "%PDF-", types: ["application/pdf"] },
  { starts: "ftyp3g2", at: 4, types: ["video/3gpp2", "audio/3gpp2"] },
  { starts: "ftyp3g", at: 4, types: ["video/3gpp", "video/3gp", "audio/3gpp"] },
  { starts: "ftypqt", at: 4, types: ["video/quicktime"] },
  { starts: "ftypM4A", at: 4, types: ["audio/mp4"] },
  { starts: "ftyp", at: 4, types: mpeg4 },
  { starts: "\x1aE\xdf\xa3", types: ["video/webm"] },
  { starts: "OggS", types: ["audio/ogg"] },
  { starts: "ID3", types: ["audio/mpeg"] },
  { starts: "#!AMR", types: ["audio/amr"] },
  { starts: "\xff\xf1", types: ["audio/aac"] },
  { starts: "\xff\xf9", types: ["audio/aac"] },
  { starts: "\xff\xfb", types: ["audio/mpeg"] },
  { starts: "\xff\xf3", types: ["audio/mpeg"] },
  { starts: "\xff\xf2", types: ["audio/mpeg"] },
  {
    starts: "PK\x03\x04",
    types: [
      "application/zip",
      `${office}wordprocessingml.document`,
      `${office}spreadsheetml.sheet`,
      `${office}presentationml.presentation`,
    ],
  },
  {
    starts: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    types: ["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"],
  },
];

/**
 * The media type of a file, without parameters.
 * @param head its first bytes
 * @param told what it is said to be: that counts wherever the bytes allow it
 */
export function sniffedType(head: Uint8Array, told: string): string {
  const text = Buffer.from(head).toString("latin1");
  const found = signatures.find(({ starts, at = 0 }) => text.startsWith(starts, at));
  const essence = essenceOf(told);
  if (found) return found.types.includes(essence) ? essence : found.types[0];
  // A text has no signature, and no NUL either.
  if (text.includes("\0")) return "application/octet-stream";
  return essence.startsWith("text/") ? essence : "text/plain";
}

/** A media type without its parameters (WHATWG, "MIME Sniffing", the essence of a MIME type). */
export function essenceOf(mimeType: string): string {
  return mimeType.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Whether a WebP moves: the flag of its extended header (WebP container specification, VP8X). */
export function isAnimatedWebP(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString("latin1");
  return text.startsWith("VP8X", 12) && ((head[20] ?? 0) & 0x02) !== 0;
}
