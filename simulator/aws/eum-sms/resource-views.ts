import type { FilterTable } from "./listing";
import type {
  ConfigurationSet,
  SmsChannel,
  SmsEventDestination,
  SmsPhoneNumber,
  SmsPool,
} from "./sms-resources";

// What the API shows of each resource, and by what it can be filtered. Times are epoch seconds.

export const numberFilters: FilterTable<SmsPhoneNumber> = {
  status: ({ status }) => [status],
  "iso-country-code": ({ isoCountryCode }) => [isoCountryCode],
  "message-type": ({ messageType }) => [messageType],
  "number-capability": ({ numberCapabilities }) => numberCapabilities,
  "number-type": ({ numberType }) => [numberType],
  "two-way-enabled": ({ twoWay }) => [twoWay !== undefined],
  "self-managed-opt-outs-enabled": (number) => [number.selfManagedOptOutsEnabled],
  "opt-out-list-name": ({ optOutList }) => [optOutList],
  "deletion-protection-enabled": (number) => [number.deletionProtectionEnabled],
  "two-way-channel-arn": ({ twoWay }) => [twoWay?.topicArn],
};

export const poolFilters: FilterTable<SmsPool> = {
  status: () => ["ACTIVE"],
  "message-type": ({ messageType }) => [messageType],
  "two-way-enabled": ({ twoWay }) => [twoWay !== undefined],
  "self-managed-opt-outs-enabled": (pool) => [pool.selfManagedOptOutsEnabled],
  "opt-out-list-name": ({ optOutList }) => [optOutList],
  "shared-routes-enabled": ({ sharedRoutesEnabled }) => [sharedRoutesEnabled],
  "deletion-protection-enabled": (pool) => [pool.deletionProtectionEnabled],
  "two-way-channel-arn": ({ twoWay }) => [twoWay?.topicArn],
};

export const identityFilters: FilterTable<SmsPhoneNumber> = {
  "iso-country-code": ({ isoCountryCode }) => [isoCountryCode],
  "number-capability": ({ numberCapabilities }) => numberCapabilities,
};

export const setFilters: FilterTable<ConfigurationSet> = {
  "event-destination-name": ({ eventDestinations }) =>
    eventDestinations.map(({ eventDestinationName }) => eventDestinationName),
  "matching-event-types": ({ eventDestinations }) =>
    eventDestinations.flatMap(({ matchingEventTypes }) => matchingEventTypes),
  "default-message-type": ({ defaultMessageType }) => [defaultMessageType],
  "default-sender-id": ({ defaultSenderId }) => [defaultSenderId],
  "default-message-feedback-enabled": () => [false],
  "protect-configuration-id": () => [],
};

export const keywordFilters: FilterTable<{ readonly action: string }> = {
  "keyword-action": ({ action }) => [action],
};

export function phoneNumberView(number: SmsPhoneNumber, pool: SmsPool | undefined): object {
  return {
    PhoneNumberArn: number.arn,
    PhoneNumberId: number.id,
    PhoneNumber: number.phoneNumber,
    Status: number.status,
    IsoCountryCode: number.isoCountryCode,
    MessageType: number.messageType,
    NumberCapabilities: number.numberCapabilities,
    NumberType: number.numberType,
    MonthlyLeasingPrice: number.monthlyLeasingPrice,
    OptOutListName: number.optOutList,
    SelfManagedOptOutsEnabled: number.selfManagedOptOutsEnabled,
    InternationalSendingEnabled: false,
    DeletionProtectionEnabled: number.deletionProtectionEnabled,
    CreatedTimestamp: number.createdAt / 1000,
    ...twoWayView(number.twoWay),
    ...(pool ? { PoolId: pool.id } : {}),
    ...(number.registrationId ? { RegistrationId: number.registrationId } : {}),
  };
}

export function poolView(pool: SmsPool): object {
  return {
    PoolArn: pool.arn,
    PoolId: pool.id,
    Status: "ACTIVE",
    MessageType: pool.messageType,
    OptOutListName: pool.optOutList,
    SelfManagedOptOutsEnabled: pool.selfManagedOptOutsEnabled,
    SharedRoutesEnabled: pool.sharedRoutesEnabled,
    DeletionProtectionEnabled: pool.deletionProtectionEnabled,
    CreatedTimestamp: pool.createdAt / 1000,
    ...twoWayView(pool.twoWay),
  };
}

function twoWayView(channel: SmsChannel | undefined): object {
  if (!channel) return { TwoWayEnabled: false };
  const role = channel.roleArn === undefined ? {} : { TwoWayChannelRole: channel.roleArn };
  return { TwoWayEnabled: true, TwoWayChannelArn: channel.topicArn, ...role };
}

export function configurationSetView(set: ConfigurationSet): object {
  return {
    ConfigurationSetArn: set.arn,
    ConfigurationSetName: set.name,
    EventDestinations: set.eventDestinations.map(eventDestinationView),
    DefaultMessageType: set.defaultMessageType,
    DefaultSenderId: set.defaultSenderId,
    DefaultMessageFeedbackEnabled: false,
    CreatedTimestamp: set.createdAt / 1000,
  };
}

function eventDestinationView({
  eventDestinationName,
  enabled,
  matchingEventTypes,
  snsDestination: sns,
  cloudwatchLogsDestination: logs,
  kinesisFirehoseDestination: firehose,
}: SmsEventDestination): object {
  return {
    EventDestinationName: eventDestinationName,
    Enabled: enabled,
    MatchingEventTypes: matchingEventTypes,
    ...(sns && { SnsDestination: { TopicArn: sns.topicArn } }),
    ...(logs && {
      CloudWatchLogsDestination: { IamRoleArn: logs.iamRoleArn, LogGroupArn: logs.logGroupArn },
    }),
    ...(firehose && {
      KinesisFirehoseDestination: {
        IamRoleArn: firehose.iamRoleArn,
        DeliveryStreamArn: firehose.deliveryStreamArn,
      },
    }),
  };
}
