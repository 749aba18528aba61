import type { Refusal } from "../delivery/outcome";
import { type Carrier, carrierNames } from "./carriage";
import type { MediaType } from "./content";
import { type ContentFault, contentRefusal } from "./refusal";

/** Bytes, in the smaller of both readings of "MB" (which one is meant is unverified). */
const KB = 1000;
const MB = 1000 * KB;

type Sizes = Readonly<Record<string, number>>;

const all = (types: readonly string[], most: number): Sizes =>
  Object.fromEntries(types.map((type) => [type, most]));

const office = "application/vnd.openxmlformats-officedocument.";

/** The largest file of each media type, in bytes; a type that is not here is refused. */
export const mediaLimits: {
  readonly [C in Exclude<Carrier, "sms">]: Readonly<Record<MediaType, Sizes>>;
} = {
  // AWS End User Messaging Social user guide, supported media types; Meta, "Media": both.
  B: {
    image: all(["image/jpeg", "image/png"], 5 * MB),
    video: all(["video/mp4", "video/3gp", "video/3gpp"], 16 * MB),
    audio: all(["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"], 16 * MB),
    document: all(
      [
        "text/plain",
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        `${office}wordprocessingml.document`,
        `${office}spreadsheetml.sheet`,
        `${office}presentationml.presentation`,
      ],
      100 * MB,
    ),
    // Of an animated one; a static one may have 100 KB.
    sticker: { "image/webp": 500 * KB },
  },
  // Twilio, "Guidance on WhatsApp media messages" and "Accepted content types for media".
  A: {
    image: all(["image/jpeg", "image/png"], 5 * MB),
    video: { "video/mp4": 16 * MB },
    audio: all(["audio/ogg", "audio/amr", "audio/3gpp", "audio/aac", "audio/mpeg"], 16 * MB),
    document: all(
      [
        "application/pdf",
        "application/msword",
        `${office}wordprocessingml.document`,
        `${office}spreadsheetml.sheet`,
        `${office}presentationml.presentation`,
      ],
      16 * MB,
    ),
    sticker: { "image/webp": 500 * KB },
  },
  // AWS End User Messaging SMS user guide, MMS file types, size and character limits.
  mms: {
    image: { ...all(["image/gif", "image/jpeg", "image/png"], 2 * MB), "image/tiff": 600 * KB },
    video: all(
      ["video/3gpp", "video/3gpp2", "video/mp4", "video/quicktime", "video/webm"],
      600 * KB,
    ),
    audio: all(
      ["audio/3gpp", "audio/3gpp2", "audio/amr", "audio/mp4", "audio/mpeg", "audio/ogg"],
      600 * KB,
    ),
    document: { "application/pdf": 600 * KB },
    sticker: {},
  },
};

/** The largest static sticker, in bytes. */
const largestStaticSticker = 100 * KB;

export interface MediaFile {
  readonly type: MediaType;
  /** As sniffed, where somebody looked. */
  readonly mimeType: string;
  /** Absent while nobody has counted them. */
  readonly bytes?: number;
  /** Of stickers. */
  readonly animated?: boolean;
}

/**
 * What is wrong with a file for a carrier, naming limit and value. What AWS would take is for the
 * other number where Twilio takes it not.
 */
export function checkMedia(file: MediaFile, carrier: Carrier): Refusal | undefined {
  const fault = faultOf(file, carrier);
  if (!fault) return undefined;
  const byOther = carrier === "A" && faultOf(file, "B") === undefined;
  return contentRefusal(...fault, byOther ? "failover" : "reject");
}

function faultOf(
  file: MediaFile,
  carrier: Carrier,
): readonly [ContentFault, explanation: string] | undefined {
  const name = carrierNames[carrier];
  if (carrier === "sms") return ["not-carried", `${name} carries no file`];
  const sizes = mediaLimits[carrier][file.type];
  const mimeType = essence(file.mimeType);
  const largest = sizes[mimeType];
  if (largest === undefined) {
    const allowed = Object.keys(sizes).join(", ") || "none";
    return ["media-type", `${file.type} is ${mimeType}; ${name} takes ${allowed}`];
  }
  const most =
    file.type === "sticker" && file.animated === false
      ? Math.min(largest, largestStaticSticker)
      : largest;
  if (file.bytes === undefined || file.bytes <= most) return undefined;
  return ["media-size", `${file.type} has ${file.bytes} bytes; ${name} takes at most ${most}`];
}

/** `audio/ogg` of `Audio/OGG; codecs=opus`; what is no media type is not repeated. */
function essence(mimeType: string): string {
  const found = /^\s*([\w.+-]{1,100}\/[\w.+-]{1,100})\s*(;|$)/.exec(mimeType)?.[1];
  return found?.toLowerCase() ?? "no media type";
}
