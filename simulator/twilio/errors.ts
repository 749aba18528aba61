import type { WhatsAppRefusal } from "../whatsapp/meta-errors";
import type { RestAnswer } from "./rest-host";

/** An error answer in Twilio's JSON form: code, message, link, HTTP status. */
export class TwilioError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }

  answer(): RestAnswer {
    const { code, message, status } = this;
    const more_info = `https://www.twilio.com/docs/errors/${code}`;
    return { status, body: { code, message, more_info, status } };
  }
}

/** @param path of the request, which the answer repeats */
export function notFound(path: string): TwilioError {
  return new TwilioError(20404, `The requested resource ${path} was not found`, 404);
}

/**
 * How Twilio reports what WhatsApp refuses: `failed` was not handed over, `undelivered` was and
 * came back.
 */
export interface TwilioRefusal {
  readonly status: "failed" | "undelivered";
  readonly code: number;
  readonly message: string;
}

const contentRefused = {
  status: "failed",
  code: 63021,
  message: "Channel invalid content error",
} as const;

const mediaRefused = {
  status: "failed",
  code: 63019,
  message: "Media failed to download",
} as const;

/**
 * Twilio documentation, error and warning dictionary; which status goes with which code is not
 * documented.
 */
export const twilioRefusals: Readonly<Record<WhatsAppRefusal, TwilioRefusal>> = {
  "not-on-whatsapp": { status: "undelivered", code: 63024, message: "Invalid message recipient" },
  "window-closed": {
    status: "failed",
    code: 63016,
    message: "Failed to send freeform message because you are outside the allowed window",
  },
  "template-unknown": {
    status: "failed",
    code: 63027,
    message: "Template does not exist for a language and locale",
  },
  "template-parameters": {
    status: "failed",
    code: 63028,
    message: "Number of parameters provided does not match the expected number",
  },
  "template-paused": { status: "failed", code: 63041, message: "WhatsApp template is paused" },
  "template-disabled": { status: "failed", code: 63042, message: "WhatsApp template is disabled" },
  "pair-rate": { status: "failed", code: 63018, message: "Rate limit exceeded for Channel" },
  "marketing-stopped": {
    status: "undelivered",
    code: 63014,
    message: "Message delivery failed because it was blocked by a user action",
  },
  "parameter-missing": contentRefused,
  "value-invalid": contentRefused,
  "template-format": contentRefused,
  "template-parameter-text": contentRefused,
  "template-too-long": contentRefused,
  "media-unknown": mediaRefused,
  "media-unusable": mediaRefused,
};
