import type { WhatsAppRefusal } from "./whatsapp-judgement";

export interface MetaError {
  readonly code: number;
  readonly title: string;
  readonly details: string;
}

/**
 * Meta's error codes of refused messages (Meta, Cloud API error codes); the details are in our
 * words.
 */
export const metaRefusals: Readonly<Record<WhatsAppRefusal, MetaError>> = {
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
  "template-unknown": {
    code: 132001,
    title: "Template does not exist",
    details: "The template does not exist in this language, or is not approved.",
  },
  "template-parameters": {
    code: 132000,
    title: "Template parameter count mismatch",
    details: "The number of parameters is not the number that the template has.",
  },
  "text-too-long": {
    code: 131009,
    title: "Parameter value is not valid",
    details: "A text has at most 4096 characters.",
  },
};

export function notSimulatedType(metaType: string): MetaError {
  return {
    code: 131051,
    title: "Unsupported message type",
    details: `The simulator carries text and templates; "${metaType}" not yet.`,
  };
}
