import type { Refusal } from "../delivery/outcome";

/** Why content is not sent: ours, known before anybody is called. */
export type ContentFault =
  /** The carrier has no such kind. */
  | "not-carried"
  | "too-long"
  | "too-short"
  | "too-many"
  | "too-few"
  /** A field that does not fit the others, such as two buttons with one title. */
  | "bad-content"
  | "media-type"
  | "media-size"
  | "no-media-file"
  | "no-media-url"
  | "unknown-template"
  | "unknown-parameter"
  | "missing-parameter"
  | "no-content-sid";

/**
 * Somebody must look at each: what reaches a sender has been written by us or was checked when it
 * came in.
 * @param explanation names limit and value, never what a person wrote
 */
export function contentRefusal(
  code: ContentFault,
  explanation: string,
  disposition: "reject" | "failover" = "reject",
): Refusal {
  return { disposition, code, alarm: true, known: true, explanation };
}
