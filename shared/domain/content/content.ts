/*
 * What a message can hold, in one union for each direction. Each wire has a complete table by kind:
 * a new member here does not compile until every table has said what it does with it.
 */

/** What the business sends. */
export type OutboundContent =
  | TextContent
  | MediaContent
  | LocationContent
  | ContactsContent
  | ReactionContent
  | ButtonsContent
  | ListContent
  | LinkContent
  | LocationRequestContent
  | TemplateContent;

/**
 * What a person sends. `unsupported` keeps the provider's own word for the kind, so that the answer
 * can be polite about it.
 */
export type InboundContent =
  | TextContent
  | MediaContent
  | LocationContent
  | ContactsContent
  | ReactionContent
  | ChoiceContent
  | FormReplyContent
  | OrderContent
  | UnsupportedContent;

export interface TextContent {
  readonly type: "text";
  readonly body: string;
  /** Outbound: whether WhatsApp shows a preview of the first link. */
  readonly preview?: boolean;
}

export const mediaTypes = ["image", "video", "audio", "document", "sticker"] as const;
export type MediaType = (typeof mediaTypes)[number];

export interface MediaContent {
  readonly type: MediaType;
  readonly media: MediaSource;
  /** Of images, videos and documents. */
  readonly caption?: string;
  /** Of documents. */
  readonly filename?: string;
  /** Of audio: recorded in the chat, as opposed to a file. */
  readonly voice?: boolean;
}

/** Where the bytes are. */
export type MediaSource =
  /** In our own bucket; each number that sends it uploads it once while its media id lives. */
  | { readonly at: "s3"; readonly key: string; readonly mimeType: string }
  /** At Meta, as an inbound message of number B names it. */
  | { readonly at: "meta"; readonly mediaId: string; readonly mimeType?: string }
  /** At Twilio, as an inbound message of number A names it. */
  | { readonly at: "twilio"; readonly url: string; readonly mimeType?: string };

export interface LocationContent {
  readonly type: "location";
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string;
  readonly address?: string;
}

export interface ContactsContent {
  readonly type: "contacts";
  readonly contacts: readonly ContactCard[];
}

export interface ContactCard {
  readonly name: string;
  readonly phones: readonly string[];
  readonly emails?: readonly string[];
  readonly organisation?: string;
}

export interface ReactionContent {
  readonly type: "reaction";
  /** The provider's id of the message that is reacted to. */
  readonly to: string;
  /** Absent: the reaction is taken back. */
  readonly emoji?: string;
}

/** One of up to three answers to tap. */
export interface ButtonsContent {
  readonly type: "buttons";
  readonly body: string;
  readonly header?: string;
  readonly footer?: string;
  readonly buttons: readonly Choice[];
}

/** A menu of rows behind one button. */
export interface ListContent {
  readonly type: "list";
  readonly body: string;
  readonly header?: string;
  readonly footer?: string;
  /** The words on the button that opens the menu. */
  readonly button: string;
  readonly sections: readonly {
    readonly title?: string;
    readonly rows: readonly (Choice & { readonly description?: string })[];
  }[];
}

export interface Choice {
  /** Comes back with the reply. */
  readonly id: string;
  readonly title: string;
}

/** A text with one button that opens a web page. */
export interface LinkContent {
  readonly type: "link";
  readonly body: string;
  readonly header?: string;
  readonly footer?: string;
  readonly label: string;
  readonly url: string;
}

/** Asks the person for their location. */
export interface LocationRequestContent {
  readonly type: "location-request";
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
  /** Values by the catalogue's names of the parameters. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a person tapped: a reply button, a row of a list, or a template's quick reply. */
export interface ChoiceContent {
  readonly type: "choice";
  /** What is on the button; what the person sees themselves say. */
  readonly title: string;
  /** What we gave the button: its id, or a quick reply's payload. */
  readonly id?: string;
  /** Of a row of a list: the smaller words under its title. */
  readonly description?: string;
}

/** The reply to a flow (a form). */
export interface FormReplyContent {
  readonly type: "form-reply";
  readonly name?: string;
  /** JSON as WhatsApp hands it over. */
  readonly response: string;
}

export interface OrderContent {
  readonly type: "order";
  readonly itemCount: number;
  /** What the person wrote beside it. */
  readonly text?: string;
}

export interface UnsupportedContent {
  readonly type: "unsupported";
  readonly kind: string;
}
