import type { pinpoint } from "@pulumi/aws";
import { arn } from "../account/account";
import type { Properties } from "../account/control-plane";
import { name, region, tags, tagsAll } from "../resources/common-properties";
import { defineModel } from "../resources/resource-model";
import { honoured, honouredMembers, ignored, notSimulated } from "../resources/treatment";
import configurationSetFile from "./declared/configuration-set.json";
import eventDestinationFile from "./declared/event-destination.json";
import keywordFile from "./declared/keyword.json";
import optOutListFile from "./declared/opt-out-list.json";
import phoneNumberFile from "./declared/phone-number.json";
import poolFile from "./declared/pool.json";
import {
  eventDestinationFailures,
  eventDestinationRules,
  keywordFailures,
  keywordRules,
  mandatoryKeywords,
  numberFailures,
  numberRules,
  poolFailures,
  poolRules,
  sinkChanged,
} from "./resource-rules";

// Where an exception says `replaces` without more: the RequiresReplace of the provider's source,
// terraform-provider-aws, internal/service/pinpointsmsvoicev2.

const timeouts = ignored("whatever is asked of the simulated account is done at once");

const phoneNumber = defineModel<pinpoint.Smsvoicev2PhoneNumberArgs, pinpoint.Smsvoicev2PhoneNumber>(
  {
    declared: phoneNumberFile,
    inputs: {
      region,
      isoCountryCode: honoured,
      messageType: { ...honoured, replaces: true },
      numberCapabilities: honoured,
      numberType: honoured,
      // Without RequiresReplace there, and no update sends it: a new one has no effect.
      registrationId: honoured,
      deletionProtectionEnabled: { ...honoured, default: false },
      forceDisassociate: { ...honoured, default: false },
      optOutListName: honoured,
      selfManagedOptOutsEnabled: { ...honoured, default: false },
      tags,
      timeouts,
      twoWayChannelArn: honoured,
      twoWayChannelEnabled: { ...honoured, default: false },
      twoWayChannelRole: honoured,
      waitForActive: honoured,
    },
    id: (_inputs, { unique }) => `phone-${unique("phone", 32)}`,
    computed: ({ numberType, tags }, { id, unique }) => ({
      arn: arn("sms-voice", `phone-number/${id}`),
      phoneNumber: fictionalNumber(numberType, unique("number", 8)),
      // US dollars; commonly quoted figures, unverified.
      monthlyLeasingPrice: numberType === "TOLL_FREE" ? "2.00" : "1.00",
      // All but a simulator number wait for a registration or a carrier; `activateNumber` ends it.
      status: numberType === "SIMULATOR" ? "ACTIVE" : "PENDING",
      tagsAll: tagsAll(tags),
    }),
    lasting: ["status"],
    rules: numberFailures,
    accountRules: numberRules,
  },
);

/**
 * From the hundred numbers of each area code that the North American numbering plan keeps for
 * fiction (555-0100 to 555-0199).
 */
function fictionalNumber(numberType: string, hex: string): string {
  const areaCode = numberType === "TOLL_FREE" ? "888" : "206";
  return `+1${areaCode}55501${String(Number.parseInt(hex, 16) % 100).padStart(2, "0")}`;
}

const pool = defineModel<pinpoint.Smsvoicev2PoolArgs, pinpoint.Smsvoicev2Pool>({
  declared: poolFile,
  inputs: {
    region,
    isoCountryCode: honoured,
    messageType: { ...honoured, replaces: true },
    originationIdentities: { ...honoured, compare: "set" },
    deletionProtectionEnabled: { ...honoured, default: false },
    optOutListName: { ...honoured, default: "Default" },
    selfManagedOptOutsEnabled: { ...honoured, default: false },
    sharedRoutesEnabled: { ...notSimulated, default: false },
    tags,
    timeouts,
    twoWayChannelArn: honoured,
    twoWayChannelRole: honoured,
    twoWayEnabled: { ...honoured, default: false },
  },
  id: (_inputs, { unique }) => `pool-${unique("pool", 32)}`,
  computed: ({ tags }, { id }) => ({ arn: arn("sms-voice", `pool/${id}`), tagsAll: tagsAll(tags) }),
  rules: poolFailures,
  accountRules: poolRules,
});

const optOutList = defineModel<pinpoint.Smsvoicev2OptOutListArgs, pinpoint.Smsvoicev2OptOutList>({
  declared: optOutListFile,
  autoName: { property: "name", maxLength: 64 },
  inputs: { name, region, tags },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({
    arn: arn("sms-voice", `opt-out-list/${name}`),
    tagsAll: tagsAll(tags),
  }),
});

const configurationSet = defineModel<
  pinpoint.Smsvoicev2ConfigurationSetArgs,
  pinpoint.Smsvoicev2ConfigurationSet
>({
  declared: configurationSetFile,
  autoName: { property: "name", maxLength: 64 },
  inputs: {
    name,
    region,
    defaultMessageType: honoured,
    defaultSenderId: notSimulated,
    tags,
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags }) => ({
    arn: configurationSetArn(String(name)),
    tagsAll: tagsAll(tags),
  }),
});

const eventDestination = defineModel<
  pinpoint.Smsvoicev2EventDestinationArgs,
  pinpoint.Smsvoicev2EventDestination
>({
  declared: eventDestinationFile,
  inputs: {
    region,
    configurationSetName: { ...honoured, replaces: true },
    eventDestinationName: { ...honoured, replaces: true },
    matchingEventTypes: { ...honoured, compare: "set" },
    cloudwatchLogsDestination: {
      ...notSimulated,
      replacesIf: sinkChanged("cloudwatchLogsDestination"),
    },
    enabled: honoured,
    kinesisFirehoseDestination: {
      ...notSimulated,
      replacesIf: sinkChanged("kinesisFirehoseDestination"),
    },
    snsDestination: {
      ...honouredMembers({ topicArn: honoured }),
      replacesIf: sinkChanged("snsDestination"),
    },
  },
  id: (inputs) => `${inputs.configurationSetName},${inputs.eventDestinationName}`,
  computed: (inputs) => ({ configurationSetArn: configurationSetArn(inputs.configurationSetName) }),
  deleteBeforeReplace: true,
  rules: eventDestinationFailures,
  accountRules: eventDestinationRules,
});

const keyword = defineModel<pinpoint.Smsvoicev2KeywordArgs, pinpoint.Smsvoicev2Keyword>({
  declared: keywordFile,
  inputs: {
    region,
    originationIdentityArn: { ...honoured, replaces: true },
    keyword: { ...honoured, replaces: true },
    keywordMessage: honoured,
    keywordAction: {
      ...honoured,
      default: ({ keyword }: Properties) =>
        mandatoryKeywords.includes(String(keyword)) ? undefined : "AUTOMATIC_RESPONSE",
    },
  },
  id: (inputs) => `${inputs.originationIdentityArn},${inputs.keyword}`,
  computed: () => ({}),
  deleteBeforeReplace: true,
  rules: keywordFailures,
  accountRules: keywordRules,
});

function configurationSetArn(name: string): string {
  return arn("sms-voice", `configuration-set/${name}`);
}

export const pinpointModels = [
  phoneNumber,
  pool,
  optOutList,
  configurationSet,
  eventDestination,
  keyword,
];
