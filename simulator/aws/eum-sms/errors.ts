import { AwsError } from "../../gateway/aws-error";
import type { InvalidInput } from "../../gateway/operation";

// Names, reasons and resource types: the service's API model (botocore 1.44.5). The words are ours.

export type ResourceType =
  | "configuration-set"
  | "keyword"
  | "notify-configuration"
  | "opt-out-list"
  | "opted-out-number"
  | "phone-number"
  | "policy"
  | "pool"
  | "protect-configuration"
  | "rcs-agent"
  | "registration"
  | "registration-attachment"
  | "sender-id"
  | "verified-destination-number";

export type ConflictReason =
  | "DESTINATION_PHONE_NUMBER_OPTED_OUT"
  | "MESSAGE_TYPE_MISMATCH"
  | "NO_ORIGINATION_IDENTITIES_FOUND"
  | "NUMBER_CAPABILITIES_MISMATCH"
  | "RESOURCE_NOT_ACTIVE";

export type ValidationReason =
  | "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY"
  | "INVALID_NEXT_TOKEN"
  | "INVALID_PARAMETER"
  | "MISSING_PARAMETER"
  | "PHONE_NUMBER_CANNOT_BE_OPTED_IN"
  | "PRICE_OVER_THRESHOLD";

export function conflict(
  reason: ConflictReason,
  message: string,
  resource?: { readonly type: ResourceType; readonly id: string },
): AwsError {
  return new AwsError("ConflictException", message, 400, {
    Reason: reason,
    ...(resource ? { ResourceType: resource.type, ResourceId: resource.id } : {}),
  });
}

/** @param field the member of the request that is at fault, where one is. */
export function invalid(reason: ValidationReason, message: string, field?: string): AwsError {
  return new AwsError("ValidationException", message, 400, {
    Reason: reason,
    ...(field === undefined ? {} : { Fields: [{ Name: field, Message: message }] }),
  });
}

export function notFound(type: ResourceType, id: string): AwsError {
  return new AwsError("ResourceNotFoundException", `There is no ${type} ${id}.`, 400, {
    ResourceType: type,
    ResourceId: id,
  });
}

export function quotaExceeded(
  reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT" | "TAGS_PER_RESOURCE",
  message: string,
): AwsError {
  return new AwsError("ServiceQuotaExceededException", message, 400, { Reason: reason });
}

export const throttled = new AwsError(
  "ThrottlingException",
  "The request was denied because of request throttling.",
);

export const internalError = new AwsError("InternalServerException", "The service failed.", 500);

/** For input that an operation does not take. */
export function invalidInput({ member, message, missing }: InvalidInput): AwsError {
  return invalid(
    missing ? "MISSING_PARAMETER" : "INVALID_PARAMETER",
    `${member}: ${message}`,
    member,
  );
}
