import type { FaultTable } from "./aws-send-failure";

/**
 * Exceptions of SendWhatsAppMessage (AWS End User Messaging Social API reference). Others count
 * against the provider.
 */
export const whatsAppFaults: FaultTable = {
  ThrottledRequestException: "throttled",
  ValidationException: "content",
  InvalidParametersException: "content",
};

/**
 * Exceptions and reasons of SendTextMessage (AWS End User Messaging SMS and Voice v2 API
 * reference). Others count against the provider.
 */
export const smsFaults: FaultTable = {
  ThrottlingException: "throttled",
  "ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT": "opt-out",
  "ConflictException:DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION": "recipient",
  "ConflictException:DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE": "recipient",
  ValidationException: "content",
  "ValidationException:DESTINATION_COUNTRY_BLOCKED": "recipient",
  "ValidationException:INVALID_IDENTITY_FOR_DESTINATION_COUNTRY": "recipient",
};
