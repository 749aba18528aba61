/*
 * The providers' lists of codes, transcribed with a class each, independently of our tables:
 * R = the same provider may take it later, W = only after a wait, C = content or configuration,
 * X = nobody is reached there, F = another channel, P = the provider or our account there,
 * O = the person does not want it. Several letters: the documents leave it open.
 */

type Published = Readonly<Record<string, readonly number[]>>;

/**
 * Meta, WhatsApp Cloud API, "Error codes" (developers.facebook.com, copy of 2026-09-11);
 * 131062-131064 and the marketing API's as the client library pywa 4.4.0 lists them.
 */
export const publishedByMeta: Published = {
  "C P": [
    0,
    190,
    3,
    10,
    131005,
    368,
    131031,
    131042,
    131045,
    133010,
    133006,
    ...Array.from({ length: 100 }, (_, index) => 200 + index),
  ],
  R: [1, 2, 131000, 131016, 133004, 135000, 131057],
  "R W": [4, 80007, 130429],
  "R C": [131052],
  C: [
    33, 100, 131008, 131009, 131021, 131030, 131037, 131047, 131051, 131053, 131055, 134100, 134101,
    134102, 131063, 132000, 132001, 132005, 132007, 132008, 132012, 132018, 132016, 132068, 130497,
    131062, 137000,
  ],
  "C W": [131064, 132015],
  O: [130403, 131050],
  F: [130472],
  X: [131026],
  W: [131048, 131049, 131056, 132069],
  runbook: [133005, 133008, 133009, 133015, 133016, 2388012, 2388091, 2388093, 2388103, 2494100],
};

/**
 * Twilio, "Error and Warning Dictionary" and the pages of single codes (twilio.com/docs/api/errors),
 * with the classes of Twilio's own guidance on sender health and of github.com/twilio/ai (2026-06).
 */
export const publishedByTwilio: Published = {
  R: [20429, 20500, 30008, 63019, 11200],
  "R W": [21611, 30001],
  "R P": [63009, 63010, 63012],
  "C P": [20003, 21606, 21603, 21910, 21703, 21704, 63001, 63002, 63007, 63008],
  C: [
    20404, 20410, 21408, 21617, 21619, 21620, 21654, 21658, 30007, 30034, 63005, 63006, 63021,
    63030, 63031, 63013, 63015, 63016, 63034, 12300, 11751, 63020, 63027, 63028, 63029, 63040,
    63042, 63110,
  ],
  X: [21211, 21614, 21401, 14101, 30005, 30006, 63003, 63024],
  O: [21610, 63014],
  W: [30003, 63018, 63038, 63041, 63049],
  F: [63032, 63036],
  P: [63059],
  deprecated: [63033],
};

/**
 * What the providers call a limit, a pause or a throttle: whoever carries the message by another
 * number evades it.
 */
export const publishedLimits = {
  meta: [4, 80007, 130429, 131048, 131049, 131056, 131064, 132015, 132069],
  twilio: [20429, 21611, 30001, 63018, 63038, 63041, 63049],
};

/**
 * botocore 1.44.5, `socialmessaging/2024-01-01/service-2.json`: every exception with its HTTP
 * status.
 */
export const exceptionsOfSocialMessaging: Readonly<Record<string, number>> = {
  ValidationException: 400,
  InvalidParametersException: 400,
  LimitExceededException: 400,
  AccessDeniedException: 403,
  AccessDeniedByMetaException: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  ThrottledRequestException: 429,
  InternalServiceException: 500,
  DependencyException: 502,
};

/**
 * botocore 1.44.5, `pinpoint-sms-voice-v2/2022-03-31/service-2.json`: what SendTextMessage and
 * SendMediaMessage declare, less the 5xx.
 */
export const refusalsOfSmsSends = [
  "ServiceQuotaExceededException",
  "ThrottlingException",
  "AccessDeniedException",
  "ResourceNotFoundException",
  "ValidationException",
  "ConflictException",
];
