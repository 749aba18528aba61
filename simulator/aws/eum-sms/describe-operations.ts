import * as v from "valibot";
import type { AwsRequest } from "../../gateway/aws-service";
import { SmsError } from "./sms-error";
import { smsInput } from "./sms-input";
import type { SmsChannel, SmsPhoneNumber, SmsPool, SmsResources } from "./sms-resources";

/** DescribePhoneNumbers */
export function describePhoneNumbers(resources: SmsResources, request: AwsRequest): object {
  const { PhoneNumberIds } = smsInput(
    v.object({ PhoneNumberIds: v.optional(v.array(v.string())) }),
    request,
  );
  return {
    PhoneNumbers: wanted(resources.phoneNumbers(), PhoneNumberIds, "phone-number").map((number) =>
      phoneNumberView(number, resources.poolOf(number)),
    ),
  };
}

/** DescribePools */
export function describePools(resources: SmsResources, request: AwsRequest): object {
  const { PoolIds } = smsInput(v.object({ PoolIds: v.optional(v.array(v.string())) }), request);
  return { Pools: wanted(resources.pools(), PoolIds, "pool").map(poolView) };
}

function wanted<Resource extends { readonly id: string; readonly arn: string }>(
  all: Resource[],
  ids: string[] | undefined,
  kind: "phone-number" | "pool",
): Resource[] {
  if (!ids || ids.length === 0) return all;
  return ids.map((idOrArn) => {
    const found = all.find(({ id, arn }) => id === idOrArn || arn === idOrArn);
    if (found) return found;
    throw new SmsError("ResourceNotFoundException", `There is no ${kind} ${idOrArn}.`, {
      ResourceType: kind,
      ResourceId: idOrArn,
    });
  });
}

function phoneNumberView(number: SmsPhoneNumber, pool: SmsPool | undefined): object {
  return {
    PhoneNumberArn: number.arn,
    PhoneNumberId: number.id,
    PhoneNumber: number.phoneNumber,
    Status: number.status,
    IsoCountryCode: number.isoCountryCode,
    MessageType: number.messageType,
    NumberCapabilities: number.numberCapabilities,
    NumberType: number.numberType,
    OptOutListName: number.optOutList,
    SelfManagedOptOutsEnabled: number.selfManagedOptOutsEnabled,
    ...twoWayView(number.twoWay),
    ...(pool ? { PoolId: pool.id } : {}),
  };
}

function poolView(pool: SmsPool): object {
  return {
    PoolArn: pool.arn,
    PoolId: pool.id,
    Status: "ACTIVE",
    MessageType: pool.messageType,
    OptOutListName: pool.optOutList,
    SelfManagedOptOutsEnabled: pool.selfManagedOptOutsEnabled,
    ...twoWayView(pool.twoWay),
  };
}

function twoWayView(channel: SmsChannel | undefined): object {
  if (!channel) return { TwoWayEnabled: false };
  const role = channel.roleArn === undefined ? {} : { TwoWayChannelRole: channel.roleArn };
  return { TwoWayEnabled: true, TwoWayChannelArn: channel.topicArn, ...role };
}
