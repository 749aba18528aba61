import type { Alias } from "../contact/alias";
import type { Purpose } from "../contact/consent";
import type { OutboundContent, TemplateContent } from "../content/content";
import type { Channel } from "./channel";
import type { OutboundMessageId } from "./message-id";
import type { CountryCode } from "./phone-numbers";

/** A message that the business starts, as it was asked for. */
export interface StartRequest {
  /** From the caller's idempotency key: asked for twice, it is sent once. */
  readonly messageId: OutboundMessageId;
  readonly channel: Channel;
  readonly to: Alias;
  /** Where the recipient lives, in two letters (ISO 3166), as far as the address tells. */
  readonly country?: CountryCode;
  readonly purpose: Purpose;
  readonly content: OutboundContent;
  /** What is sent instead where the customer service window is closed. */
  readonly outsideWindow?: TemplateContent;
  readonly createdAt: number;
  /** Not sent after this time; milliseconds since the epoch. */
  readonly notAfter: number;
}

export interface StoredRequest extends StartRequest {
  readonly ending?: RequestEnding;
}

/** Why it will not be sent. */
export interface RequestEnding {
  readonly code: RequestRefusal;
  readonly at: number;
}

export const requestRefusals = ["expired", "opted-out", "dead-address", "window-closed"] as const;

export type RequestRefusal = (typeof requestRefusals)[number];
