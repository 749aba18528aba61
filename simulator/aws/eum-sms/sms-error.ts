import type { WireResponse } from "../../gateway/aws-service";

/**
 * The errors of the API with their HTTP status (AWS End User Messaging SMS and Voice API reference,
 * version 2).
 */
const statusOf = {
  ValidationException: 400,
  ConflictException: 400,
  ResourceNotFoundException: 400,
  AccessDeniedException: 400,
  ThrottlingException: 400,
  InternalServerException: 500,
  /** Not AWS's: the simulator's own. */
  NotSimulatedException: 501,
} as const;

export type ConflictReason =
  | "DESTINATION_PHONE_NUMBER_OPTED_OUT"
  | "MESSAGE_TYPE_MISMATCH"
  | "NO_ORIGINATION_IDENTITIES_FOUND"
  | "RESOURCE_NOT_ACTIVE";

export type ValidationReason = "INVALID_PARAMETER" | "MISSING_PARAMETER" | "PRICE_OVER_THRESHOLD";

export interface SmsErrorDetails {
  readonly Reason?: ConflictReason | ValidationReason;
  readonly ResourceType?:
    | "configuration-set"
    | "opt-out-list"
    | "opted-out-number"
    | "phone-number"
    | "pool";
  readonly ResourceId?: string;
  readonly Fields?: readonly { readonly Name: string; readonly Message: string }[];
}

export class SmsError extends Error {
  constructor(
    readonly code: keyof typeof statusOf,
    message: string,
    readonly details: SmsErrorDetails = {},
  ) {
    super(message);
  }

  response(): WireResponse {
    return smsErrorResponse(this.code, this.message, statusOf[this.code], this.details);
  }
}

/** AWS JSON 1.0: the name is in `__type`. */
export function smsErrorResponse(
  code: string,
  message: string,
  status: number,
  details: SmsErrorDetails = {},
): WireResponse {
  const body = { __type: `com.amazonaws.pinpointsmsvoicev2#${code}`, Message: message, ...details };
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: JSON.stringify(body),
  };
}
