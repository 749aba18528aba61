/**
 * What the business sends. A closed union: a new kind of content is a new member here, and the
 * compiler then asks each sender and simulator what it does with it.
 */
export type OutboundContent = TextContent | TemplateContent;

export interface TextContent {
  readonly type: "text";
  readonly body: string;
}

/**
 * A message that Meta approved beforehand; the only thing that may be sent on WhatsApp outside the
 * customer service window.
 */
export interface TemplateContent {
  readonly type: "template";
  /** A name in the template catalogue. */
  readonly name: string;
  readonly language: string;
  /** Values of `{{1}}`, `{{2}}`, … in order. */
  readonly parameters: readonly string[];
}

/**
 * What a person writes. `unsupported` keeps the provider's own word for the kind, so that the
 * answer can be polite about it.
 */
export type InboundContent = TextContent | { readonly type: "unsupported"; readonly kind: string };
