import type { MediaSource, MediaType } from "../content/content";
import type { Provider } from "./channel";
import type { InboundMessage } from "./message";

/** A file that a person sent, and where the provider keeps it for a while. */
export interface ReceivedFile {
  readonly provider: Provider;
  /** Of the message that it came with. */
  readonly providerMessageId: string;
  readonly type: MediaType;
  readonly source: Exclude<MediaSource, { readonly at: "s3" }>;
}

/** The file of a message; undefined where it has none, or none that a provider keeps. */
export function fileOf({
  provider,
  providerMessageId,
  content,
}: InboundMessage): ReceivedFile | undefined {
  if (!("media" in content) || content.media.at === "s3") return undefined;
  return { provider, providerMessageId, type: content.type, source: content.media };
}
