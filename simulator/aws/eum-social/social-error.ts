import type { WireResponse } from "../../gateway/aws-service";

/** The errors of the API with their HTTP status (AWS End User Messaging Social API reference). */
const statusOf = {
  ValidationException: 400,
  InvalidParametersException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ThrottledRequestException: 429,
  InternalServiceException: 500,
  DependencyException: 502,
  /** Not AWS's: the simulator's own. */
  NotSimulatedException: 501,
} as const;

export class SocialError extends Error {
  constructor(
    readonly code: keyof typeof statusOf,
    message: string,
  ) {
    super(message);
  }

  response(): WireResponse {
    return socialErrorResponse(this.code, this.message, statusOf[this.code]);
  }
}

/** restJson1: the name is in a header. */
export function socialErrorResponse(code: string, message: string, status: number): WireResponse {
  const headers = { "content-type": "application/json", "x-amzn-errortype": code };
  return { status, headers, body: JSON.stringify({ message }) };
}
