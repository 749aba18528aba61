import type { WireResponse } from "../gateway/aws-service";

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
