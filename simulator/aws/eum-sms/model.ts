import type { pinpoint } from "@pulumi/aws";
import { arn } from "../account/account";
import { region, tagsAll } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const phoneNumber = defineModel<pinpoint.Smsvoicev2PhoneNumberArgs, pinpoint.Smsvoicev2PhoneNumber>(
  {
    type: "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
    inputs: {
      region,
      isoCountryCode: { required: true, replaces: true },
      messageType: { required: true, replaces: true },
      numberCapabilities: { required: true, replaces: true, compare: "set" },
      numberType: { required: true, replaces: true },
      registrationId: { replaces: true },
      deletionProtectionEnabled: { default: false },
      forceDisassociate: { default: false },
      optOutListName: { default: "Default" },
      selfManagedOptOutsEnabled: { default: false },
      tags: {},
      timeouts: {},
      twoWayChannelArn: {},
      twoWayChannelEnabled: { default: false },
      twoWayChannelRole: {},
      waitForActive: { default: true },
    },
    id: (_inputs, { unique }) => `phone-${unique("phone", 32)}`,
    computed: ({ numberType, tags }, { id, unique }) => ({
      arn: arn("sms-voice", `phone-number/${id}`),
      phoneNumber: fictionalNumber(numberType, unique("number", 8)),
      // US dollars; commonly quoted figures, unverified.
      monthlyLeasingPrice: numberType === "TOLL_FREE" ? "2.00" : "1.00",
      status: "ACTIVE",
      tagsAll: tagsAll(tags),
    }),
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
  type: "aws:pinpoint/smsvoicev2Pool:Smsvoicev2Pool",
  inputs: {
    region,
    isoCountryCode: { replaces: true },
    messageType: { required: true, replaces: true },
    originationIdentities: { required: true, compare: "set" },
    deletionProtectionEnabled: { default: false },
    optOutListName: { default: "Default" },
    selfManagedOptOutsEnabled: { default: false },
    sharedRoutesEnabled: { default: false },
    tags: {},
    timeouts: {},
    twoWayChannelArn: {},
    twoWayChannelRole: {},
    twoWayEnabled: { default: false },
  },
  id: (_inputs, { unique }) => `pool-${unique("pool", 32)}`,
  computed: ({ tags }, { id }) => ({ arn: arn("sms-voice", `pool/${id}`), tagsAll: tagsAll(tags) }),
});

const optOutList = defineModel<pinpoint.Smsvoicev2OptOutListArgs, pinpoint.Smsvoicev2OptOutList>({
  type: "aws:pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList",
  autoName: { property: "name", maxLength: 64 },
  inputs: { name: { replaces: true }, region, tags: {} },
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
  type: "aws:pinpoint/smsvoicev2ConfigurationSet:Smsvoicev2ConfigurationSet",
  autoName: { property: "name", maxLength: 64 },
  inputs: {
    name: { replaces: true },
    region,
    defaultMessageType: {},
    defaultSenderId: {},
    tags: {},
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
  type: "aws:pinpoint/smsvoicev2EventDestination:Smsvoicev2EventDestination",
  inputs: {
    region,
    configurationSetName: { required: true, replaces: true },
    eventDestinationName: { required: true, replaces: true },
    matchingEventTypes: { required: true, compare: "set" },
    cloudwatchLogsDestination: {},
    enabled: { default: true },
    kinesisFirehoseDestination: {},
    snsDestination: {},
  },
  id: (inputs) => `${inputs.configurationSetName},${inputs.eventDestinationName}`,
  computed: (inputs) => ({ configurationSetArn: configurationSetArn(inputs.configurationSetName) }),
  deleteBeforeReplace: true,
});

const keyword = defineModel<pinpoint.Smsvoicev2KeywordArgs, pinpoint.Smsvoicev2Keyword>({
  type: "aws:pinpoint/smsvoicev2Keyword:Smsvoicev2Keyword",
  inputs: {
    region,
    originationIdentityArn: { required: true, replaces: true },
    keyword: { required: true, replaces: true },
    keywordMessage: { required: true },
    keywordAction: {},
  },
  id: (inputs) => `${inputs.originationIdentityArn},${inputs.keyword}`,
  computed: () => ({}),
  deleteBeforeReplace: true,
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
