import type { ControlPlane, Properties, ResourceRecord } from "../account/control-plane";
import { isUnknown, sameValue } from "../resources/property-value";
import { mustExist } from "../resources/references";
import type { AccountRules, CheckFailure } from "../resources/resource-model";
import { topicType } from "../sns/declarations";

// What the provider and the service refuse of resources that each by itself are right. Sources: the
// provider, terraform-provider-aws, internal/service/pinpointsmsvoicev2; botocore's model of
// pinpoint-sms-voice-v2.

export const numberType = "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber";
export const poolType = "aws:pinpoint/smsvoicev2Pool:Smsvoicev2Pool";
const keywordType = "aws:pinpoint/smsvoicev2Keyword:Smsvoicev2Keyword";
const listType = "aws:pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList";
const configurationSetType = "aws:pinpoint/smsvoicev2ConfigurationSet:Smsvoicev2ConfigurationSet";

/** They exist on every number and pool; their action is AWS's (keyword.go, ValidateConfig). */
export const mandatoryKeywords: readonly string[] = ["HELP", "STOP"];

/**
 * A registered number has become usable: what AWS does by itself after hours, days or weeks.
 * @param number its id or ARN
 * @throws when the account has no such number.
 */
export async function activateNumber(account: ControlPlane, number: string): Promise<void> {
  const record = account.get(numberType, number) ?? account.find(numberType, "arn", number);
  if (!record)
    throw new Error(
      `There is no phone number ${number}; there are ${account
        .all(numberType)
        .map(({ id }) => id)
        .join(", ")}.`,
    );
  await account.put({ ...record, outputs: { ...record.outputs, status: "ACTIVE" } });
}

export function numberFailures(inputs: Properties): CheckFailure[] {
  const { numberType: type, registrationId, twoWayChannelEnabled } = inputs;
  return [
    // AWS End User Messaging SMS user guide, 10DLC: a number is requested for an approved campaign.
    ...(type === "TEN_DLC" && registrationId === undefined
      ? [
          {
            property: "registrationId",
            reason:
              "registrationId is missing; a TEN_DLC number needs that of an approved campaign.",
          },
        ]
      : []),
    ...["twoWayChannelArn", "twoWayChannelRole"]
      .filter((property) => isSet(inputs[property]) && twoWayChannelEnabled === false)
      .map((property) => ({
        property,
        reason: `${property} is set; allowed is it with twoWayChannelEnabled: true.`,
      })),
    ...channelMissing(inputs, "twoWayChannelEnabled"),
  ];
}

export function poolFailures(inputs: Properties): CheckFailure[] {
  const needs: [string, string][] = [
    ["twoWayChannelArn", "twoWayEnabled"],
    ["twoWayChannelRole", "twoWayChannelArn"],
  ];
  return [
    ...needs
      .filter(([property, other]) => isSet(inputs[property]) && !inputs[other])
      .map(([property, other]) => ({
        property,
        reason: `${property} is set; allowed is it with ${other}.`,
      })),
    ...channelMissing(inputs, "twoWayEnabled"),
  ];
}

/** Known, and there. */
function isSet(value: unknown): boolean {
  return value !== undefined && !isUnknown(value);
}

function channelMissing(inputs: Properties, enabled: string): CheckFailure[] {
  if (inputs[enabled] !== true || inputs.twoWayChannelArn !== undefined) return [];
  return [
    {
      property: "twoWayChannelArn",
      reason: `twoWayChannelArn is missing; ${enabled}: true needs it.`,
    },
  ];
}

/** What a number's pool owns from the moment the number is in it. */
const ownedByPool = [
  "deletionProtectionEnabled",
  "optOutListName",
  "selfManagedOptOutsEnabled",
  "twoWayChannelArn",
  "twoWayChannelEnabled",
  "twoWayChannelRole",
] as const;

export const numberRules: AccountRules = {
  put: ({ outputs }, account, before) => {
    listMustExist(outputs.optOutListName, account);
    channelMustExist(outputs.twoWayChannelArn, account);
    // The provider waits for half an hour, and then fails (phone_number.go, waitPhoneNumberActive).
    if (!before && outputs.waitForActive === true && outputs.status !== "ACTIVE")
      throw new Error(
        `waitForActive is true, and a ${outputs.numberType} number stays ${outputs.status} until it is registered; allowed is false.`,
      );
    const pool = before && poolOf(before, account);
    if (!before || !pool) return;
    const changed = ownedByPool.filter(
      (property) => !sameValue(undefined, before.outputs[property], outputs[property]),
    );
    // botocore, UpdatePhoneNumber: "If the origination phone number is associated with a pool, an
    // error is returned".
    if (changed.length > 0)
      throw new Error(
        `${changed.join(", ")} cannot change while the number is in the pool ${pool.id}; take it out of originationIdentities of "${pool.logicalName}" first.`,
      );
  },
  remove: async (record, account) => {
    refuseProtected(record);
    const pool = poolOf(record, account);
    if (pool && record.outputs.forceDisassociate !== true)
      throw new Error(
        `the number is in the pool ${pool.id}; take it out of originationIdentities of "${pool.logicalName}", or set forceDisassociate: true, before it is deleted.`,
      );
    // A number's keywords are part of it.
    for (const { id, outputs } of account.all(keywordType))
      if (outputs.originationIdentityArn === record.outputs.arn)
        await account.remove(keywordType, id);
  },
};

