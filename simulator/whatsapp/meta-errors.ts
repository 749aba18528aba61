/** As a `failed` status names what is wrong. */
export interface MetaError {
  readonly code: number;
  readonly title: string;
  readonly details: string;
}

/** Why WhatsApp does not deliver a message; each provider has its own code for it. */
export type WhatsAppRefusal = keyof typeof metaRefusals;

/**
 * Meta's error codes of refused messages with their titles (Meta, Cloud API error codes); the
 * details are in our words, and those of a single message may say more.
 */
export const metaRefusals = {
  "not-on-whatsapp": {
    code: 131026,
    title: "Message undeliverable",
    details: "The recipient's number is not on WhatsApp.",
  },
  "window-closed": {
    code: 131047,
    title: "Re-engagement message",
    details:
      "More than 24 hours have passed since the recipient last replied to the sender number.",
  },
  "marketing-stopped": {
    code: 131050,
    title: "User has stopped marketing messages",
    details: "The recipient has chosen to stop receiving marketing messages from this business.",
  },
  "parameter-missing": {
    code: 131008,
    title: "Required parameter is missing",
    details: "A parameter that the message needs is missing.",
  },
  "value-invalid": {
    code: 131009,
    title: "Parameter value is not valid",
    details: "A value is not one that the parameter may have.",
  },
  // That Meta says 100 to an id that it does not know is unverified.
  "media-unknown": {
    code: 100,
    title: "Invalid parameter",
    details: "The id is none of a media file of this number, or the file is no longer kept.",
  },
  "media-unusable": {
    code: 131053,
    title: "Media upload error",
    details: "The media file of the message cannot be used.",
  },
  "template-unknown": {
    code: 132001,
    title: "Template does not exist",
    details: "The template does not exist in this language, or is not approved.",
  },
  "template-paused": {
    code: 132015,
    title: "Template is paused",
    details: "The template is paused because of its low quality.",
  },
  "template-disabled": {
    code: 132016,
    title: "Template is disabled",
    details: "The template was paused too often because of its low quality.",
  },
  "template-parameters": {
    code: 132000,
    title: "Template parameter count mismatch",
    details: "The number of parameters is not the number that the template has.",
  },
  "template-format": {
    code: 132012,
    title: "Template parameter format mismatch",
    details: "The parameters are not of the form that the template has.",
  },
  "template-parameter-text": {
    code: 132018,
    title: "Template parameter invalid",
    details: "A parameter has a new line, a tab or more than four spaces in a row.",
  },
  "template-too-long": {
    code: 132005,
    title: "Template hydrated text too long",
    details: "The template's text is too long once it is filled in.",
  },
  "pair-rate": {
    code: 131056,
    title: "(Business Account, Consumer Account) pair rate limit hit",
    details: "Too many messages from this number to this person in a short time.",
  },
} as const satisfies Record<string, MetaError>;
