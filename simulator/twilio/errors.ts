import type { WireResponse } from "../gateway/aws-service";
import type { WhatsAppRefusal } from "../whatsapp/whatsapp-judgement";
/** An error answer in Twilio's JSON form: code, message, link, HTTP status. */
export class TwilioError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }

  response(): WireResponse {
    const { code, message, status } = this;
    return jsonResponse(status, {
      code,
      message,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status,
    });
  }
}

export function jsonResponse(status: number, value: object): WireResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
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
  "text-too-long": { status: "failed", code: 63021, message: "Channel invalid content error" },
};