export const poolRules: AccountRules = {
  put: (record, account) => {
    const { outputs } = record;
    listMustExist(outputs.optOutListName, account);
    channelMustExist(outputs.twoWayChannelArn, account);
    for (const identity of listOf(outputs.originationIdentities))
      checkIdentity(record, identity, account);
  },
  remove: refuseProtected,
};

/** validatePhoneIdentity of the provider's pool.go, in its order. */
function checkIdentity(pool: ResourceRecord, identity: unknown, account: ControlPlane): void {
  const { outputs: number } = mustExist(account, {
    property: "originationIdentities",
    type: numberType,
    by: "arn",
    value: identity,
  });
  const at = `originationIdentities: the number ${number.phoneNumber}`;
  if (number.status !== "ACTIVE")
    throw new Error(
      `${at} is ${number.status}; a pool takes ACTIVE numbers only. Make the pool when the number's registration is through.`,
    );
  if (number.messageType !== pool.outputs.messageType)
    throw new Error(
      `${at} has messageType ${number.messageType}; allowed is the pool's, ${pool.outputs.messageType}.`,
    );
  const country = pool.outputs.isoCountryCode;
  if (country !== undefined && number.isoCountryCode !== country)
    throw new Error(
      `${at} has isoCountryCode ${number.isoCountryCode}; allowed is the pool's, ${country}.`,
    );
  const other = account
    .all(poolType)
    .find(
      ({ id, outputs }) =>
        id !== pool.id && listOf(outputs.originationIdentities).includes(identity),
    );
  if (other) throw new Error(`${at} is in the pool ${other.id} already; allowed is one pool.`);
}

function poolOf({ outputs }: ResourceRecord, account: ControlPlane): ResourceRecord | undefined {
  return account
    .all(poolType)
    .find((pool) => listOf(pool.outputs.originationIdentities).includes(outputs.arn));
}

function refuseProtected({ outputs }: ResourceRecord): void {
  if (outputs.deletionProtectionEnabled === true)
    throw new Error(
      "deletionProtectionEnabled is true: set it to false, and apply that, before it is deleted.",
    );
}

const sinks = [
  "cloudwatchLogsDestination",
  "kinesisFirehoseDestination",
  "snsDestination",
] as const;

/** ConfigValidators of the provider's event_destination.go. */
export function eventDestinationFailures(inputs: Properties): CheckFailure[] {
  const given = sinks.filter((sink) => inputs[sink] !== undefined);
  if (given.length === 1 || given.some((sink) => isUnknown(inputs[sink]))) return [];
  return [
    {
      property: given[1] ?? "snsDestination",
      reason: `${given.length === 0 ? "no destination" : given.join(" and ")} is set; allowed is exactly one of ${sinks.join(", ")}.`,
    },
  ];
}

/** sinkTypeSwapRequiresReplace of the provider's event_destination.go. */
export function sinkChanged(sink: (typeof sinks)[number]) {
  return (before: Properties, after: Properties): boolean =>
    (before[sink] === undefined) !== (after[sink] === undefined);
}

export const eventDestinationRules: AccountRules = {
  put: ({ outputs }, account) => {
    mustExist(account, {
      property: "configurationSetName",
      type: configurationSetType,
      by: "name",
      value: outputs.configurationSetName,
    });
    const sink = outputs.snsDestination as { readonly topicArn?: unknown } | undefined;
    mustExist(account, {
      property: "snsDestination.topicArn",
      type: topicType,
      by: "arn",
      value: sink?.topicArn,
    });
  },
};

export function keywordFailures({ keyword, keywordAction }: Properties): CheckFailure[] {
  if (!mandatoryKeywords.includes(String(keyword)) || !isSet(keywordAction)) return [];
  return [
    {
      property: "keywordAction",
      reason: `keywordAction is ${JSON.stringify(keywordAction)}; for the mandatory keyword ${keyword} allowed is none, AWS keeps its action.`,
    },
  ];
}

export const keywordRules: AccountRules = {
  put: ({ outputs }, account) => {
    const identity = outputs.originationIdentityArn;
    const types = [poolType, numberType];
    if (types.some((type) => account.find(type, "arn", identity))) return;
    throw new Error(
      `originationIdentityArn names ${JSON.stringify(identity)}; allowed is the ARN of a pool or phone number that exists.`,
    );
  },
};

function listMustExist(nameOrArn: unknown, account: ControlPlane): void {
  const name = String(nameOrArn).split("/").at(-1);
  if (name === "Default") return;
  mustExist(account, { property: "optOutListName", type: listType, by: "name", value: name });
}

/** Amazon Connect may be a channel too, and is not simulated. */
function channelMustExist(channel: unknown, account: ControlPlane): void {
  if (!isSet(channel) || channel === "") return;
  mustExist(account, { property: "twoWayChannelArn", type: topicType, by: "arn", value: channel });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
