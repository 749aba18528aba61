import {
  type CodeRow,
  codeTable,
  failover,
  hopeless,
  retry,
  suppress,
  wait,
  waitAndAlarm,
  wrong,
} from "./code-rows";

/**
 * Refusals of SendWhatsAppMessage; what Meta says comes later, as Meta's codes. Its 5xx are not
 * here: they are no refusals.
 */
export const awsWhatsAppCodes = codeTable(
  "AWS End User Messaging Social API reference, SendWhatsAppMessage, errors",
  {
    ThrottledRequestException: wait("the account's rate of calls"),
    ValidationException: wrong("a parameter of the call"),
    InvalidParametersException: wrong("a parameter of the call"),
    AccessDeniedException: failover("the function or the account may not send"),
    ResourceNotFoundException: failover("the number is not linked to this account"),
    // The service has these three, though it does not declare them for this operation.
    AccessDeniedByMetaException: failover("Meta does not let AWS act for the account"),
    LimitExceededException: failover("a quota of the account's resources"),
    ConflictException: failover("the number's state does not allow it"),
    // Our word for a status that has no code.
    "retries-exhausted": {
      ...failover("AWS could not hand it to Meta for 180 minutes and has dropped it"),
      source: "AWS End User Messaging Social user guide, message status",
    },
  },
);

/** What SMS and MMS have in common. */
const failures: Readonly<Record<string, CodeRow>> = {
  INVALID: suppress("dead-address", "the number is invalid"),
  INVALID_MESSAGE: wrong("the message is invalid"),
  UNREACHABLE: wait("the phone is off or out of reach"),
  CARRIER_UNREACHABLE: retry("a passing fault of the carrier"),
  BLOCKED: suppress("dead-address", "the phone or its carrier blocks messages"),
  CARRIER_BLOCKED: wrong("the carrier blocks the message as harmful or unsolicited"),
  SPAM: wrong("the carrier takes the message for spam"),
  // Also said 72 hours after a message of which nothing was heard: it may have arrived.
  UNKNOWN: hopeless("the carrier does not say why, or nothing at all"),
  TTL_EXPIRED: hopeless("too old to be delivered"),
};

/**
 * Refusals of SendTextMessage and SendMediaMessage, by exception and reason, and the event types
 * that report a failure. A reason that is not here goes by its exception. There is no second number
 * for SMS: `failover` means that another channel may.
 */
export const awsSmsCodes = codeTable(
  "AWS End User Messaging SMS and Voice v2 API reference, SendTextMessage, errors",
  {
    ThrottlingException: wait("the number's or the account's rate"),
    AccessDeniedException: failover("the function or the account may not send"),
    "AccessDeniedException:ACCOUNT_DISABLED": failover("the account is disabled"),
    "AccessDeniedException:INSUFFICIENT_ACCOUNT_REPUTATION": failover("the account's reputation"),
    ResourceNotFoundException: failover("the pool or configuration set is not there"),

    // A spend limit is to be raised, not evaded.
    ServiceQuotaExceededException: waitAndAlarm("a quota of the account"),
    "ServiceQuotaExceededException:MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT": waitAndAlarm(
      "the month's spend limit for SMS",
    ),
    "ServiceQuotaExceededException:MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA": waitAndAlarm(
      "the month's spend limit for MMS",
    ),

    ConflictException: failover("the state of a resource does not allow it"),
    "ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT": suppress(
      "opt-out",
      "the person has opted out",
    ),
    "ConflictException:DESTINATION_PHONE_NUMBER_NOT_VERIFIED": wrong(
      "the sandbox: the number is not verified",
    ),
    // Our own rules.
    "ConflictException:DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION": hopeless(
      "the protect configuration blocks the country",
    ),
    "ConflictException:DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE": hopeless(
      "the protect configuration blocks the number",
    ),
    "ConflictException:NO_ORIGINATION_IDENTITIES_FOUND": failover(
      "the pool has no number for this",
    ),
    "ConflictException:MESSAGE_TYPE_MISMATCH": failover("the sender is of the other message type"),
    "ConflictException:NUMBER_CAPABILITIES_MISMATCH": failover("the sender has no SMS"),
    "ConflictException:RESOURCE_NOT_ACTIVE": failover("the sender is not active"),

    ValidationException: wrong("a parameter of the call"),
    "ValidationException:PRICE_OVER_THRESHOLD": wrong("it costs more than MaxPrice"),
    "ValidationException:DESTINATION_COUNTRY_BLOCKED": hopeless("the country is blocked"),
    "ValidationException:INVALID_IDENTITY_FOR_DESTINATION_COUNTRY": failover(
      "the sender cannot write to this country",
    ),
    "ValidationException:INTERNATIONAL_SENDING_NOT_SUPPORTED": failover(
      "the sender cannot write abroad",
    ),
    "ValidationException:RESOURCE_NOT_ACCESSIBLE": failover("the sender is not ours to use"),
    "ValidationException:SENDER_ID_NOT_REGISTERED": failover("the sender id is not registered"),
    "ValidationException:SENDER_ID_NOT_SUPPORTED": failover("no sender ids in this country"),
    "ValidationException:SENDER_ID_REQUIRES_REGISTRATION": failover(
      "the sender id is not registered",
    ),

    ...events("TEXT", { ...failures, PROTECT_BLOCKED: hopeless("our own rule blocks it") }),
    ...events("MEDIA", {
      ...failures,
      FILE_INACCESSIBLE: wrong("the file cannot be read"),
      FILE_TYPE_UNSUPPORTED: wrong("the file's type is not taken"),
      FILE_SIZE_EXCEEDED: wrong("the file is too large"),
    }),
  },
);

/** An event's code is its type. */
function events(kind: "TEXT" | "MEDIA", rows: Readonly<Record<string, CodeRow>>) {
  const source = "AWS End User Messaging SMS user guide, event types";
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [`${kind}_${name}`, { ...row, source }]),
  );
}
