import { AwsError } from "../../gateway/aws-error";

/** The errors of the API with their HTTP status (AWS End User Messaging Social API reference). */
const statusOf = {
  ValidationException: 400,
  InvalidParametersException: 400,
  LimitExceededException: 400,
  AccessDeniedException: 403,
  AccessDeniedByMetaException: 403,
  ResourceNotFoundException: 404,
  ThrottledRequestException: 429,
  InternalServiceException: 500,
  DependencyException: 502,
} as const;

export function socialError(code: keyof typeof statusOf, message: string): AwsError {
  return new AwsError(code, message, statusOf[code]);
}

export const throttled = socialError(
  "ThrottledRequestException",
  "The request was denied because of request throttling.",
);

export const internal = socialError(
  "InternalServiceException",
  "The service is temporarily unavailable.",
);
